from datetime import date

import pytest
from msgspec.structs import replace

from shouwang.honours.rendering.words import chinese_day
from tests.unit.honours.rendering.sample import HONOUR, SERVICE


@pytest.mark.parametrize(
    ("day", "written"),
    [
        (date(2026, 11, 23), "二〇二六年十一月二十三日"),
        (date(2030, 10, 10), "二〇三〇年十月十日"),
        (date(2027, 1, 1), "二〇二七年一月一日"),
        (date(2028, 2, 29), "二〇二八年二月二十九日"),
        (date(2026, 12, 30), "二〇二六年十二月三十日"),
        (date(1999, 3, 20), "一九九九年三月二十日"),
    ],
)
def test_days_are_written_in_hanzi(day, written):
    assert chinese_day(day) == written


def test_the_code_is_read_in_fours():
    assert HONOUR.code == "7KQ4-M2XD-9HVT-PA3C"


def test_a_lower_case_address_ends_in_the_same_code():
    assert replace(HONOUR, verify_url="https://v.example.cn/c/7kq4m2xd9hvtpa3c/").code == "7KQ4-M2XD-9HVT-PA3C"


def test_the_check_for_drawable_words_sees_every_word():
    everything = SERVICE.all_text

    for piece in (SERVICE.holder, SERVICE.issuer, SERVICE.serial, "特此证明", "时长存证", "/hours", SERVICE.title):
        assert piece in everything
