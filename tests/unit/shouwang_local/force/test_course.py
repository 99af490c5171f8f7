"""The first course is whole: every question answerable, explained and sourced, no law cited out of thin air."""

import re
from collections import Counter

from shouwang_local.force.course.bank import TRUE_FALSE, Kind, course, questions, topics

# Laws whose articles moved of late: cited by name only. 治安管理处罚法 (2026-01-01), 渔业法 (2026-05-01), 突发事件应对法
# (2024-11-01); 人民警察法 and 道路交通安全法 are under revision.
NAME_ONLY = ("治安管理处罚法", "渔业法", "突发事件应对法", "人民警察法", "道路交通安全法")


def everything_shown() -> list[str]:
    shown = [text for q in questions() for text in (q.stem, *q.options, q.explanation, q.source)]
    return shown + [lesson.markdown for lesson in course().lessons]


def test_the_bank_has_at_least_120_questions_over_seven_topics():
    counts = {topic.topic: len(topic.questions) for topic in topics()}

    assert sum(counts.values()) >= 120
    assert min(counts.values()) >= 15
    assert [topic.title for topic in topics()] == [
        "法律常识", "巡逻安全", "应急救护", "消防安全", "矛盾调处", "反诈宣传", "未成年人保护",
    ]  # fmt: skip


def test_ids_and_stems_are_unique():
    assert len({q.question_id for q in questions()}) == len({q.stem for q in questions()}) == len(questions())


def test_every_question_has_words_an_explanation_and_a_source():
    lacking = [q.question_id for q in questions() if not (q.stem and q.explanation and q.source)]

    assert lacking == []
    assert all(q.difficulty in (1, 2, 3) for q in questions())


def test_every_key_fits_its_kind():
    for q in questions():
        assert set(q.key) <= set(range(len(q.options))), q.question_id
        assert list(q.key) == sorted(set(q.key)), q.question_id
        if q.kind is Kind.MULTIPLE:
            assert 2 <= len(q.key) <= len(q.options), q.question_id
        else:
            assert len(q.key) == 1, q.question_id


def test_every_multiple_question_has_at_least_one_wrong_option():
    assert [q.question_id for q in questions() if q.kind is Kind.MULTIPLE and len(q.key) == len(q.options)] == []


def test_options_differ_and_true_false_has_its_two():
    for q in questions():
        assert len(set(q.options)) == len(q.options) >= 2
        assert (q.kind is Kind.TRUE_FALSE) == (q.options == TRUE_FALSE)


def test_all_three_kinds_and_both_truth_values_occur():
    kinds = Counter(q.kind for q in questions())
    truths = Counter(q.key for q in questions() if q.kind is Kind.TRUE_FALSE)

    assert min(kinds[kind] for kind in Kind) >= 15
    assert min(truths[(0,)], truths[(1,)]) >= 6


def test_laws_whose_articles_moved_are_cited_without_a_number():
    numbered = [text for text in everything_shown() for law in NAME_ONLY if re.search(rf"(?<!长江){law}》第", text)]

    assert numbered == []


def test_words_are_ours_no_exclamation_no_polite_you():
    own_words = [re.sub(r"“[^”]*”", "", text) for text in everything_shown()]  # a swindler's text message may say 您
    offending = [text for text in own_words if re.search(r"[!！您]|温馨提示", text)]

    assert offending == []


def test_the_course_has_six_titled_lessons_and_a_quiz_of_twenty():
    found = course()

    assert (found.course_id, found.draw, found.pass_mark, found.time_limit_min) == ("patrol-basics", 20, 80, 30)
    assert [lesson.title for lesson in found.lessons] == [
        "我们是谁，能做什么",
        "一班巡逻，从到岗到下岗",
        "等救护车来的十分钟",
        "火：先报警，再想别的",
        "邻居吵起来了",
        "骗子和孩子",
    ]
