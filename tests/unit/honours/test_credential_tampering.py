"""Every way to tamper with a credential that came to mind, each refused by its own name."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from shouwang.honours.credential import (
    CredentialForged,
    CredentialKeyUnknown,
    CredentialMalformed,
    CredentialNotInForce,
    SigningKey,
    check_credential,
    did_document,
    status_list,
)
from tests.unit.honours.test_credential import CLAIM, DID, DOCUMENT, KEY, TOKEN, YEARS_LATER

HEADER, BODY, SIGNATURE = TOKEN.split(".")
STRANGER = Ed25519PrivateKey.from_private_bytes(b"3" * 32)


def decoded(part: str) -> dict:
    return json.loads(urlsafe_b64decode(part + "=" * (-len(part) % 4)))


def encoded(value: object) -> str:
    return urlsafe_b64encode(json.dumps(value).encode()).rstrip(b"=").decode()


def body(**changes) -> str:
    """The body with members changed, under the old signature."""
    return f"{HEADER}.{encoded(decoded(BODY) | changes)}.{SIGNATURE}"


def header(**changes) -> str:
    return f"{encoded(decoded(HEADER) | changes)}.{BODY}.{SIGNATURE}"


def resigned(key: Ed25519PrivateKey = KEY.private, kid: str = KEY.kid, **changes) -> str:
    """The body with members changed and signed anew: a careless issuer, or a thief of the key."""
    return jwt.encode(decoded(BODY) | changes, key, "EdDSA", headers={"kid": kid})


def subject(**changes) -> dict:
    return decoded(BODY)["credentialSubject"] | changes


def achievement(**changes) -> dict:
    return subject(achievement=decoded(BODY)["credentialSubject"]["achievement"] | changes)


def flipped(text: str, at: int) -> str:
    return text[:at] + ("A" if text[at] != "A" else "B") + text[at + 1 :]


# The last character of a signature carries only two of its bits; another spelling decodes to the same bytes.
RESPELT = SIGNATURE[:-1] + chr(ord(SIGNATURE[-1]) + 1)

TAMPERINGS = {
    "a better medal": (body(credentialSubject=achievement(name="五星服务之星")), CredentialForged),
    "another holder": (body(credentialSubject=subject(id="urn:uuid:0"), sub="urn:uuid:0"), CredentialForged),
    "an earlier day": (body(validFrom="2020-01-01T00:00:00Z", nbf=1577836800), CredentialForged),
    "no end": (body(validUntil="2099-01-01T00:00:00Z"), CredentialForged),
    "another issuer's name": (body(issuer={"id": DID, "type": ["Profile"], "name": "别队"}), CredentialForged),
    "no status": (body(credentialStatus=None), CredentialForged),
    "another place in the list": (body(credentialStatus={"statusListIndex": "78"}), CredentialForged),
    "another criterion": (body(credentialSubject=achievement(criteria={"narrative": "随便"})), CredentialForged),
    "one bit of the signature": (f"{HEADER}.{BODY}.{flipped(SIGNATURE, 40)}", CredentialForged),
    "one bit of the body": (f"{HEADER}.{flipped(BODY, 300)}.{SIGNATURE}", (CredentialForged, CredentialMalformed)),
    "a signature spelt otherwise": (f"{HEADER}.{BODY}.{RESPELT}", CredentialMalformed),
    "padding added": (TOKEN + "=", CredentialMalformed),
    "no signature": (f"{HEADER}.{BODY}.", CredentialForged),
    "no third part": (f"{HEADER}.{BODY}", CredentialMalformed),
    "algorithm none": (f"{encoded({'alg': 'none', 'kid': KEY.kid})}.{BODY}.", CredentialMalformed),
    "HMAC under the public key": (
        jwt.encode(decoded(BODY), KEY.public.raw, "HS256", headers={"kid": KEY.kid}),
        CredentialMalformed,
    ),
    "a key brought along": (header(jwk=KEY.public.jwk), CredentialMalformed),
    "a critical extension": (header(crit=["b64"], b64=False), CredentialMalformed),
    "no key named": (f"{encoded({'alg': 'EdDSA'})}.{BODY}.{SIGNATURE}", CredentialMalformed),
    "a key that is not published": (resigned(STRANGER, f"{DID}#stranger"), CredentialKeyUnknown),
    "a stranger's key under our key's name": (resigned(STRANGER), CredentialForged),
    "another issuer's key": (resigned(STRANGER, "did:web:other.example.cn#1"), CredentialKeyUnknown),
    "signed, issuer changed": (
        resigned(issuer="did:web:other.example.cn", iss="did:web:other.example.cn"),
        CredentialForged,
    ),
    "signed, iss against issuer": (resigned(iss="did:web:other.example.cn"), CredentialForged),
    "signed, jti against id": (resigned(jti="https://v.example.cn/c/0"), CredentialForged),
    "signed, sub against subject": (resigned(sub="urn:uuid:0"), CredentialForged),
    "signed, nbf against validFrom": (resigned(nbf=0), CredentialForged),
    "signed, exp without validUntil": (resigned(exp=4102444800), CredentialForged),
    "signed, no subject": (resigned(credentialSubject=None), CredentialMalformed),
    "signed, no real instant": (resigned(validFrom="gestern"), CredentialMalformed),
    "signed, another type": (resigned(type=["VerifiableCredential"]), CredentialMalformed),
    "signed, not yet valid": (resigned(validFrom="2050-01-01T00:00:00Z", nbf=2524608000), CredentialNotInForce),
    "a status list for a badge": (
        status_list(CLAIM.status_list_url, [], DID, YEARS_LATER, KEY),
        CredentialMalformed,
    ),
    "a list, not an object": (f"{HEADER}.{encoded([1])}.{SIGNATURE}", (CredentialForged, CredentialMalformed)),
    "signed, no object": (
        jwt.PyJWS().encode(b"[1]", KEY.private, "EdDSA", {"kid": KEY.kid}),
        CredentialMalformed,
    ),
    "a header nested without end": (
        f"{urlsafe_b64encode(b'[' * 30000).decode()}.{BODY}.{SIGNATURE}",
        CredentialMalformed,
    ),
    "nothing": ("", CredentialMalformed),
    "words": ("守望.相助.之", CredentialMalformed),
}


@pytest.mark.parametrize("name", TAMPERINGS)
def test_tampering_is_refused(name):
    token, refusal = TAMPERINGS[name]

    with pytest.raises(refusal):
        check_credential(token, DOCUMENT, YEARS_LATER)


def test_the_untouched_credential_is_not_refused():
    assert check_credential(TOKEN, DOCUMENT, YEARS_LATER)["name"] == "首次巡逻"


def test_a_careful_stranger_is_another_issuer():
    theirs = SigningKey("did:web:other.example.cn#1", STRANGER)

    with pytest.raises(CredentialKeyUnknown):
        check_credential(TOKEN, did_document([theirs.public]), YEARS_LATER)
