from itertools import pairwise

from hypothesis import example, given, strategies as st

from shouwang.console.charts import Point, columns, line

values = st.floats(0, 10_000, allow_nan=False)
points = st.lists(st.builds(Point, st.just("11-01"), values, values), min_size=1, max_size=96)


def edges(box, wide=300):
    """Where a bar begins and ends, in per cent of the narrowest drawing."""
    half = box.width / 2 / wide * 100
    return (box.x - half, box.x + half) if box.slim else (box.x, box.x + box.width)


@given(points)
def test_bars_are_never_wider_than_a_printed_stroke_nor_touch_each_other(shown):
    chart = columns("一句话", shown, height=140)

    spans = sorted({edges(box) for box in chart.boxes})
    assert all(after >= before for (_, before), (after, _) in pairwise(spans))
    assert all(box.width == 16 for box in chart.boxes if box.slim)
    assert all(box.slim for box in chart.boxes) or len(shown) > 12


@given(points)
def test_a_bar_is_as_high_as_its_value_and_stands_on_the_base(shown):
    chart = columns("一句话", shown, height=140)

    by_slot = {}
    for box in chart.boxes:
        left, right = edges(box)
        assert left >= -0.01 and right <= 100.01
        by_slot.setdefault(box.x, []).append(box)
    for boxes in by_slot.values():
        lowest = max(boxes, key=lambda box: box.y)
        assert abs(lowest.y + lowest.height - 120) < 0.11
        assert min(box.y for box in boxes) >= 13.8  # room for the scale above
    assert {box.style for box in chart.boxes} <= {"solid", "hatched"}


def test_heights_are_in_proportion_and_the_marked_one_is_marked():
    chart = columns("14 日最多", [Point("13", 2), Point("14", 4, hatched=1, marked=True)], height=140)

    first, marked, hatched = chart.boxes
    assert (first.height * 2, hatched.height * 4) == (marked.height, marked.height)
    assert [box.style for box in chart.boxes] == ["solid", "marked", "hatched"]
    assert hatched.y + hatched.height == marked.y


def test_what_is_counted_in_whole_ones_has_no_half_on_its_scale_and_nothing_has_none():
    def scale(*of):
        return [text.words for text in columns("", [Point("", value) for value in of]).texts if text.words]

    assert scale(0, 0) == []
    assert scale(0, 1) == ["1"]
    assert scale(4, 9) == ["10", "5"]
    assert scale(0.25, 0.8) == ["1", "0.5"]


def test_the_first_and_the_last_label_stand_at_the_edges_and_those_between_leave_room():
    shown = line("一天", [Point(f"{hour}:00", hour) for hour in range(24)])

    labels = [text for text in shown.texts if ":" in text.words]
    assert (labels[0].words, labels[0].x, labels[0].anchor) == ("0:00", 0, "start")
    assert (labels[-1].words, labels[-1].x, labels[-1].anchor) == ("23:00", 100, "end")
    assert len(labels) <= 10
    assert len([stroke for stroke in shown.strokes if stroke.style == "line"]) == 23


def labels(chart, points):
    return [text for text in chart.texts if text.words in {point.label for point in points}]


def test_few_bars_have_each_its_label_below_its_middle():
    points = [Point(name, 3) for name in ("夜市", "学府", "江岸")]
    chart = columns("三个中队", points, height=140)

    assert [(text.words, round(text.x, 1), text.y, text.anchor) for text in labels(chart, points)] == [
        ("夜市", 16.7, 135, "middle"),
        ("学府", 50.0, 135, "middle"),
        ("江岸", 83.3, 135, "middle"),
    ]
    assert (chart.height, [text.thin for text in labels(chart, points)]) == (140, [False] * 3)


@example(["1夜夜夜夜夜", "1", "1夜夜夜夜夜", *["1"] * 13])  # the first is moved inwards, towards the next of its line
@given(st.lists(st.text("夜市学府江岸a1", min_size=1, max_size=6), min_size=1, max_size=96))
def test_no_two_labels_of_a_line_touch_at_a_desk_and_none_leaves_the_drawing(names):
    points = [Point(name, 1) for name in names]
    chart = columns("", points, height=140)

    below = [text for text in chart.texts if text.y > 120]
    lines = {}
    for text in below:
        width, at = sum(12 if ord(sign) > 0x2E80 else 6 for sign in text.words), text.x * 6.2
        left = {"start": at, "middle": at - width / 2, "end": at - width}[text.anchor]
        lines.setdefault(text.y, []).append((left, left + width))
    for placed in lines.values():
        assert placed[0][0] >= -0.1 and placed[-1][1] <= 620.1
        if len(below) == len(names):  # so many bars have only some labelled
            assert all(one[1] <= other[0] + 0.1 for one, other in pairwise(placed))
