"""What an attempt allows, and what it does to a person's standing. Time is the server's alone."""

from calendar import monthrange
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta

from msgspec.structs import replace

from shouwang.kernel.clock import local_day
from shouwang.kernel.problem import Fault, NotFound, Problem
from shouwang.training.models import (
    CHOICES,
    WRITTEN,
    Answer,
    Attempt,
    AttemptState,
    Counted,
    Course,
    Drawn,
    QuestionKind,
    Result,
    Standing,
)

# What a slow network may add to the deadline. Source: domain-rules 4.1.
GRACE = timedelta(seconds=15)


class NoSuchCourse(NotFound):
    """There is no published course of that id."""

    slug, title = "no-such-course", "没有这门课"


class NoSuchLesson(NotFound):
    """The course has no such lesson."""

    slug, title = "no-such-lesson", "这门课没有这一节"


class NoSuchAttempt(NotFound):
    """There is no such attempt, or it is somebody else's: the answer is the same."""

    slug, title = "no-such-attempt", "没有这份答卷"


class AttemptOver(Problem):
    """The attempt was handed in, or its time has run out; what was saved before counts."""

    slug, title, status = "attempt-over", "这份答卷已经交了或者到时间了，之前存下的都算", 409


class AnswerRefused(Problem):
    """The answer does not fit the question."""

    slug, title, status = "answer-refused", "这个答案和题目对不上", 422


class AttemptsUsedUp(Problem):
    """Too many tries without a pass: a pause to learn comes first."""

    slug, title, status = "attempts-used-up", "这一轮的次数用完了，先看看课，过一阵再考", 409


def require_own(attempt: Attempt | None, person_id: str) -> Attempt:
    """The attempt, if it is this person's. Raises: NoSuchAttempt."""
    if attempt is None or attempt.person_id != person_id:
        raise NoSuchAttempt
    return attempt


def has_run_out(attempt: Attempt, now: datetime) -> bool:
    """Whether the time of an attempt is over, the network's grace included."""
    return now > attempt.deadline_at + GRACE


def require_open(attempt: Attempt, now: datetime) -> None:
    """Raises: AttemptOver for one that was handed in or has run out."""
    if attempt.state is not AttemptState.OPEN or has_run_out(attempt, now):
        raise AttemptOver


def require_tryable(course: Course, standing: Standing, now: datetime) -> None:
    """Raises: AttemptsUsedUp while the pause after too many tries lasts."""
    if standing.last_started_at is None or standing.tries < course.quiz.max_attempts:
        return
    again_at = standing.last_started_at + timedelta(seconds=course.quiz.cool_down_s)
    if now < again_at:
        raise AttemptsUsedUp(retry_after_s=int((again_at - now).total_seconds()) + 1)


def start(
    course: Course, bank: str, standing: Standing, attempt_id: str, drawn: Sequence[Drawn], now: datetime
) -> Attempt:
    """A fresh attempt that holds the standing with it open. A round of tries that was paused begins anew."""
    tries = 0 if standing.tries >= course.quiz.max_attempts else standing.tries
    opened = replace(
        standing,
        tries=tries + 1,
        open_attempt_id=attempt_id,
        last_started_at=now,
        version=standing.version + 1,
    )
    return Attempt(
        attempt_id=attempt_id,
        person_id=standing.person_id,
        course_id=course.course_id,
        bank=bank,
        drawn=tuple(drawn),
        pass_mark=course.quiz.pass_mark,
        valid_months=course.valid_months,
        started_at=now,
        deadline_at=now + timedelta(seconds=course.quiz.time_limit_s),
        standing=opened,
        counted=course.quiz.counted,
        title=course.title,
    )


def save(attempt: Attempt, n: int, chosen: Sequence[int], text: str, revision: int, now: datetime) -> Answer:
    """The answer to keep. Raises: AttemptOver; AnswerRefused for a question or option that was not shown."""
    require_open(attempt, now)
    if not 0 <= n < len(attempt.drawn):
        raise AnswerRefused(faults=[Fault("/n", "没有这道题")])
    drawn = attempt.drawn[n]
    faults = list(_answer_faults(drawn, chosen, text))
    if faults:
        raise AnswerRefused(faults=faults)
    kept = tuple(sorted(chosen)) if drawn.kind in CHOICES else tuple(chosen)
    return Answer(n, kept, revision, now, text)


def _answer_faults(drawn: Drawn, chosen: Sequence[int], text: str) -> Iterator[Fault]:
    if drawn.kind in WRITTEN:
        if chosen:
            yield Fault("/chosen", "这道题要写答案，不是选")
        return
    if text:
        yield Fault("/text", "这道题要选，不是写")
    wrong = _match_fault(drawn, chosen) if drawn.kind is QuestionKind.MATCHING else _choice_fault(drawn, chosen)
    if wrong:
        yield Fault("/chosen", wrong)


def _match_fault(drawn: Drawn, chosen: Sequence[int]) -> str:
    known = set(chosen) <= {-1, *range(len(drawn.order))}
    return "" if known and len(chosen) in (0, len(drawn.key)) else "左边每一项配一个右边的，没配的写 -1"


def _choice_fault(drawn: Drawn, chosen: Sequence[int]) -> str:
    places = set(range(len(drawn.order)))
    if len(set(chosen)) != len(chosen) or not set(chosen) <= places:
        return "选项不在题目里，或者选重了"
    if drawn.kind is QuestionKind.ORDERING:
        return "" if len(chosen) in (0, len(places)) else "每一项都要排进去"
    return "这道题只能选一个" if drawn.kind is not QuestionKind.MULTIPLE and len(chosen) > 1 else ""


def finish(standing: Standing, attempt: Attempt, result: Result) -> Standing:
    """The standing after a result: the open attempt closed, the best score kept, a pass valid from its day."""
    after = replace(
        standing,
        open_attempt_id=None,
        best_score=max(result.score, standing.best_score or 0),
        counted_score=_counted(standing, attempt, result),
        version=standing.version + 1,
    )
    return passed(after, attempt, result) if result.passed else after


def attended(standing: Standing, course: Course, at: datetime) -> Standing:
    """The standing of a course without a quiz after one of its classes was attended."""
    until = valid_until(local_day(at), course.valid_months)
    return replace(
        standing,
        best_score=100,
        counted_score=100,
        first_passed_at=standing.first_passed_at or at,
        valid_until=max(until, standing.valid_until or until),
        last_started_at=at,
        version=standing.version + 1,
    )


def passed(standing: Standing, attempt: Attempt, result: Result) -> Standing:
    """The standing with a pass: valid from its day, a longer one kept."""
    until = valid_until(local_day(result.finished_at), attempt.valid_months)
    return replace(
        standing,
        tries=0,
        first_passed_at=standing.first_passed_at or result.finished_at,
        valid_until=max(until, standing.valid_until or until),
    )


def _counted(standing: Standing, attempt: Attempt, result: Result) -> int:
    """The score that counts: the best, the last or the first one."""
    before = standing.counted_score
    if before is None or attempt.counted is Counted.LAST:
        return result.score
    return before if attempt.counted is Counted.FIRST else max(before, result.score)


def valid_until(passed_on: date, months: int) -> date:
    """The last day on which a pass counts: the day before the same day so many months on."""
    year, month = divmod(passed_on.month - 1 + months, 12)
    year, month = passed_on.year + year, month + 1
    same_day = date(year, month, min(passed_on.day, monthrange(year, month)[1]))
    return same_day - timedelta(days=1)
