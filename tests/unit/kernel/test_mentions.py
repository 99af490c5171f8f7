"""People in words: what a text holds for somebody, and how it is read."""

import pytest
from hypothesis import given, strategies as st

from shouwang.kernel.mentions import all_drawn, drawn, is_free, mention, mentioned, mentioned_in, nameless

WORDS = st.text(st.characters(exclude_characters="\ufdd0\ufdd1"), max_size=30)


@given(WORDS, WORDS)
def test_what_was_taken_out_is_drawn_back_as_it_was(before, after):
    text = f"{before}张三{after}"

    held = nameless(text, {"p1": "张三"})

    assert "张三" not in held
    assert drawn(held, {"p1": "张三"}) == text


def test_a_text_mentions_everybody_in_their_order_and_each_as_often_as_it_does():
    text = f"{mention('p1')}把{mention('p2')}换给{mention('p1')}"

    assert list(mentioned(text)) == ["p1", "p2", "p1"]
    assert drawn(text, {"p1": "张三", "p2": "已注销"}) == "张三把已注销换给张三"
    with pytest.raises(KeyError):
        drawn(text, {"p1": "张三"})


def test_data_is_gone_through_to_the_last_text_and_nothing_else_is_touched():
    data = {"why": "张三说的", "seen": ["李四", 3, None], "张三": {"in": ("张三",)}}
    people = {"p1": "张三", "p2": "李四", "p3": ""}

    held = nameless(data, people)

    assert held == {
        "why": f"{mention('p1')}说的",
        "seen": [mention("p2"), 3, None],
        "张三": {"in": [mention("p1")]},
    }
    assert mentioned_in(held) == {"p1", "p2"}
    assert all_drawn(held, people) == {"why": "张三说的", "seen": ["李四", 3, None], "张三": {"in": ["张三"]}}


def test_what_comes_from_outside_must_be_free_of_mentions():
    assert [is_free(text) for text in ("你好", mention("p1"), "\ufdd0", "\ufdd1")] == [True, False, False, False]
