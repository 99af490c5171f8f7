from datetime import date

import pytest
from msgspec.structs import replace

from shouwang.recruitment.models import Application, Decision, Gate, GateRecord, QuizPass, State
from shouwang.recruitment.rules.way import News, Node, NodeState, asked, news, way
from tests.unit.recruitment.making import FORCE, NOW, waiting


def decided(before: Application, gate: Gate, decision: Decision, reason: str = "", note: str = "") -> Application:
    record = GateRecord(gate, decision, "reviewer", "王招录", NOW, 5, reason, note)
    return replace(before, records=(*before.records, record))


def states(application: Application) -> list[NodeState]:
    return [node.state for node in way(application, FORCE)]


def test_a_gate_on_the_way_says_since_when_and_how_long_it_usually_takes() -> None:
    assert way(waiting(Gate.POLITICAL), FORCE) == (
        Node(Gate.WILLINGNESS, "志愿关", NodeState.PASSED, 2, NOW),
        Node(Gate.POLITICAL, "政治关", NodeState.NOW, 4, NOW),
        Node(Gate.FITNESS, "身体关", NodeState.AHEAD, 2),
        Node(Gate.SKILLS, "技能关", NodeState.AHEAD, 6),
        Node(Gate.PUBLICITY, "公示", NodeState.AHEAD, 7),
        Node(Gate.NUMBER, "编号", NodeState.AHEAD, 1),
    )


def test_publicity_says_when_it_is_over() -> None:
    assert way(waiting(Gate.PUBLICITY), FORCE)[4].ends_on == date(2026, 12, 1)


def test_a_draft_has_all_its_way_ahead() -> None:
    assert states(Application("application", "applicant", NOW)) == [NodeState.AHEAD] * 6


def test_a_returned_or_failed_gate_shows_as_such() -> None:
    returned = decided(waiting(Gate.POLITICAL, state=State.RETURNED), Gate.POLITICAL, Decision.RETURN, "photo")
    failed = decided(
        waiting(Gate.POLITICAL, state=State.FAILED, closed_at=NOW), Gate.POLITICAL, Decision.FAIL, "not-cleared"
    )

    assert states(returned)[:3] == [NodeState.PASSED, NodeState.RETURNED, NodeState.AHEAD]
    assert states(failed)[:3] == [NodeState.PASSED, NodeState.FAILED, NodeState.AHEAD]


def test_who_withdrew_waits_nowhere() -> None:
    assert states(waiting(Gate.POLITICAL, state=State.WITHDRAWN))[:3] == [
        NodeState.PASSED,
        NodeState.AHEAD,
        NodeState.AHEAD,
    ]


@pytest.mark.parametrize(
    ("application", "words"),
    [
        (Application("application", "applicant", NOW), "填完交上来"),
        (
            decided(waiting(Gate.FITNESS, state=State.RETURNED), Gate.FITNESS, Decision.RETURN, "photo", "看不清脸"),
            "补好再交：照片不清，看不清脸",
        ),
        (
            decided(waiting(Gate.FITNESS, state=State.RETURNED), Gate.FITNESS, Decision.RETURN, "other", "写全门牌"),
            "补好再交：写全门牌",
        ),
        (waiting(Gate.SKILLS), "去学课程，把笔试考过"),
        (waiting(Gate.SKILLS, quiz=QuizPass("patrol-law", 90, NOW)), ""),
        (waiting(Gate.FITNESS), ""),
        (waiting(Gate.NUMBER, state=State.PASSED, gate=None), ""),
    ],
)
def test_the_applicant_is_told_what_to_do_now(application: Application, words: str) -> None:
    assert asked(application) == words


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        (
            waiting(Gate.FITNESS),
            decided(waiting(Gate.SKILLS, records=waiting(Gate.FITNESS).records), Gate.FITNESS, Decision.PASS),
            News("身体关：通过了", "下一关：技能关"),
        ),
        (
            waiting(Gate.FITNESS),
            decided(waiting(Gate.FITNESS, state=State.RETURNED), Gate.FITNESS, Decision.RETURN, "photo", "看不清脸"),
            News("身体关：退回补件", "照片不清，看不清脸。改好再交，回到这一关"),
        ),
        (
            waiting(Gate.FITNESS),
            decided(waiting(Gate.FITNESS, state=State.FAILED), Gate.FITNESS, Decision.FAIL, "unfit", "血压高"),
            News("身体关：没有通过", "身体条件不适合巡逻。90 天后可以再报"),
        ),
        (
            waiting(Gate.FITNESS),
            decided(waiting(Gate.FITNESS, state=State.FAILED), Gate.FITNESS, Decision.FAIL, "other-final", "已搬走"),
            News("身体关：没有通过", "已搬走。90 天后可以再报"),
        ),
        (waiting(Gate.SKILLS), waiting(Gate.SKILLS), News("实操合格", "笔试考过，技能关就过了")),
        (
            waiting(Gate.NUMBER),
            decided(
                waiting(Gate.NUMBER, state=State.PASSED, gate=None, volunteer_number="01-01-0001"),
                Gate.NUMBER,
                Decision.PASS,
            ),
            News("你入队了", "编号 01-01-0001，欢迎"),
        ),
    ],
)
def test_each_decision_has_its_words_for_the_applicant(before: Application, after: Application, told: News) -> None:
    assert news(before, after) == told
