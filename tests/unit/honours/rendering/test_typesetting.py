from itertools import pairwise

from hypothesis import example, given, strategies as st
from msgspec.structs import replace

from shouwang.honours.rendering.layout import lay_out
from shouwang.honours.rendering.marks import LEFT
from shouwang.honours.rendering.pen import em_width
from shouwang.honours.rendering.typesetting import (
    CLOSING,
    NEVER_FIRST,
    NEVER_LAST,
    Line,
    name_halves,
    name_width,
    paragraph,
)
from tests.unit.honours.rendering.sample import COMMENDATION, HONOUR

SIZE = 10.0
HAN = st.text("守望相助义务巡防恪尽职守甘于奉献", min_size=1, max_size=12)
MARK = st.sampled_from(["，", "。", "、", "“相助”", "（示例）", "；"])
PROSE = st.lists(st.tuples(HAN, MARK), min_size=1, max_size=14).map(lambda parts: "".join(a + b for a, b in parts))


def set_in(text: str, width: float, mark: str = "") -> list[Line]:
    return paragraph(text, mark, SIZE, width, lambda character: SIZE / 2 if character.isascii() else SIZE)


def ink_end(line: Line) -> float:
    last = line.glyphs[-1]
    return last.x + (last.width / 2 if last.character in CLOSING else last.width)


@given(PROSE, st.integers(12, 30))
def test_nothing_is_lost_doubled_or_moved(text, measure):
    lines = set_in(text, measure * SIZE)

    assert "".join(line.text for line in lines) == text


@given(PROSE, st.integers(12, 30))
@example("恪尽职守恪尽职守恪尽职守，" * 3, 12)
def test_no_line_begins_with_a_closing_mark_or_ends_with_an_opening_one(text, measure):
    lines = set_in(text, measure * SIZE)

    assert not any(line.text[0] in NEVER_FIRST for line in lines)
    assert not any(line.text[-1] in NEVER_LAST for line in lines)


@given(PROSE, st.integers(12, 30))
def test_ink_stays_within_the_measure_and_full_lines_fill_it(text, measure):
    lines = set_in(text, measure * SIZE)

    assert all(ink_end(line) <= measure * SIZE + 1e-6 for line in lines)
    assert all(abs(ink_end(line) - measure * SIZE) < 1e-6 for line in lines[:-1])


@given(PROSE, st.integers(12, 30))
def test_glyphs_go_from_left_to_right(text, measure):
    for line in set_in(text, measure * SIZE):
        assert all(one.x < other.x for one, other in pairwise(line.glyphs))


def test_the_first_line_is_indented_by_two_characters():
    first, second = set_in("守望相助守望相助守望相助守望相助", 12 * SIZE)

    assert (first.glyphs[0].x, second.glyphs[0].x) == (2 * SIZE, 0.0)


def test_marks_that_touch_share_a_square():
    (line,) = set_in("守。”望", 20 * SIZE)

    assert [glyph.x for glyph in line.glyphs] == [20.0, 30.0, 35.0, 45.0]


def test_a_number_is_not_torn_apart():
    lines = set_in("编号是一二三四五六2026-000123号", 12 * SIZE)

    assert [line.text for line in lines] == ["编号是一二三四五六", "2026-000123号"]


def test_a_space_at_a_break_is_dropped():
    lines = set_in("守望相助守望相助守望 守望相助", 12 * SIZE)

    assert [line.text for line in lines] == ["守望相助守望相助守望", "守望相助"]


def test_a_full_line_is_not_made_to_gape_for_a_short_last_one():
    lines = set_in("守望相助ABCDEFGHIJKL守。", 12 * SIZE)

    assert [line.text for line in lines] == ["守望相助ABCDEFGHIJKL", "守。"]


def test_a_word_longer_than_a_line_is_cut_where_the_line_ends():
    lines = set_in("A" * 50, 12 * SIZE)

    assert [line.text for line in lines] == ["A" * 20, "A" * 24, "A" * 6]


def test_the_last_line_is_never_one_lonely_character():
    lines = set_in("守望相助守望相助守望守。", 12 * SIZE)

    assert [line.text for line in lines] == ["守望相助守望相助守", "望守。"]


def test_only_the_quoted_title_is_set_off():
    (line,) = set_in("相助为先，授予“相助”称号", 30 * SIZE, "相助")

    assert "".join(glyph.character for glyph in line.glyphs if glyph.marked) == "“相助”"


def test_a_title_that_is_not_quoted_is_not_set_off():
    (line,) = set_in("相助为先", 30 * SIZE, "相助")

    assert not any(glyph.marked for glyph in line.glyphs)


def test_a_long_name_is_parted_after_the_dot_nearest_its_middle():
    assert name_halves("买买提·依明江·阿卜杜热合曼") == ["买买提·依明江·", "阿卜杜热合曼"]


def test_a_name_without_a_dot_is_parted_in_its_middle():
    assert name_halves("守望相助守") == ["守望相", "助守"]


def test_the_dot_of_a_name_has_more_than_half_a_square():
    assert name_width("买·提", 100.0) == 256.0


def test_no_text_of_any_length_ends_in_a_line_of_one_or_two_characters():
    for length in range(2, 248):
        text = replace(HONOUR, title="无", body="守" * (length - 1) + "。")

        laid = lay_out(text, lambda _: 1.0)

        lines = [words for words in laid.words if words.y > 740 and words.x == LEFT]
        assert len(lines) == 1 or len(lines[-1].glyphs) >= 3, length


def test_a_short_text_is_set_a_little_smaller_before_it_leaves_one_character_alone():
    laid = lay_out(COMMENDATION, em_width)

    lines = ["".join(glyph.character for glyph in words.glyphs) for words in laid.words]
    (body,) = [words for words, line in zip(laid.words, lines, strict=True) if line == COMMENDATION.body]
    assert body.size == 38.0
