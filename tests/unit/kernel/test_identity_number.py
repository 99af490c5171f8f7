"""Identity numbers: the reference's cases, and every single slip of the pen.

Only impossible persons here: the standard's own sample, and birth years before 1900.
"""

import pickle
from datetime import date

import pytest
from hypothesis import given, strategies as st

from shouwang.kernel.identity_number import (
    DocumentKind,
    IdentityNumber,
    IdentityNumberRefused,
    Sex,
    read_for_lookup,
    read_identity_number,
)
from shouwang.kernel.problem import Fault

TODAY = date(2026, 11, 23)
SAMPLE = "11010519491231002X"

BAD_FORM = "要 18 位，前 17 位是数字，末位是数字或 X；现在是 {} 位"
BAD_DATE = "第 7 到 14 位不是真实的出生日期"
BAD_CHECK = "末位校验码对不上，可能有一位抄错了"
OLD = "15 位的老号码已经停用，要填身份证上的 18 位号码"


def with_check(body: str) -> str:
    """The MOD 11-2 check by its recursive definition, not by weights."""
    remainder = 0
    for digit in body:
        remainder = (remainder + int(digit)) % 11 * 2 % 11
    check = (12 - remainder) % 11
    return body + ("X" if check == 10 else str(check))


born = st.dates(date(1850, 1, 1), date(1899, 12, 31))
prefixes = st.sampled_from(["110105", "430408", "320503", "330114", "659001", "710000", "810000", "830000", "934567"])
numbers = st.builds(
    lambda prefix, day, order: with_check(f"{prefix}{day:%Y%m%d}{order:03}"), prefixes, born, st.integers(0, 999)
)


def reasons(text: str) -> list[str]:
    with pytest.raises(IdentityNumberRefused) as refused:
        read_identity_number(text, TODAY, "/identity_number")
    assert all(fault.pointer == "/identity_number" for fault in refused.value.faults)
    return [fault.detail for fault in refused.value.faults]


@pytest.mark.parametrize(
    "text",
    [
        SAMPLE,
        SAMPLE.lower(),
        "１１０１０５１９４９１２３１００２Ｘ",
        " 110105 19491231 002x\n",
        "110105\u30001949 1231 002X",
    ],
)
def test_the_standards_sample_is_read_however_it_is_typed(text):
    assert read_identity_number(text, TODAY) == IdentityNumber(SAMPLE)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("110105194912310021", [BAD_CHECK]),
        (with_check("11010518990230002"), [BAD_DATE]),
        (with_check("11010520990101002"), [BAD_DATE]),
        (with_check("11010520261124002"), [BAD_DATE]),
        (with_check("11010518490101002"), [BAD_DATE]),
        (with_check("11010518991301002"), [BAD_DATE]),
        (with_check("66010518800101002"), ["开头两位 66 不是省、自治区、直辖市的代码"]),
        ("660105188002310021", ["开头两位 66 不是省、自治区、直辖市的代码", BAD_DATE, BAD_CHECK]),
        ("110105880101002", [OLD]),
        ("1101051949123100", [BAD_FORM.format(16)]),
        ("0" + SAMPLE[1:], [BAD_FORM.format(18)]),
        ("11010519491231X02X", [BAD_FORM.format(18)]),
        ("", [BAD_FORM.format(0)]),
        ("١١٠١٠٥١٩٤٩١٢٣١٠٠٢٥", [BAD_FORM.format(18)]),
    ],
)
def test_a_refusal_lists_everything_that_is_wrong(text, expected):
    assert reasons(text) == expected


@pytest.mark.parametrize("prefix", ["320503", "310151", "320506", "320584", "460400", "330114"])
def test_no_county_code_is_too_old_or_too_new(prefix):
    number = with_check(f"{prefix}18900101001")

    assert read_identity_number(number, TODAY).kind is DocumentKind.RESIDENT_CARD


@pytest.mark.parametrize(
    ("prefix", "kind"),
    [
        ("110105", DocumentKind.RESIDENT_CARD),
        ("810000", DocumentKind.HONG_KONG_MACAO_PERMIT),
        ("820000", DocumentKind.HONG_KONG_MACAO_PERMIT),
        ("830000", DocumentKind.TAIWAN_PERMIT),
        ("934567", DocumentKind.FOREIGNER_CARD),
    ],
)
def test_permits_and_foreigners_cards_are_numbers_too(prefix, kind):
    assert read_identity_number(with_check(f"{prefix}18800101001"), TODAY).kind is kind


@given(numbers)
def test_birth_date_and_sex_are_read_from_the_number(number):
    read = read_identity_number(number, TODAY)

    assert f"{read.born_on:%Y%m%d}" == number[6:14]
    assert read.sex is (Sex.MALE if number[16] in "13579" else Sex.FEMALE)


@given(numbers, st.integers(0, 17), st.sampled_from("0123456789X"))
def test_one_wrong_character_is_always_noticed(number, place, character):
    slipped = number[:place] + character + number[place + 1 :]

    assert slipped == number or reasons(slipped)


@given(numbers, st.integers(0, 16))
def test_two_swapped_neighbours_are_always_noticed(number, place):
    slipped = number[:place] + number[place + 1] + number[place] + number[place + 2 :]

    assert slipped == number or reasons(slipped)


@given(born, st.integers(0, 200))
def test_age_is_the_count_of_birthdays_lived(born_on, years):
    number = IdentityNumber(with_check(f"110105{born_on:%Y%m%d}001"))
    leap_day = (born_on.month, born_on.day) == (2, 29)
    birthday = date(born_on.year + years, 3, 1) if leap_day else born_on.replace(year=born_on.year + years)

    assert number.age_on(birthday) == years
    assert number.age_on(date.fromordinal(birthday.toordinal() - 1)) == years - 1 or (leap_day and years % 4 == 0)


def test_a_leap_day_child_turns_a_year_older_on_the_leap_day_where_there_is_one():
    number = IdentityNumber(with_check("11010518960229001"))

    ages = [number.age_on(day) for day in (date(2024, 2, 28), date(2024, 2, 29), date(2023, 2, 28), date(2023, 3, 1))]

    assert ages == [127, 128, 126, 127]


@pytest.mark.parametrize("text", ["110105491231002", "１１０１０５４９１２３１００２", SAMPLE])
def test_an_old_number_is_brought_up_to_date_for_looking_up(text):
    assert read_for_lookup(text, TODAY) == IdentityNumber(SAMPLE)


def test_looking_up_still_refuses_what_is_no_number():
    with pytest.raises(IdentityNumberRefused) as refused:
        read_for_lookup("110105499931002", TODAY)

    assert refused.value.faults == (Fault("", BAD_DATE),)


@given(numbers)
def test_a_number_never_prints_itself(number):
    read = read_identity_number(number, TODAY)

    shown = f"{read} {read!r} {[read]} {read!s:>40}"

    assert not any(number[i : i + 6] in shown for i in range(13))
    assert pickle.loads(pickle.dumps(read)) == read


def test_a_refusal_never_repeats_the_number():
    with pytest.raises(IdentityNumberRefused) as refused:
        read_identity_number("110105194912310021", TODAY)

    assert "1949" not in str(refused.value) + refused.value.detail
