"""What Open Badges 3.0 asks of an achievement credential, as JSON Schema, for the members this system uses.

Written from the specification's data model (appendix B: AchievementCredential, Profile, AchievementSubject,
Achievement, Criteria, Image) and Bitstring Status List 1.0, section 2.1; it is not the published schema file.
"""

from typing import Any

URI = {"type": "string", "pattern": r"^(https?://|urn:|did:)\S+$"}
INSTANT = {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$"}


def record(required: list[str], **members: Any) -> dict[str, Any]:
    return {"type": "object", "required": required, "properties": members}


def types(*names: str) -> dict[str, Any]:
    return {"type": "array", "items": {"type": "string"}, "allOf": [{"contains": {"const": name}} for name in names]}


IMAGE = record(["id", "type"], id=URI, type={"const": "Image"})
ACHIEVEMENT = record(
    ["id", "type", "criteria", "description", "name"],
    id=URI,
    type=types("Achievement"),
    # Source: the AchievementType enumeration has Award, Badge, Certificate, ... and extensions `ext:*`.
    achievementType={"enum": ["Award", "Badge", "Certificate", "CertificateOfCompletion", "Membership"]},
    criteria=record([], id=URI, narrative={"type": "string"}),
    description={"type": "string"},
    name={"type": "string", "minLength": 1},
    image=IMAGE,
)
STATUS = record(
    ["type", "statusPurpose", "statusListIndex", "statusListCredential"],
    id=URI,
    type={"const": "BitstringStatusListEntry"},
    statusPurpose={"enum": ["revocation", "refresh", "suspension", "message"]},
    statusListIndex={"type": "string", "pattern": r"^\d+$"},
    statusListCredential=URI,
)
OPEN_BADGE = record(
    ["@context", "id", "type", "issuer", "validFrom", "credentialSubject"],
    **{
        "@context": {
            "type": "array",
            "prefixItems": [{"const": "https://www.w3.org/ns/credentials/v2"}],
            "contains": {"pattern": r"^https://purl\.imsglobal\.org/spec/ob/v3p0/context-3\.\d\.\d\.json$"},
        }
    },
    id=URI,
    type=types("VerifiableCredential", "OpenBadgeCredential"),
    issuer=record(["id", "type"], id=URI, type=types("Profile"), name={"type": "string"}, url=URI),
    validFrom=INSTANT,
    validUntil=INSTANT,
    name={"type": "string"},
    credentialSubject=record(
        ["type", "achievement"], id=URI, type=types("AchievementSubject"), achievement=ACHIEVEMENT
    ),
    credentialSchema={"type": "array", "items": record(["id", "type"], id=URI, type={"type": "string"})},
    credentialStatus=STATUS,
)
