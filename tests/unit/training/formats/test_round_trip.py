"""What is exported imports back to the same bank."""

import pytest
from hypothesis import given, settings, strategies as st
from msgspec.structs import replace

from shouwang.training.formats import read, write
from shouwang.training.models import WRITTEN, Accepted, Policy, Question, QuestionKind
from tests.tiers import count
from tests.unit.training.makers import MULTIPLE_POLICIES, question

FORMATS = ("gift", "moodle", "xlsx")
# Letters, marks of every format, line breaks; nothing XML forbids.
MARKS = st.sampled_from("甲乙丙AB1.、:：=~#{}%\\[]<>&\"'|;,，->()（） \n*_")
TEXTS = st.text(
    MARKS | st.characters(min_codepoint=33, max_codepoint=0xD7FF, exclude_categories=("Cc", "Cs", "Zs", "Cn")),
    max_size=12,
)


@st.composite
def told(draw, lines: bool = True):
    text = "甲" + draw(TEXTS).strip()
    return text if lines else text.replace("\n", " ").strip()


@st.composite
def any_question(draw) -> Question:
    kind = draw(st.sampled_from(QuestionKind))
    facts = {
        "kind": kind,
        "stem": draw(told()),
        "explanation": draw(st.just("") | told()),
        "source": draw(st.just("") | told(lines=False)),
        "tags": tuple(draw(st.lists(told(lines=False), max_size=2, unique=True))),
        "difficulty": draw(st.integers(1, 5)),
        "points": draw(st.sampled_from([0.5, 1, 2.5, 10])),
        "number": draw(st.sampled_from(["", "K-1", "12", "1.1.2"])),
    }
    options = tuple(draw(st.lists(told(), min_size=2, max_size=6, unique=True)))
    if kind in WRITTEN:
        numbers, texts = st.sampled_from(["3", "-0.50", "12.25"]), told(lines=False)
        answers = draw(
            st.lists(numbers if kind is QuestionKind.NUMERIC else texts, min_size=1, max_size=2, unique=True)
        )
        tolerance = draw(st.sampled_from(["0", "0.01"])) if kind is QuestionKind.NUMERIC else "0"
        accepted = tuple(Accepted(text, tolerance, draw(st.sampled_from([1.0, 0.5]))) for text in answers)
        return question("", **facts, options=(), key=(), accepted=accepted)
    if kind is QuestionKind.TRUE_FALSE:
        words = draw(st.sampled_from([("对", "错"), ("正确", "错误"), ("错误", "正确")]))
        return question("", **facts, options=words, key=(draw(st.integers(0, 1)),))
    if kind is QuestionKind.ORDERING:
        policy = draw(st.sampled_from([Policy.EXACT, Policy.PAIRWISE]))
        return question(
            "", **facts, options=options, key=tuple(draw(st.permutations(range(len(options))))), policy=policy
        )
    if kind is QuestionKind.MATCHING:
        prompts = tuple(draw(st.lists(told(), min_size=1, max_size=4, unique=True)))
        key = tuple(draw(st.integers(0, len(options) - 1)) for _ in prompts)
        policy = draw(st.sampled_from([Policy.EXACT, Policy.PARTIAL_NO_WRONG]))
        return question("", **facts, options=options, key=key, prompts=prompts, policy=policy)
    most = len(options) if kind is QuestionKind.MULTIPLE else 1
    key = tuple(sorted(draw(st.sets(st.integers(0, len(options) - 1), min_size=1, max_size=most))))
    policy = draw(st.sampled_from(MULTIPLE_POLICIES)) if kind is QuestionKind.MULTIPLE else Policy.EXACT
    shares = tuple(0.25 if place in key else -0.5 for place in range(len(options)))
    return question(
        "", **facts, options=options, key=key, policy=policy, weights=shares if policy is Policy.WEIGHTED else ()
    )


@pytest.mark.parametrize("format_", FORMATS)
@settings(max_examples=40)
@given(bank=st.lists(any_question(), min_size=1, max_size=4))
def test_any_bank_exported_imports_back_to_the_same_questions(format_, bank):
    content, _ = write(format_, bank, lambda _: None)

    reading = read(content, format_=format_)

    assert [(fault.place, fault.reason) for fault in reading.faults] == []
    assert [found.question for found in reading.found] == bank


def test_pictures_come_back_with_moodle_xml():
    name = "0" * 32 + ".png"
    picture = b"\x89PNG\r\n\x1a\n picture"
    shown = {"pictures": (name,), "option_pictures": ("", name, "", "")}
    asked = question("", stem="看图\n再选", kind=QuestionKind.SINGLE, key=(1,), **shown)
    content, _ = write("moodle", [asked], {name: picture}.get)

    reading = read(content)

    (own,) = reading.pictures
    assert reading.pictures[own] == picture
    assert [f.question for f in reading.found] == [replace(asked, pictures=(own,), option_pictures=("", own, "", ""))]


@pytest.mark.parametrize("format_", ["gift", "xlsx"])
def test_pictures_are_named_in_gift_and_excel(format_):
    name = "0" * 32 + ".png"
    asked = question("", pictures=(name, name), option_pictures=("", name, "", ""), key=(0, 1))
    content, _ = write(format_, [asked], {}.get)

    assert [found.question for found in read(content, format_=format_).found] == [asked]


@pytest.mark.proof
def test_a_large_bank_comes_back_whole_in_every_form():
    bank = [question("", stem=f"第 {n} 题，选哪两个？", number=f"K{n}") for n in range(count(200, 5_000))]

    for format_ in FORMATS:
        content, _ = write(format_, bank, lambda _: None)
        assert [found.question for found in read(content, format_=format_).found] == bank
