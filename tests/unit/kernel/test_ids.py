"""Ids sort by time; codes survive being read aloud."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, strategies as st

from shouwang.kernel.ids import CROCKFORD, crockford, is_code, read_code, ulid, verification_code

AT = datetime(2026, 11, 23, 11, tzinfo=UTC)
entropy = st.binary(min_size=10, max_size=10)


@given(entropy, entropy, st.integers(1, 10**9))
def test_ulids_sort_by_time_to_the_millisecond(a, b, later_ms):
    assert ulid(AT, a) < ulid(AT + timedelta(milliseconds=later_ms), b)


@given(entropy)
def test_a_ulid_is_26_characters_that_say_when(some):
    text = ulid(AT, some)

    number = sum(CROCKFORD.index(character) << 5 * place for place, character in enumerate(reversed(text)))
    assert len(text) == 26
    assert (number >> 80, number & (2**80 - 1)) == (int(AT.timestamp() * 1000), int.from_bytes(some, "big"))


@given(entropy, entropy)
def test_codes_differ_as_their_entropy_does(a, b):
    assert (verification_code(a) == verification_code(b)) == (a == b)
    assert is_code(verification_code(a))


def test_zero_keeps_its_length():
    assert crockford(0, 4) == "0000"


@pytest.mark.parametrize("typed", ["7K2M04QX7K2M04QX", " 7k2m-o4qx-7K2M-O4QX ", "7K2M 04QX 7K2M 04QX"])
def test_a_code_is_read_as_people_copy_it(typed):
    assert read_code(typed) == "7K2M04QX7K2M04QX"


@pytest.mark.parametrize("text", ["", "7K2M04QX7K2M04Q", "7K2M04QX7K2M04QU", "7k2m04qx7k2m04qx"])
def test_what_is_no_code_is_known(text):
    assert not is_code(text)
