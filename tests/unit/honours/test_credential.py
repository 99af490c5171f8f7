import json
import shutil
import subprocess
from datetime import UTC, datetime, timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from jsonschema import Draft201909Validator
from msgspec.structs import replace
from openbadgeslib.ob3.did import pem_for_kid
from openbadgeslib.ob3.status import decode_encoded_list, set_indices
from openbadgeslib.ob3.verifier import OB3Verifier

from shouwang.honours.credential import (
    STATUS_BITS,
    BadgeClaim,
    CredentialForged,
    CredentialKeyUnknown,
    CredentialNotInForce,
    CredentialRevoked,
    SigningKey,
    check_credential,
    did_document,
    did_web,
    issue_credential,
    require_not_revoked,
    status_list,
)
from shouwang.honours.rendering import bake_medal, medal_png, read_credential
from tests.unit.honours.open_badge_shape import OPEN_BADGE

ORIGIN = "https://v.example.cn"
DID = did_web(ORIGIN)
ISSUED = datetime(2024, 11, 23, 4, 5, 6, 789, tzinfo=UTC)
YEARS_LATER = datetime(2041, 1, 1, tzinfo=UTC)
KEY = SigningKey(f"{DID}#2024", Ed25519PrivateKey.from_private_bytes(b"1" * 32))
NEXT_KEY = SigningKey(f"{DID}#2030", Ed25519PrivateKey.from_private_bytes(b"2" * 32))
DOCUMENT = did_document([KEY.public])
CLAIM = BadgeClaim(
    credential_url=f"{ORIGIN}/c/7KQ4M2XD9HVTPA3C",
    subject_urn="urn:uuid:6f8e4a3e-0d0e-4ea5-a4a2-8c7f0e5d2b11",
    issuer_did=DID,
    issuer_name="守望义警志愿巡防队",
    issuer_url=ORIGIN,
    achievement_url=f"{ORIGIN}/v1/medals#first-patrol",
    achievement_name="首次巡逻",
    description="义务巡防电子勋章",
    criteria="完成一次两端打卡测得的义务巡逻",
    valid_from=ISSUED,
    status_list_url=f"{ORIGIN}/status/1",
    status_index=77,
    image_url=f"{ORIGIN}/v1/medals/first-patrol.png",
)
TOKEN = issue_credential(CLAIM, KEY)


def test_a_credential_says_what_was_claimed_and_nothing_else():
    body = check_credential(TOKEN, DOCUMENT, YEARS_LATER)

    assert body == {
        "@context": [
            "https://www.w3.org/ns/credentials/v2",
            "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
        ],
        "id": f"{ORIGIN}/c/7KQ4M2XD9HVTPA3C",
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "issuer": {"id": DID, "type": ["Profile"], "name": "守望义警志愿巡防队", "url": ORIGIN},
        "validFrom": "2024-11-23T04:05:06Z",
        "name": "首次巡逻",
        "credentialSubject": {
            "id": CLAIM.subject_urn,
            "type": ["AchievementSubject"],
            "achievement": {
                "id": f"{ORIGIN}/v1/medals#first-patrol",
                "type": ["Achievement"],
                "achievementType": "Award",
                "name": "首次巡逻",
                "description": "义务巡防电子勋章",
                "criteria": {"narrative": "完成一次两端打卡测得的义务巡逻"},
                "image": {"id": f"{ORIGIN}/v1/medals/first-patrol.png", "type": "Image"},
            },
        },
        "credentialSchema": [
            {
                "id": "https://purl.imsglobal.org/spec/ob/v3p0/schema/json/ob_v3p0_achievementcredential_schema.json",
                "type": "1EdTechJsonSchemaValidator2019",
            }
        ],
        "credentialStatus": {
            "id": f"{ORIGIN}/status/1#77",
            "type": "BitstringStatusListEntry",
            "statusPurpose": "revocation",
            "statusListIndex": "77",
            "statusListCredential": f"{ORIGIN}/status/1",
        },
        "iss": DID,
        "jti": f"{ORIGIN}/c/7KQ4M2XD9HVTPA3C",
        "sub": CLAIM.subject_urn,
        "nbf": int(ISSUED.timestamp()),
    }


def test_it_has_the_shape_open_badges_lay_down():
    body = check_credential(issue_credential(replace(CLAIM, valid_until=YEARS_LATER), KEY), DOCUMENT, ISSUED)

    assert [error.message for error in Draft201909Validator(OPEN_BADGE).iter_errors(body)] == []


@pytest.mark.parametrize("lost", ["issuer", "validFrom", "credentialSubject", "id", "type"])
def test_the_shape_is_not_satisfied_by_less(lost):
    body = check_credential(TOKEN, DOCUMENT, ISSUED + timedelta(1))
    del body[lost]

    assert not Draft201909Validator(OPEN_BADGE).is_valid(body)


def test_openbadgeslib_verifies_it_from_the_baked_medal():
    baked = bake_medal(medal_png("first-patrol"), TOKEN)
    pem = KEY.private.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)

    seen = OB3Verifier(pem).verify(OB3Verifier.extract_token_from_png(baked))

    assert (seen.issuer.id, seen.achievement.name, seen.recipient_id) == (DID, "首次巡逻", CLAIM.subject_urn)


def test_openbadgeslib_finds_the_key_in_the_did_document():
    pem = pem_for_kid(did_document([NEXT_KEY.public, KEY.public]), DID, KEY.kid)

    assert OB3Verifier(pem).verify(TOKEN).issuer.id == DID


def test_node_verifies_the_signature_with_the_published_key():
    script = """
      const [token, jwk] = [process.argv[1], JSON.parse(process.argv[2])], [h, p, s] = token.split('.');
      const key = require('crypto').createPublicKey({key: jwk, format: 'jwk'});
      const good = require('crypto').verify(null, Buffer.from(h + '.' + p), key, Buffer.from(s, 'base64url'));
      console.log(good, JSON.parse(Buffer.from(p, 'base64url')).name);
    """
    node = shutil.which("node")

    ran = subprocess.run(
        [node, "-e", script, TOKEN, json.dumps(KEY.public.jwk)], capture_output=True, text=True, check=True
    )

    assert ran.stdout == "true 首次巡逻\n"


def test_a_credential_survives_the_change_of_keys():
    document = did_document([NEXT_KEY.public, KEY.public])

    assert check_credential(TOKEN, document, YEARS_LATER)["id"] == CLAIM.credential_url
    assert check_credential(issue_credential(CLAIM, NEXT_KEY), document, YEARS_LATER)["id"] == CLAIM.credential_url


def test_a_key_that_leaked_is_shown_but_no_longer_trusted():
    document = did_document([NEXT_KEY.public, replace(KEY.public, trusted=False)])

    assert [method["id"] for method in document["verificationMethod"]] == [NEXT_KEY.kid, KEY.kid]
    with pytest.raises(CredentialKeyUnknown):
        check_credential(TOKEN, document, YEARS_LATER)


def test_the_did_document_names_keys_and_nothing_private():
    assert {
        "@context": ["https://www.w3.org/ns/did/v1", "https://w3id.org/security/suites/jws-2020/v1"],
        "id": "did:web:v.example.cn",
        "verificationMethod": [
            {
                "id": "did:web:v.example.cn#2024",
                "type": "JsonWebKey2020",
                "controller": "did:web:v.example.cn",
                "publicKeyJwk": {"kty": "OKP", "crv": "Ed25519", "x": KEY.public.jwk["x"]},
            }
        ],
        "assertionMethod": ["did:web:v.example.cn#2024"],
    } == DOCUMENT


def test_a_did_escapes_the_port():
    assert did_web("http://localhost:8000") == "did:web:localhost%3A8000"


def test_keys_of_two_issuers_do_not_share_a_document():
    stranger = SigningKey("did:web:other.example.cn#1", NEXT_KEY.private)

    with pytest.raises(ValueError, match="unpack"):
        did_document([KEY.public, stranger.public])


def test_a_key_signs_only_for_its_own_issuer():
    with pytest.raises(ValueError, match="does not sign for"):
        issue_credential(replace(CLAIM, issuer_did="did:web:other.example.cn"), KEY)


def test_the_same_claim_gives_the_same_credential():
    assert issue_credential(CLAIM, KEY) == TOKEN


@pytest.mark.parametrize(
    ("at", "in_force"),
    [
        (ISSUED.replace(microsecond=0) - timedelta(seconds=1), False),
        (ISSUED, True),
        (datetime(2025, 11, 23, tzinfo=UTC) - timedelta(seconds=1), True),
        (datetime(2025, 11, 23, tzinfo=UTC), False),
    ],
)
def test_it_is_in_force_from_its_first_instant_until_its_last(at, in_force):
    token = issue_credential(replace(CLAIM, valid_until=datetime(2025, 11, 23, tzinfo=UTC)), KEY)

    if in_force:
        assert check_credential(token, DOCUMENT, at)["exp"] == 1763856000
    else:
        with pytest.raises(CredentialNotInForce):
            check_credential(token, DOCUMENT, at)


def test_what_was_taken_back_is_found_in_the_signed_list():
    body = check_credential(TOKEN, DOCUMENT, YEARS_LATER)
    clean = status_list(CLAIM.status_list_url, [0, 76, 78, STATUS_BITS - 1], DID, YEARS_LATER, KEY)
    marked = status_list(CLAIM.status_list_url, [77], DID, YEARS_LATER, KEY)

    require_not_revoked(body, clean, DOCUMENT)
    with pytest.raises(CredentialRevoked):
        require_not_revoked(body, marked, DOCUMENT)


def test_another_list_proves_nothing():
    body = check_credential(TOKEN, DOCUMENT, YEARS_LATER)
    other = status_list(f"{ORIGIN}/status/2", [], DID, YEARS_LATER, KEY)

    with pytest.raises(CredentialForged):
        require_not_revoked(body, other, DOCUMENT)


def test_a_list_signed_by_a_stranger_proves_nothing():
    body = check_credential(TOKEN, DOCUMENT, YEARS_LATER)
    stranger = SigningKey(KEY.kid, NEXT_KEY.private)
    forged = status_list(CLAIM.status_list_url, [], DID, YEARS_LATER, stranger)

    with pytest.raises(CredentialForged):
        require_not_revoked(body, forged, DOCUMENT)


def test_openbadgeslib_reads_the_same_bits_from_the_list():
    token = status_list(CLAIM.status_list_url, [0, 9, STATUS_BITS - 1], DID, ISSUED, KEY)
    encoded = _payload(token)["credentialSubject"]["encodedList"]

    bits = decode_encoded_list(encoded)

    assert (len(bits) * 8, set_indices(bits)) == (STATUS_BITS, {0, 9, STATUS_BITS - 1})


def test_a_list_index_beyond_the_list_is_an_error():
    with pytest.raises(IndexError):
        status_list(CLAIM.status_list_url, [STATUS_BITS], DID, ISSUED, KEY)


def test_nothing_in_it_names_a_person_or_grows_with_one():
    assert read_credential(bake_medal(medal_png("first-patrol"), TOKEN)) == TOKEN
    assert len(TOKEN) < 2_200


def _payload(token: str) -> dict:
    import jwt

    return jwt.decode(token, options={"verify_signature": False})
