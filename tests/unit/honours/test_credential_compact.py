from datetime import date

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given, strategies as st
from msgspec.structs import replace

from shouwang.honours.credential import (
    CardClaim,
    CredentialForged,
    CredentialKeyUnknown,
    CredentialMalformed,
    CredentialNotInForce,
    SigningKey,
    check_card,
    sign_card,
)
from shouwang.kernel.ids import CROCKFORD

KEY = SigningKey("did:web:v.example.cn#2026", Ed25519PrivateKey.from_private_bytes(b"1" * 32))
OTHER = SigningKey("did:web:v.example.cn#2027", Ed25519PrivateKey.from_private_bytes(b"2" * 32))
CLAIM = CardClaim("7KQ4M2XD9HVTPA3C", date(2027, 12, 31))
TODAY = date(2026, 11, 23)
SIGNED = sign_card(CLAIM, KEY)


@given(st.text(CROCKFORD, min_size=16, max_size=16), st.dates(date(2026, 1, 1), date(2199, 1, 1)))
def test_what_was_signed_is_read_again(code, until):
    claim = CardClaim(code, until)

    assert check_card(sign_card(claim, KEY), [OTHER.public, KEY.public], TODAY.replace(2025)) == claim


def test_it_fits_a_small_code():
    assert (len(SIGNED), set(SIGNED) <= set(CROCKFORD)) == (128, True)


@pytest.mark.parametrize("at", range(0, 128, 5))
def test_any_changed_character_is_noticed(at):
    changed = SIGNED[:at] + ("A" if SIGNED[at] != "A" else "B") + SIGNED[at + 1 :]

    with pytest.raises((CredentialForged, CredentialKeyUnknown)):
        check_card(changed, [KEY.public], TODAY)


@pytest.mark.parametrize("text", ["", SIGNED[:-1], SIGNED + "0", SIGNED.lower(), "U" * 128])
def test_what_is_no_card_is_refused(text):
    with pytest.raises(CredentialMalformed):
        check_card(text, [KEY.public], TODAY)


def test_a_stranger_who_uses_our_keys_name_is_refused():
    stranger = SigningKey(KEY.kid, OTHER.private)

    with pytest.raises(CredentialForged):
        check_card(sign_card(CLAIM, stranger), [KEY.public], TODAY)


def test_a_key_that_leaked_is_not_believed():
    with pytest.raises(CredentialKeyUnknown):
        check_card(SIGNED, [replace(KEY.public, trusted=False)], TODAY)


def test_a_card_holds_until_the_end_of_its_last_day():
    assert check_card(SIGNED, [KEY.public], date(2027, 12, 31)) == CLAIM
    with pytest.raises(CredentialNotInForce):
        check_card(SIGNED, [KEY.public], date(2028, 1, 1))


def test_a_card_is_signed_only_for_a_code():
    with pytest.raises(ValueError, match="verification code"):
        sign_card(replace(CLAIM, code="李守义"), KEY)
