"""Pictures of awards: made when first asked for, kept under a hash of their inputs, always able to be made again."""

import hashlib
from collections.abc import Callable, Mapping
from typing import get_args
from urllib.parse import quote

import msgspec

from shouwang.honours import rendering, rules, store
from shouwang.honours.models import Award, AwardKind
from shouwang.honours.rules import Form
from shouwang.honours.service.awarding import Honours
from shouwang.honours.service.links import Link, Links
from shouwang.kernel.actor import Actor
from shouwang.kernel.problem import NotFound
from shouwang.platform.blobs import Blobs

JPEG, PDF, PNG = "image/jpeg", "application/pdf", "image/png"
CREDENTIAL = "application/vc+jwt"  # Source: W3C Securing Verifiable Credentials using JOSE and COSE, section 6.1

_PAPER = {
    AwardKind.MEDAL: rendering.CertificateKind.HONOUR,
    AwardKind.CERTIFICATE: rendering.CertificateKind.HONOUR,
    AwardKind.COMMENDATION: rendering.CertificateKind.COMMENDATION,
    AwardKind.TRAINING: rendering.CertificateKind.TRAINING,
    AwardKind.SERVICE: rendering.CertificateKind.SERVICE,
}


class File(msgspec.Struct, frozen=True):
    """A file to download. `name` is what it should be called on a phone or computer."""

    content: bytes
    content_type: str
    name: str

    @property
    def disposition(self) -> str:
        """The header that names it; Chinese names as RFC 6266 asks, with a plain one for who cannot read them."""
        plain = f"honour.{self.name.rpartition('.')[2]}"
        return f"inline; filename=\"{plain}\"; filename*=UTF-8''{quote(self.name)}"


class Pictures(msgspec.Struct, frozen=True):
    """证书和勋章的图. The award record is the truth; a kept picture is a cache."""

    honours: Honours
    blobs: Blobs
    links: Links

    def file(self, actor: Actor, award_id: str, form: Form) -> File:
        """An award as a file. Raises: NotFound, AwardRevoked, AwardReplaced, UndrawableName. Cost: 1 request."""
        return self.made(self.honours.award(actor, award_id), form)

    def link(self, actor: Actor, award_id: str, form: str) -> Link:
        """An address that opens one file without a session, for minutes. Raises: as `file`. Cost: 1 request."""
        award = rules.require_shown(self.honours.award(actor, award_id))
        return self.links.to(f"{award_id}/{rules.require_form(award.kind, form)}")

    def linked(self, token: str) -> File:
        """The file behind an address. Raises: LinkExpired, and as `file`. Cost: 1 request."""
        award_id, _, form = self.links.open(token).partition("/")
        award = store.fetch_award(award_id)
        if award is None:
            raise NotFound
        return self.made(award, rules.require_form(award.kind, form))

    def made(self, award: Award, form: Form) -> File:
        """The file of an award that may still be shown. Raises: AwardRevoked, AwardReplaced, NotFound. Cost: 0 requests."""
        rules.require_shown(award)
        rules.require_form(award.kind, form)
        makers: Mapping[Form, Callable[[Award], tuple[bytes, str]]] = {
            Form.SHARE: lambda award: (self._jpeg(award, "share"), JPEG),
            Form.A4: lambda award: (self._jpeg(award, "a4"), JPEG),
            Form.PDF: lambda award: (self._pdf(award), PDF),
            Form.MEDAL: lambda award: (self._medal(award), PNG),
            Form.CREDENTIAL: lambda award: (award.credential.encode(), CREDENTIAL),
        }
        content, kind = makers[form](award)
        return File(
            content, kind, f"{award.inscription.title} {award.inscription.serial}.{form.rpartition('.')[2] or form}"
        )

    def keys_of(self, award: Award) -> list[str]:
        """Where pictures of an award may be kept; they show the name, so that they go with it."""
        text, forms = self.text(award), []
        for size in get_args(rendering.Size):
            art = rendering.art_digest(text.kind, text.template_version, size)
            forms += [f"{size}-{art}.jpg", *([f"{art}.pdf"] if size == "a4" else [])]
        return [_key(text, form) for form in forms]

    def text(self, award: Award) -> rendering.CertificateText:
        """What an award's picture says, on the drawing that is shown today."""
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
            template_version=rules.template_in_force(written.template_version),
            facts=written.facts,
            valid_until=written.valid_until,
            comrade=bool(written.number),
        )

    def plain_medal(self, medal: str, *, locked: bool, size: int = 512) -> bytes:
        """A medal as drawn, or its silhouette, for the wall; nobody's. Raises: NotFound. Cost: 0 requests."""
        return rendering.medal_png(rules.require_medal(medal).art, size, locked=locked)

    def _jpeg(self, award: Award, size: rendering.Size) -> bytes:
        text = self.text(award)
        art = rendering.art_digest(text.kind, text.template_version, size)
        return self._kept(text, f"{size}-{art}.jpg", JPEG, lambda: rendering.render_certificate(text, size))

    def _pdf(self, award: Award) -> bytes:
        text = self.text(award)
        art = rendering.art_digest(text.kind, text.template_version, "a4")
        return self._kept(text, f"{art}.pdf", PDF, lambda: rendering.render_pdf(text))

    def _medal(self, award: Award) -> bytes:
        drawn = rendering.medal_png(rules.require_medal(award.medal or "").art)
        return rendering.bake_medal(drawn, award.credential)

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
