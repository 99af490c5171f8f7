"""Keys of an issuer: one signs now, all that ever signed stay published, under `did:web`."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import quote, urlsplit

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from shouwang.honours.credential.spelling import to_base64url

ALGORITHM = "EdDSA"


class PublicKey(msgspec.Struct, frozen=True):
    """A published key: `kid` is a DID URL, so it names its owner. One that leaked is published as not `trusted`."""

    kid: str
    raw: bytes
    trusted: bool = True

    @property
    def did(self) -> str:
        """The issuer the key belongs to."""
        return self.kid.partition("#")[0]

    @property
    def jwk(self) -> dict[str, str]:
        """The key in JSON. Source: RFC 8037, section 2."""
        return {"kty": "OKP", "crv": "Ed25519", "x": to_base64url(self.raw)}


class SigningKey(msgspec.Struct, frozen=True):
    """The key that signs now. Rotation: a new one signs, the old one's `public` stays published."""

    kid: str
    private: Ed25519PrivateKey

    @property
    def public(self) -> PublicKey:
        """What the did document tells of it."""
        raw = self.private.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
        return PublicKey(self.kid, raw)


def did_web(origin: str) -> str:
    """The issuer's name for an origin: `https://v.example.cn` is `did:web:v.example.cn`; a port is escaped."""
    return "did:web:" + quote(urlsplit(origin).netloc, safe="")


def did_document(keys: Sequence[PublicKey]) -> dict[str, Any]:
    """The issuer's published keys, for `/.well-known/did.json`; old ones stay, leaked ones lose their trust."""
    (did,) = {key.did for key in keys}
    return {
        "@context": ["https://www.w3.org/ns/did/v1", "https://w3id.org/security/suites/jws-2020/v1"],
        "id": did,
        "verificationMethod": [
            {"id": key.kid, "type": "JsonWebKey2020", "controller": did, "publicKeyJwk": key.jwk} for key in keys
        ],
        "assertionMethod": [key.kid for key in keys if key.trusted],
    }
