"""The issuer: in whose name awards are given and signed, and what is published so that strangers can check them."""

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from shouwang.honours import rules
from shouwang.honours.models import Award, AwardKind
from shouwang.kernel.clock import Clock
from shouwang.platform.keys import Keys

if TYPE_CHECKING:
    from shouwang.honours.credential import SigningKey


@dataclass(frozen=True, slots=True)
class Issuer:
    """颁发单位: the force under its public address, and its key. Shapes: `public_url` has no slash at the end."""

    force_name: str
    public_url: str
    keys: Keys
    now: Clock

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
            criteria=written.body if award.medal else _BY_HAND,
            valid_from=award.awarded_at,
            status_list_url=self._list_url(award.status_index // rules.LIST_LENGTH),
            status_index=award.status_index % rules.LIST_LENGTH,
            image_url=f"{self.public_url}/v1/medals/{award.medal}.png" if award.medal else None,
        )
        return credential.issue_credential(claim, self._key())

    def status_list(self, list_id: int, revoked: frozenset[int]) -> str:
        """A signed public list of what was taken back."""
        from shouwang.honours import credential  # noqa: PLC0415 -- slow import: cryptography

        did = credential.did_web(self.public_url)
        return credential.status_list(self._list_url(list_id), sorted(revoked), did, self.now(), self._key())

    def did_document(self) -> dict[str, Any]:
        """The keys that this issuer signs with."""
        from shouwang.honours import credential  # noqa: PLC0415 -- slow import: cryptography

        return credential.did_document([self._key().public])

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


_BY_HAND = "由所在单位负责人评定授予"
_DESCRIPTIONS = {
    AwardKind.MEDAL: "义务巡防电子勋章",
    AwardKind.CERTIFICATE: "义务巡防荣誉证书",
    AwardKind.COMMENDATION: "义务巡防表扬",
}
