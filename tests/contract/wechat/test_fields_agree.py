"""Both sides know the rules of template fields, each in its own words: what the adapter lets out, WeChat takes."""

import pytest
from hypothesis import example, given, strategies as st

from shouwang.platform.wechat import faulty_fields, fit
from wechat_simulator import fields
from wechat_simulator.refusals import Refusal

KEYS = [
    "thing1",
    "number2",
    "letter3",
    "symbol4",
    "character_string5",
    "time6",
    "date7",
    "amount8",
    "phone_number9",
    "car_number10",
    "name11",
    "phrase12",
    "enum13",
]
# Signs that the rules speak of, and some they do not.
SIGNS = st.text(
    st.sampled_from("0159:~-/.年月日 时￥¥$元+()湘A7挂·张㛃龘𬸚x'…，。\n\t\u200b😀%#_"), max_size=40
) | st.text(max_size=40)


@given(st.sampled_from(KEYS), SIGNS)
@example("time6", "2019年10月1日 15:01~16:00")
@example("date7", "2018.01.01~2018.01.03 09:00")
@example("car_number10", "湘A12345挂")
@example("name11", "阿卜杜热西提·麦麦提吐尔逊")
def test_what_the_adapter_sends_the_simulator_takes(key: str, value: str) -> None:
    data = {key: fit(key, value)}

    if not faulty_fields(data):
        assert fields.bad_key(data) is None


GOOD = {
    "thing": ["巡逻任务", "x" * 20, "晚上 19:00，南门集合"],
    "number": ["0", "110", "12.5", "9" * 32],
    "letter": ["A", "z" * 32],
    "symbol": ["!", "#$%&*"],
    "character_string": ["NO.2026-0001", "a" * 32],
    "time": ["15:01", "2019年10月1日 15:01", "09:00~12:30", "2026-11-23 09:00~2026-11-23 12:00", "15:01:59"],
    "date": ["2019年10月1日", "2018-01-01", "2018/01/01", "2018.01.01", "2026-11-23 19:30", "2026-11-01~2026-11-30"],
    "amount": ["¥100", "100.5元", "￥1234567890.12"],
    "phone_number": ["+86-0766-66888866", "12345", "(0734)110"],
    "car_number": ["湘D12345", "湘D12345挂", "WJ00001"],
    "name": ["张三", "Zhang San", "阿卜杜·麦提", "x" * 20],
    "phrase": ["已通过", "待审核"],
    "enum": ["通过"],
}
BAD = {
    "thing": ["", "x" * 21, "两\n行", "有\u0000控制符"],
    "number": ["", "一", "1.2.3", "9" * 33, "12a"],
    "letter": ["", "a1", "中", "a" * 33],
    "symbol": ["", "a", "!!!!!!"],
    "character_string": ["", "中文", "a" * 33],
    "time": ["", "25:00", "下午三点", "15:01~16:00~17:00", "2019年10月1日"],
    "date": ["", "十月一日", "2018-13-x"],
    "amount": ["", "一百", "12345678901", "$$5"],
    "phone_number": ["", "电话", "1" * 18],
    "car_number": ["", "湘D123456789", "湘D中中中5"],
    "name": ["", "一二三四五六七八九十十", "x" * 21],
    "phrase": ["", "abc", "六个字的短语"],
    "enum": [""],
    "nothing": ["x"],
}


@pytest.mark.parametrize(("prefix", "value"), [(prefix, value) for prefix, values in GOOD.items() for value in values])
def test_a_good_value_is_good_on_both_sides(prefix: str, value: str) -> None:
    data = {f"{prefix}1": value}

    assert (faulty_fields(data), fields.bad_key(data)) == ([], None)


@pytest.mark.parametrize(("prefix", "value"), [(prefix, value) for prefix, values in BAD.items() for value in values])
def test_a_bad_value_is_bad_on_both_sides(prefix: str, value: str) -> None:
    data = {f"{prefix}1": value}

    assert (faulty_fields(data), fields.bad_key(data)) == ([f"{prefix}1"], f"{prefix}1")


@given(st.sampled_from(["thing1", "name1"]), st.text(max_size=60))
def test_fitting_twice_changes_nothing_more(key: str, value: str) -> None:
    once = fit(key, value)

    assert fit(key, once) == once
    assert len(once) <= 20


def test_a_long_text_ends_in_an_ellipsis_inside_its_limit() -> None:
    fitted = (
        fit("thing1", "今晚七点在长湖公园南门集合，带好反光背心和肩灯"),
        fit("name2", "阿卜杜热西提·麦麦提吐尔逊"),
    )

    assert fitted == ("今晚七点在长湖公园南门集合，带好反光背…", "阿卜杜热西提·麦麦…")


def test_a_refusal_names_the_field_and_nothing_else() -> None:
    body = Refusal(47003, "data.thing1.value invalid").body("0-0-0")

    assert body == {"errcode": 47003, "errmsg": "argument invalid! data.thing1.value invalid rid: 0-0-0"}
