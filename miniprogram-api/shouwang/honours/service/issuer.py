"""The issuer: in whose name awards are given and signed, and what is published so that strangers can check them."""

import hashlib
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from shouwang.honours import rules, store
from shouwang.honours.models import Award, AwardKind, IssuerKey
from shouwang.kernel.clock import Clock, day_start
from shouwang.kernel.problem import NotFound
from shouwang.platform.dynamo import Writes, commit
from shouwang.platform.keys import Keys

if TYPE_CHECKING:
    from shouwang.honours.credential import PublicKey, SigningKey


@dataclass(frozen=True, slots=True)
class Issuer:
    """颁发单位: the force under its public address, and its key. Shapes: `public_url` has no slash at the end."""

    force_name: str
    public_url: str
    keys: Keys
    now: Clock
    _remembered: set[str] = field(default_factory=set, repr=False, compare=False)

    def verify_url(self, code: str) -> str:
        """Where a code is checked; short, since it stands in the QR code."""
        return f"{self.public_url}/c/{code}"

    def credential(self, award: Award) -> str:
        """The signed credential of an award; it names nobody."""
        from shouwang.honours import credential  # noqa: PLC0415 -- slow import: cryptography

        written = award.inscription
        claim = credential.BadgeClaim(
            credential_url=self.verify_url(written.code),
            subject_urn=award.subject_urn,
            issuer_did=credential.did_web(self.public_url),
            issuer_name=self.force_name,
            issuer_url=self.public_url,
            achievement_url=self._achievement_url(award),
            achievement_name=written.title,
            description=_DESCRIPTIONS[award.kind],
            # Words by rule name nobody; words by hand might.
            criteria=written.body if award.awarded_by == BY_RULE or award.kind is AwardKind.SERVICE else _BY_HAND,
            evidence_url=f"{self.verify_url(written.code)}/hours" if award.kind is AwardKind.SERVICE else None,
            valid_from=award.awarded_at,
            status_list_url=self._list_url(award.status_index // rules.LIST_LENGTH),
            status_index=award.status_index % rules.LIST_LENGTH,
            image_url=f"{self.public_url}/v1/medals/{award.medal}.png" if award.medal else None,
            achievement_type=_TYPES.get(award.kind, "Award"),
            valid_until=day_start(written.valid_until + timedelta(days=1)) if written.valid_until else None,
        )
        return credential.issue_credential(claim, self._key())

    def card(self, code: str, valid_until: date) -> str:
        """The string on a printed card, for a phone without network."""
        from shouwang.honours import credential  # noqa: PLC0415 -- slow import: cryptography

        return credential.sign_card(credential.CardClaim(code, valid_until), self._key())

    def moment(self, code: str, valid_until: datetime) -> str:
        """The string on a phone's screen."""
        from shouwang.honours import credential  # noqa: PLC0415 -- slow import: cryptography

        return credential.sign_moment(credential.MomentClaim(code, valid_until), self._key())

    def status_list(self, list_id: int, revoked: frozenset[int]) -> str:
        """A signed public list of what was taken back."""
        from shouwang.honours import credential  # noqa: PLC0415 -- slow import: cryptography

        did = credential.did_web(self.public_url)
        return credential.status_list(self._list_url(list_id), sorted(revoked), did, self.now(), self._key())

    def did_document(self) -> dict[str, Any]:
        """Every key this issuer signs or ever signed with; one that leaked is published and believed no more.

        Cost: 1 request.
        """
        from shouwang.honours import credential  # noqa: PLC0415 -- slow import: cryptography

        return credential.did_document(self.public_keys())

    def public_keys(self) -> "list[PublicKey]":
        """The keys a stranger checks with: all that ever signed, and the one that signs now. Cost: 1 request."""
        from shouwang.honours import credential  # noqa: PLC0415 -- slow import: cryptography

        now = self._key().public
        kept = [credential.PublicKey(key.kid, key.raw, key.trusted) for key in store.keys_of(now.did)]
        return kept if any(key.kid == now.kid for key in kept) else [*kept, now]

    def remember_key(self) -> None:
        """The key that signs now is known for ever, so that a rotation never loses one.

        Cost: 1 request for the first signature of a process, else none.
        """
        key = self._key().public
        if key.kid not in self._remembered:
            with suppress(store.KeyKnown):
                commit(store.remembered(key.did, IssuerKey(key.kid, key.raw, self.now())))
            self._remembered.add(key.kid)

    def distrust(self, kid: str) -> Writes:
        """The write that ends the trust in a key that leaked. Raises: NotFound for a key nobody knows."""
        key = next((key for key in self.public_keys() if key.kid == kid), None)
        if key is None:
            raise NotFound
        return store.distrusted(key.did, kid)

    def _list_url(self, list_id: int) -> str:
        return f"{self.public_url}/status/{list_id}"

    def _achievement_url(self, award: Award) -> str:
        """A medal is one achievement for all who hold it; what is given by hand is one of its own."""
        if award.medal:
            return f"{self.public_url}/v1/medals#{award.medal}"
        return f"{self.verify_url(award.inscription.code)}#achievement"

    def _key(self) -> "SigningKey":
        """The key that signs now; its name follows from the key, so that a new key has a new name."""
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey  # noqa: PLC0415 -- slow import

        from shouwang.honours import credential  # noqa: PLC0415 -- slow import: cryptography

        private = Ed25519PrivateKey.from_private_bytes(self.keys["signing"])
        name = hashlib.sha256(private.public_key().public_bytes_raw()).hexdigest()[:16]
        return credential.SigningKey(f"{credential.did_web(self.public_url)}#{name}", private)


BY_RULE = "rule"  # who gave what no person gave
_BY_HAND = "由所在单位负责人评定授予"
_DESCRIPTIONS = {
    AwardKind.MEDAL: "义务巡防电子勋章",
    AwardKind.CERTIFICATE: "义务巡防荣誉证书",
    AwardKind.COMMENDATION: "义务巡防表扬",
    AwardKind.TRAINING: "义务巡防培训结业证书",
    AwardKind.SERVICE: "志愿服务证明",
}
# Source: Open Badges 3.0, B.7.1 AchievementType
_TYPES = {AwardKind.TRAINING: "CertificateOfCompletion", AwardKind.SERVICE: "CommunityService"}
