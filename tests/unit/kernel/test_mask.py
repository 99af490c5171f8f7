"""A mask shows what the table of the privacy design shows, and no more."""

import pytest
from hypothesis import given, strategies as st

from shouwang.kernel.mask import mask_identity_number, mask_name, mask_phone


@pytest.mark.parametrize(
    ("name", "masked"),
    [
        ("张三", "张**"),
        ("张三丰年", "张**"),
        ("欧阳知夏", "欧阳**"),
        ("欧阳", "欧**"),
        ("𠮷田", "𠮷**"),
        ("阿卜杜热合曼·阿卜杜克热木", "阿**"),
        ("", "**"),
    ],
)
def test_a_name_keeps_its_surname(name, masked):
    assert mask_name(name) == masked


@pytest.mark.parametrize(("phone", "masked"), [("16100008000", "161****8000"), ("85261234", "****34"), ("", "****")])
def test_a_phone_number_keeps_three_and_four(phone, masked):
    assert mask_phone(phone) == masked


@pytest.mark.parametrize(
    ("number", "masked"),
    [("11010519491231002X", "110***********002X"), ("110105491231002", "110********1002"), ("1234", "****")],
)
def test_an_identity_number_keeps_three_and_four(number, masked):
    assert mask_identity_number(number) == masked


@given(st.text(alphabet="0123456789X", max_size=30))
def test_an_identity_number_never_shows_more_than_seven_characters(number):
    shown = mask_identity_number(number).replace("*", "")

    assert len(shown) in (0, 7)
