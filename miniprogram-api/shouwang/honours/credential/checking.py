"""Checking: whether a token is a credential of this issuer, whole, in force and not taken back."""

import gzip
import json
from datetime import datetime
from typing import Any, cast

import jwt
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from shouwang.honours.credential.keys import ALGORITHM
from shouwang.honours.credential.spelling import epoch, from_base64url, issuer_of, to_base64url
from shouwang.kernel.problem import Problem


class CredentialMalformed(Problem):
    """It is no credential of the kind this system issues."""

    slug, title, status = "credential-malformed", "这不是一份电子凭证", 422


class CredentialForged(Problem):
    """The signature does not fit, or the parts contradict each other."""

    slug, title, status = "credential-forged", "凭证的签名对不上，内容可能被改过", 422


class CredentialKeyUnknown(Problem):
    """The key that signed it is not, or no longer, published for signing by this issuer."""

    slug, title, status = "credential-key-unknown", "签发用的密钥不在公布的名单里", 422


class CredentialNotInForce(Problem):
    """It is not yet valid, or no longer."""

    slug, title, status = "credential-not-in-force", "凭证还没有生效，或者已经过期", 422


class CredentialRevoked(Problem):
    """Its issuer took it back."""

    slug, title, status = "credential-revoked", "凭证已被撤销", 422


def check_credential(token: str, document: dict[str, Any], at: datetime, *, expired: bool = False) -> dict[str, Any]:
    """The credential behind a token that this issuer signed, in force at an instant; revocation is asked apart.

    `expired`: one that has run out is let pass, for who asks the register besides.

    Raises: CredentialMalformed, CredentialKeyUnknown, CredentialForged, CredentialNotInForce.
    """
    body = _verified(token, document, "OpenBadgeCredential")
    start, end = body["validFrom"], body.get("validUntil")
    if at < datetime.fromisoformat(start) or (end is not None and not expired and at >= datetime.fromisoformat(end)):
        raise CredentialNotInForce(valid_from=start, valid_until=end)
    return body


def require_not_revoked(credential: dict[str, Any], list_token: str, document: dict[str, Any]) -> None:
    """Look a checked credential up in its issuer's signed list.

    Raises: CredentialRevoked; CredentialForged when the list is another one, or not signed by this issuer.
    """
    body = _verified(list_token, document, "BitstringStatusListCredential")
    entry = credential["credentialStatus"]
    if body["id"] != entry["statusListCredential"]:
        raise CredentialForged("这不是它所指的那份名单")
    bits = gzip.decompress(from_base64url(body["credentialSubject"]["encodedList"][1:]))
    index = int(entry["statusListIndex"])
    if bits[index // 8] & 0x80 >> index % 8:
        raise CredentialRevoked


def _verified(token: str, document: dict[str, Any], kind: str) -> dict[str, Any]:
    """The signed body of a token, its parts agreeing with each other."""
    header = _header(token)
    key = _published(document, header["kid"])
    try:
        body = jwt.decode(token, key, [ALGORITHM], {"verify_exp": False, "verify_nbf": False, "verify_iat": False})
    except jwt.InvalidSignatureError as error:
        raise CredentialForged from error
    except jwt.PyJWTError as error:
        raise CredentialMalformed from error
    if kind not in body.get("type", ()):
        raise CredentialMalformed
    _require_agreement(body, document["id"])
    return body


def _header(token: str) -> dict[str, Any]:
    """The token's header: EdDSA and nothing else, every part spelt in the one canonical way."""
    parts = token.split(".")
    try:
        if len(parts) != 3 or any(to_base64url(from_base64url(part)) != part for part in parts):
            raise CredentialMalformed
        header = json.loads(from_base64url(parts[0]))
    except (ValueError, RecursionError) as error:
        raise CredentialMalformed from error
    known = isinstance(header, dict) and header.keys() <= {"alg", "kid", "typ"}
    if not known or header.get("alg") != ALGORITHM or not isinstance(header.get("kid"), str):
        raise CredentialMalformed
    return cast(dict[str, Any], header)


def _published(document: dict[str, Any], kid: str) -> Ed25519PublicKey:
    """The key of that name, if the issuer publishes it for signing honours."""
    for method in document["verificationMethod"]:
        if method["id"] == kid and kid in document["assertionMethod"]:
            return Ed25519PublicKey.from_public_bytes(from_base64url(method["publicKeyJwk"]["x"]))
    raise CredentialKeyUnknown


def _require_agreement(body: dict[str, Any], did: str) -> None:
    """The claims for JWT readers say what the credential says, and the issuer is the document's owner."""
    try:
        said = (issuer_of(body), body["id"], body["credentialSubject"]["id"], epoch(body["validFrom"]))
        end = epoch(body["validUntil"]) if "validUntil" in body else None
    except (KeyError, TypeError, ValueError) as error:
        raise CredentialMalformed from error
    claimed = tuple(body.get(name) for name in ("iss", "jti", "sub", "nbf"))
    if said != claimed or body.get("exp") != end or said[0] != did:
        raise CredentialForged("凭证的各部分互相矛盾")
