"""What a corrected key changes: the result of an attempt, and what becomes of a pass."""

from collections.abc import Sequence

import msgspec
from msgspec.structs import replace

from shouwang.kernel.problem import Fault, Invalid
from shouwang.training.models import Accepted, Attempt, Question, Result, Standing
from shouwang.training.rules.attempts import passed
from shouwang.training.rules.banks import question_faults
from shouwang.training.rules.grading import graded


class Regraded(msgspec.Struct, frozen=True):
    """An attempt under the corrected key."""

    attempt: Attempt
    result: Result

    @property
    def changes(self) -> bool:
        """Whether anything of the result is another."""
        before = self.attempt.result
        return before is None or (before.marks, before.score) != (self.result.marks, self.result.score)


def corrected(question: Question, key: Sequence[int], accepted: Sequence[Accepted], explanation: str) -> Question:
    """A question with another answer. Raises: Invalid with every fault."""
    fresh = replace(
        question,
        key=tuple(key) or question.key,
        accepted=tuple(accepted) or question.accepted,
        explanation=explanation or question.explanation,
    )
    faults = list(question_faults(fresh))
    if fresh.key == question.key and fresh.accepted == question.accepted:
        faults.append(Fault("/key", "和原来的答案一样"))
    if faults:
        raise Invalid(faults=faults)
    return fresh


def regrade(attempt: Attempt, question: Question) -> Regraded | None:
    """A graded attempt under a question's corrected key; None if it did not hold the question."""
    before = attempt.result
    if before is None or all(drawn.question_id != question.question_id for drawn in attempt.drawn):
        return None
    drawn = tuple(
        replace(each, key=question.key, accepted=question.accepted)
        if each.question_id == question.question_id
        else each
        for each in attempt.drawn
    )
    moved = replace(attempt, drawn=drawn)
    texts = before.texts or ("",) * len(drawn)
    result = graded(moved, before.answers, texts, before.finished_at, expired=before.expired)
    return Regraded(moved, replace(result, millis=before.millis, passed=result.passed or before.passed))


def restanding(standing: Standing, attempt: Attempt, before: Result, after: Result) -> Standing:
    """A standing after a regrade: the best score never falls and a pass that was told stays, for the fault was ours."""
    moved = replace(
        standing,
        best_score=max(after.score, standing.best_score or 0),
        counted_score=after.score if standing.counted_score == before.score else standing.counted_score,
        version=standing.version + 1,
    )
    return passed(moved, attempt, after) if after.passed and not before.passed else moved
