"""A nonce is of its person and moment; a code is of its point and half minute."""

from datetime import timedelta

import pytest
from hypothesis import given, strategies as st

from shouwang.duty.rules import proofs
from tests.unit.duty.cast import EVENING, local

KEY, OTHER_KEY = bytes(range(32)), bytes(32)


@given(st.integers(0, 120), st.text("0123456789abcdef", max_size=8))
def test_a_nonce_lives_two_minutes(seconds, salt):
    given_ = proofs.nonce(KEY, "p1", EVENING, salt)

    assert proofs.issued_at(KEY, "p1", given_, EVENING + timedelta(seconds=seconds)) == EVENING


@pytest.mark.parametrize(
    ("text", "at"),
    [
        (proofs.nonce(KEY, "p1", EVENING, "a"), EVENING + timedelta(seconds=121)),
        (proofs.nonce(KEY, "p1", EVENING, "a"), EVENING - timedelta(seconds=1)),
        (proofs.nonce(KEY, "p2", EVENING, "a"), EVENING),
        (proofs.nonce(OTHER_KEY, "p1", EVENING, "a"), EVENING),
        (proofs.nonce(KEY, "p1", EVENING, "a").replace(".a.", ".b."), EVENING),
        ("", EVENING),
        ("1763895600000", EVENING),
        ("9" * 400 + ".x", EVENING),
        ("-1.x", EVENING),
        ("１７６３.é", EVENING),
    ],
)
def test_any_other_nonce_is_none(text, at):
    assert proofs.issued_at(KEY, "p1", text, at) is None


def test_two_nonces_of_one_instant_differ_by_their_salt():
    assert proofs.nonce(KEY, "p1", EVENING, "a") != proofs.nonce(KEY, "p1", EVENING, "b")


@given(st.text())
def test_no_text_is_a_nonce_by_chance(text):
    assert proofs.issued_at(KEY, "p1", text, EVENING) is None


def test_a_tap_has_one_id_however_often_it_comes():
    assert proofs.tap_id("p1", EVENING, "n") == proofs.tap_id("p1", EVENING, "n")
    assert len({proofs.tap_id(person, EVENING, mark) for person in ("p1", "p2") for mark in ("n", "m")}) == 4
    assert proofs.tap_id("p1", EVENING, "n") < proofs.tap_id("p1", EVENING + timedelta(milliseconds=1), "m")


@given(st.integers(0, 86_400), st.integers(-30, 30))
def test_a_code_is_good_for_its_half_minute_and_its_neighbours(second, aside):
    at = local(23, 0) + timedelta(seconds=second)
    code = proofs.place_code(KEY, "042", 1, at)

    proofs.require_place_code(KEY, "042", 1, code, at + timedelta(seconds=aside))

    assert len(code) == 6
    assert code.isdecimal()


def test_codes_of_other_points_keys_versions_and_minutes_are_wrong():
    others = {
        proofs.place_code(KEY, "017", 1, EVENING),
        proofs.place_code(OTHER_KEY, "042", 1, EVENING),
        proofs.place_code(KEY, "042", 2, EVENING),
        proofs.place_code(KEY, "042", 1, EVENING + timedelta(seconds=60)),
        proofs.place_code(KEY, "042", 1, EVENING - timedelta(seconds=31)),
        "",
        "１２３４５６",
    }

    for code in others:
        with pytest.raises(proofs.PlaceCodeWrong):
            proofs.require_place_code(KEY, "042", 1, code, EVENING)


def test_the_next_code_comes_at_the_next_half_minute():
    assert proofs.code_changes_at(EVENING + timedelta(seconds=29)) == EVENING + timedelta(seconds=30)
    assert proofs.code_changes_at(EVENING + timedelta(seconds=30)) == EVENING + timedelta(seconds=60)
