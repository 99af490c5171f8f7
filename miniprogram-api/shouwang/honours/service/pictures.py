"""Pictures of awards: made when first asked for, kept under a hash of their inputs, always able to be made again."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, get_args
from urllib.parse import quote

import msgspec

from shouwang.honours import rendering, rules
from shouwang.honours.models import Award, AwardKind
from shouwang.honours.service.awarding import Honours
from shouwang.kernel.actor import Actor
from shouwang.kernel.problem import NotFound
from shouwang.platform.blobs import Blobs

Size = Literal["share", "a4"]

JPEG, PDF, PNG = "image/jpeg", "application/pdf", "image/png"
CREDENTIAL = "application/vc+jwt"  # Source: W3C Securing Verifiable Credentials using JOSE and COSE, section 6.1

_PAPER = {
    AwardKind.MEDAL: rendering.CertificateKind.HONOUR,
    AwardKind.CERTIFICATE: rendering.CertificateKind.HONOUR,
    AwardKind.COMMENDATION: rendering.CertificateKind.COMMENDATION,
}


@dataclass(frozen=True, slots=True)
class File:
    """A file to download. `name` is what it should be called on a phone or computer."""

    content: bytes
    content_type: str
    name: str

    @property
    def disposition(self) -> str:
        """The header that names it; Chinese names as RFC 6266 asks."""
        return f"inline; filename*=UTF-8''{quote(self.name)}"


@dataclass(frozen=True, slots=True)
class Pictures:
    """证书和勋章的图. The award record is the truth; a kept picture is a cache."""

    honours: Honours
    blobs: Blobs

    def jpeg(self, actor: Actor, award_id: str, size: Size) -> File:
        """The certificate as a picture. Raises: NotFound, AwardRevoked, AwardReplaced, UndrawableName. Cost: 1 request."""
        award = self._shown(actor, award_id)
        text = self._text(award)
        art = rendering.art_digest(text.kind, text.template_version, size)
        made = self._kept(text, f"{size}-{art}.jpg", JPEG, lambda: rendering.render_certificate(text, size))
        return File(made, JPEG, _name(award, "jpg"))

    def pdf(self, actor: Actor, award_id: str) -> File:
        """The certificate to print. Raises: NotFound, AwardRevoked, AwardReplaced, UndrawableName. Cost: 1 request."""
        award = self._shown(actor, award_id)
        text = self._text(award)
        art = rendering.art_digest(text.kind, text.template_version, "a4")
        made = self._kept(text, f"{art}.pdf", PDF, lambda: rendering.render_pdf(text))
        return File(made, PDF, _name(award, "pdf"))

    def medal(self, actor: Actor, award_id: str) -> File:
        """The medal with the credential inside. Raises: NotFound, AwardRevoked, AwardReplaced. Cost: 1 request."""
        award = self._shown(actor, award_id)
        if award.medal is None:
            raise NotFound
        drawn = rendering.medal_png(rules.require_medal(award.medal).art)
        return File(rendering.bake_medal(drawn, award.credential), PNG, _name(award, "png"))

    def credential(self, actor: Actor, award_id: str) -> File:
        """The credential alone, for a wallet. Raises: NotFound, AwardRevoked, AwardReplaced. Cost: 1 request."""
        award = self._shown(actor, award_id)
        return File(award.credential.encode(), CREDENTIAL, _name(award, "jwt"))

    def keys_of(self, award: Award) -> list[str]:
        """Where pictures of an award may be kept; they show the name, so that they go with it."""
        text, forms = self._text(award), []
        for size in get_args(Size):
            art = rendering.art_digest(text.kind, text.template_version, size)
            forms += [f"{size}-{art}.jpg", *([f"{art}.pdf"] if size == "a4" else [])]
        return [_key(text, form) for form in forms]

    def plain_medal(self, medal: str, *, locked: bool) -> bytes:
        """A medal as drawn, or its silhouette, for the wall; nobody's. Raises: NotFound. Cost: 0 requests."""
        return rendering.medal_png(rules.require_medal(medal).art, locked=locked)

    def _shown(self, actor: Actor, award_id: str) -> Award:
        return rules.require_shown(self.honours.award(actor, award_id))

    def _text(self, award: Award) -> rendering.CertificateText:
        written = award.inscription
        return rendering.CertificateText(
            kind=_PAPER[award.kind],
            holder=written.name,
            title=written.title,
            body=written.body,
            issuer=written.issuer,
            issued_on=written.issued_on,
            serial=written.serial,
            verify_url=self.honours.issuer.verify_url(written.code),
            template_version=written.template_version,
        )

    def _kept(self, text: rendering.CertificateText, form: str, kind: str, make: Callable[[], bytes]) -> bytes:
        """The kept picture of these very inputs, or a new one; two at once make the same."""
        key = _key(text, form)
        found = self.blobs.get(key)
        if found is None:
            found = make()
            self.blobs.put(key, found, kind)
        return found


def _key(text: rendering.CertificateText, form: str) -> str:
    digest = hashlib.sha256(msgspec.json.encode(text) + form.encode()).hexdigest()
    return f"honours/{digest}.{form.rpartition('.')[2]}"


def _name(award: Award, extension: str) -> str:
    return f"{award.inscription.title} {award.inscription.serial}.{extension}"
