"""Names in one true spelling, and refusals that say which character and why."""

import unicodedata

import pytest
from hypothesis import given, strategies as st

from shouwang.kernel.names import LONGEST_NAME, NameRefused, read_name
from shouwang.kernel.problem import Fault


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("张三", "张三"),
        ("  张　三 ", "张三"),
        ("欧阳知夏", "欧阳知夏"),
        ("阿卜杜热合曼·阿卜杜克热木", "阿卜杜热合曼·阿卜杜克热木"),
        ("阿依•古丽", "阿依·古丽"),
        ("阿依・古丽", "阿依·古丽"),
        ("阿依∙古丽", "阿依·古丽"),
        ("阿依‧古丽", "阿依·古丽"),
        ("阿依．古丽", "阿依·古丽"),
        ("阿依.古丽", "阿依·古丽"),
        ("阿依･古丽", "阿依·古丽"),
        ("阿依 · 古丽", "阿依·古丽"),
        ("𠮷田㛃", "𠮷田㛃"),
        ("王〇一", "王〇一"),
        ("\uf900", "\u8c48"),
        ("刘\ue863", "刘䶮"),
        ("刘\ue81e", "刘\u9fb4"),
        ("刘\ue816", "刘\U00020087"),
        ("O'Brien-Smith  Mary J.", "O'Brien-Smith Mary J."),
        ("Jose\u0301", "José"),
        ("马克 Smith", "马克Smith"),
        ("龘" * LONGEST_NAME, "龘" * LONGEST_NAME),
    ],
)
def test_a_name_has_one_spelling(typed, name):
    assert read_name(typed) == name


def test_the_private_use_places_of_gb18030_all_become_characters_of_their_own():
    moved = {
        private: read_name(chr(private)) for private in (0xE81E, 0xE826, 0xE82B, 0xE82C, 0xE832, 0xE843, 0xE854, 0xE864)
    }

    assert [f"{ord(character):X}" for character in moved.values()] == [f"9FB{digit}" for digit in "456789AB"]


@pytest.mark.parametrize(
    ("typed", "reasons"),
    [
        ("", ["姓名没有填"]),
        ("  ", ["姓名没有填"]),
        ("龘" * 51, ["姓名最多 50 个字，现在是 51 个"]),
        ("张3", ["第 2 个字「3」是数字，姓名里不能有"]),
        ("张\u200b三", ["第 2 个字看不见，删掉再打一遍"]),
        ("张\n三", ["第 2 个字看不见，删掉再打一遍"]),
        ("张\ufe00", ["第 2 个字看不见，删掉再打一遍"]),
        ("张\u202e三", ["第 2 个字看不见，删掉再打一遍"]),
        ("张\ue000", ["第 2 个字是输入法自造的字，别的手机上看不到，要换成标准字"]),
        ("张\U0002ebe1", ["第 2 个字看不见，删掉再打一遍"]),
        ("张三😀", ["第 3 个字「😀」不能用在姓名里"]),
        ("⺁", ["第 1 个字「⺁」不能用在姓名里", "姓名里没有一个字"]),
        ("·张三", ["间隔点 · 只能单个放在两个字中间"]),
        ("阿依··古丽", ["间隔点 · 只能单个放在两个字中间"]),
        ("'", ["姓名里没有一个字"]),
        ("Ａ三", ["第 1 个字「Ａ」不能用在姓名里"]),
        (
            "1\ue000",
            [
                "第 1 个字「1」是数字，姓名里不能有",
                "第 2 个字是输入法自造的字，别的手机上看不到，要换成标准字",
                "姓名里没有一个字",
            ],
        ),
    ],
)
def test_a_refusal_says_which_character_and_why(typed, reasons):
    with pytest.raises(NameRefused) as refused:
        read_name(typed, "/name")

    assert refused.value.faults == tuple(Fault("/name", reason) for reason in reasons)


@given(st.text(max_size=60) | st.text(alphabet="张三阿依·•.． aJ'-𠮷\u3000", max_size=60))
def test_a_name_that_was_read_reads_the_same_again(typed):
    try:
        name = read_name(typed)
    except NameRefused:
        return

    assert read_name(name) == name
    assert unicodedata.is_normalized("NFC", name)
    assert 1 <= len(name) <= LONGEST_NAME
    assert not any(unicodedata.category(character) in ("Cc", "Cf", "Co", "Cs", "Nd", "Mn") for character in name)
