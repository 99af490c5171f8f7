"""Issuing: what a credential and a status list say, and their signature."""

import gzip
from collections.abc import Iterable
from datetime import datetime
from typing import Any

import jwt
import msgspec

from shouwang.honours.credential.keys import ALGORITHM, SigningKey
from shouwang.honours.credential.spelling import epoch, instant, issuer_of, to_base64url

VC_CONTEXT = "https://www.w3.org/ns/credentials/v2"
OB_CONTEXT = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
OB_SCHEMA = "https://purl.imsglobal.org/spec/ob/v3p0/schema/json/ob_v3p0_achievementcredential_schema.json"
# The least length that hides who is meant among the others. Source: Bitstring Status List 1.0, section 6.1.
STATUS_BITS = 131_072


class BadgeClaim(msgspec.Struct, frozen=True):
    """What a credential says: this honour, given by this issuer to this (nameless) subject, from this instant."""

    credential_url: str
    subject_urn: str
    issuer_did: str
    issuer_name: str
    issuer_url: str
    achievement_url: str
    achievement_name: str
    description: str
    criteria: str
    valid_from: datetime
    status_list_url: str
    status_index: int
    achievement_type: str = "Award"
    image_url: str | None = None
    valid_until: datetime | None = None
    evidence_url: str | None = None


def issue_credential(claim: BadgeClaim, key: SigningKey) -> str:
    """A signed credential (compact JWS). Raises: ValueError when the key is another issuer's."""
    body: dict[str, Any] = {
        "@context": [VC_CONTEXT, OB_CONTEXT],
        "id": claim.credential_url,
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "issuer": {"id": claim.issuer_did, "type": ["Profile"], "name": claim.issuer_name, "url": claim.issuer_url},
        "validFrom": instant(claim.valid_from),
        "name": claim.achievement_name,
        "credentialSubject": {
            "id": claim.subject_urn,
            "type": ["AchievementSubject"],
            "achievement": _achievement(claim),
        },
        "credentialSchema": [{"id": OB_SCHEMA, "type": "1EdTechJsonSchemaValidator2019"}],
        "credentialStatus": {
            "id": f"{claim.status_list_url}#{claim.status_index}",
            "type": "BitstringStatusListEntry",
            "statusPurpose": "revocation",
            "statusListIndex": str(claim.status_index),
            "statusListCredential": claim.status_list_url,
        },
    }
    if claim.valid_until is not None:
        body["validUntil"] = instant(claim.valid_until)
    if claim.evidence_url is not None:
        body["evidence"] = [{"id": claim.evidence_url, "type": ["Evidence"], "name": "时长存证"}]
    return _sign(body, key)


def _achievement(claim: BadgeClaim) -> dict[str, Any]:
    achievement: dict[str, Any] = {
        "id": claim.achievement_url,
        "type": ["Achievement"],
        "achievementType": claim.achievement_type,
        "name": claim.achievement_name,
        "description": claim.description,
        "criteria": {"narrative": claim.criteria},
    }
    if claim.image_url is not None:
        achievement["image"] = {"id": claim.image_url, "type": "Image"}
    return achievement


def status_list(url: str, revoked: Iterable[int], issuer_did: str, at: datetime, key: SigningKey) -> str:
    """The signed list of what was taken back: one bit an honour, 131,072 to a list."""
    bits = bytearray(STATUS_BITS // 8)
    for index in revoked:
        # The first bit is the leftmost. Source: Bitstring Status List 1.0, section 3.1.
        bits[index // 8] |= 0x80 >> index % 8
    encoded = "u" + to_base64url(gzip.compress(bytes(bits), mtime=0))
    body = {
        "@context": [VC_CONTEXT],
        "id": url,
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": issuer_did,
        "validFrom": instant(at),
        "credentialSubject": {
            "id": f"{url}#list",
            "type": "BitstringStatusList",
            "statusPurpose": "revocation",
            "encodedList": encoded,
        },
    }
    return _sign(body, key)


def _sign(body: dict[str, Any], key: SigningKey) -> str:
    """Add the claims a JWT reader looks for and sign. Source: Open Badges 3.0, section 8.2.4."""
    issuer = issuer_of(body)
    if key.public.did != issuer:
        raise ValueError(f"{key.kid} does not sign for {issuer}")
    body |= {"iss": issuer, "jti": body["id"], "sub": body["credentialSubject"]["id"], "nbf": epoch(body["validFrom"])}
    if "validUntil" in body:
        body["exp"] = epoch(body["validUntil"])
    return jwt.encode(body, key.private, ALGORITHM, headers={"kid": key.kid})
