"""Questions, courses and attempts for the tests of rules."""

from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st

from shouwang.training.models import (
    CHOICES,
    WRITTEN,
    Accepted,
    Attempt,
    Course,
    Drawn,
    Policy,
    Question,
    QuestionKind,
    Quiz,
    Standing,
)
from shouwang.training.rules import freeze

NOW = datetime(2026, 11, 23, 11, 0, tzinfo=UTC)
SECRET = b"a secret of thirty-two bytes....."


def question(question_id: str = "q1", **changes: object) -> Question:
    facts: dict[str, object] = {
        "question_id": question_id,
        "kind": QuestionKind.MULTIPLE,
        "stem": f"第 {question_id} 题",
        "options": ("甲", "乙", "丙", "丁"),
        "key": (0, 2),
        "explanation": "因为如此",
        "source": "常识",
    }
    return Question(**{**facts, **changes})  # type: ignore[arg-type]


def course(questions: list[Question], **quiz: object) -> Course:
    settings = Quiz(**{"draw": len(questions), **quiz})  # type: ignore[arg-type]
    return Course("basics", "基础", "上岗之前", (), settings, bank="basics", version=1)


def attempt(questions: list[Question], pass_mark: int = 80) -> Attempt:
    return Attempt(
        attempt_id="A1",
        person_id="P1",
        course_id="basics",
        bank="basics#1",
        drawn=freeze(questions, SECRET, "A1"),
        pass_mark=pass_mark,
        valid_months=12,
        started_at=NOW,
        deadline_at=NOW + timedelta(minutes=30),
        standing=Standing("P1", "basics", tries=1, open_attempt_id="A1", last_started_at=NOW, version=1),
    )


WEIGHTS = [-1.0, -0.5, 0.0, 0.25, 0.5, 1.0]
SHARES = [1.0, 0.5, 0.25]


@st.composite
def choices(draw: st.DrawFn, question_id: str = "q1") -> Question:
    """Any good question whose options one chooses from."""
    kind = draw(st.sampled_from([QuestionKind.SINGLE, QuestionKind.MULTIPLE, QuestionKind.TRUE_FALSE]))
    count = 2 if kind is QuestionKind.TRUE_FALSE else draw(st.integers(2, 8))
    most = count if kind is QuestionKind.MULTIPLE else 1
    key = draw(st.sets(st.integers(0, count - 1), min_size=1, max_size=most))
    weights = draw(st.lists(st.sampled_from(WEIGHTS), min_size=count, max_size=count))
    return question(
        question_id,
        kind=kind,
        options=tuple(f"选项 {place}" for place in range(count)),
        key=tuple(sorted(key)),
        policy=draw(st.sampled_from(MULTIPLE_POLICIES)) if kind is QuestionKind.MULTIPLE else Policy.EXACT,
        points=draw(st.sampled_from([0.5, 1, 1.5, 2, 5])),
        weights=tuple(weights),
    )


MULTIPLE_POLICIES = [Policy.EXACT, Policy.PARTIAL_NO_WRONG, Policy.HALF_NO_WRONG, Policy.WEIGHTED]


@st.composite
def others(draw: st.DrawFn, question_id: str = "q1") -> Question:
    """Any good question that one writes, puts in order or matches."""
    kind = draw(st.sampled_from(sorted(set(QuestionKind) - CHOICES)))
    if kind in WRITTEN:
        texts = draw(st.sets(st.sampled_from(["3", "-0.5", "12.25", "100", "7"]), min_size=1, max_size=3))
        tolerance = draw(st.sampled_from(["0", "0.01", "2"])) if kind is QuestionKind.NUMERIC else "0"
        shares = [1.0, *(draw(st.sampled_from(SHARES)) for _ in texts)]
        accepted = tuple(Accepted(text, tolerance, share) for text, share in zip(sorted(texts), shares, strict=False))
        return question(question_id, kind=kind, options=(), key=(), accepted=accepted)
    options = tuple(f"选项 {place}" for place in range(draw(st.integers(2, 6))))
    if kind is QuestionKind.ORDERING:
        key = draw(st.permutations(range(len(options))))
        policy = draw(st.sampled_from([Policy.EXACT, Policy.PAIRWISE]))
        return question(question_id, kind=kind, options=options, key=tuple(key), policy=policy)
    key = draw(st.lists(st.integers(0, len(options) - 1), min_size=1, max_size=5))
    policy = draw(st.sampled_from([Policy.EXACT, Policy.PARTIAL_NO_WRONG]))
    prompts = tuple(f"左边 {place}" for place in range(len(key)))
    return question(question_id, kind=kind, options=options, key=tuple(key), prompts=prompts, policy=policy)


def questions() -> st.SearchStrategy[Question]:
    """Any good question of any kind and policy."""
    return choices() | others()


@st.composite
def drawn_and_shown(draw: st.DrawFn) -> tuple[Question, Drawn, tuple[int, ...]]:
    """A question whose options one chooses from, how an attempt froze it, and an answer as shown."""
    asked = draw(choices())
    frozen = freeze([asked], SECRET, draw(st.text(max_size=8)))[0]
    shown = draw(st.sets(st.integers(0, len(asked.options) - 1)))
    return asked, frozen, tuple(sorted(shown))
