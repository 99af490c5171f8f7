"""Item statistics: counted with each graded attempt, once; shown to those who teach."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Protocol

import msgspec
from msgspec.structs import replace

from shouwang.kernel.actor import Actor
from shouwang.kernel.clock import Clock
from shouwang.platform.dynamo import Conflict, Page, Writes, commit, next_page, read_cursor
from shouwang.training import rules, store
from shouwang.training.models import Attempt, ItemStatistics, Noticed, Question, Result
from shouwang.training.service.banks import Banks

_TRIES = 8
_PAGE = 25  # questions a page: four shards each, in one request
_KEPT = timedelta(days=366)  # how long an order of clicks is remembered


class Member(Protocol):
    """A volunteer, as far as this slice needs one."""

    @property
    def name(self) -> str:
        """The name."""
        ...

    @property
    def unit_path(self) -> str:
        """The unit."""
        ...


class Members(Protocol):
    """The roster, as far as this slice needs it."""

    def volunteer_of(self, person_id: str) -> Member | None:
        """The volunteer a person is, if any. Cost: 2 requests."""
        ...


class QuestionSeen(msgspec.Struct, frozen=True):
    """A question with what its answers tell."""

    question: Question
    statistics: ItemStatistics


class Statistics(msgspec.Struct, frozen=True):
    """题目统计."""

    banks: Banks
    members: Members
    now: Clock

    def count(self, attempt_id: str, done: Writes) -> None:
        """Count a graded attempt, together with the event's done-mark; notice whether it looks hurried.

        Cost: 4 requests; 2 more when it looks hurried.
        """
        attempt = store.fetch_attempt(attempt_id)
        if attempt is None or attempt.result is None:
            commit(done)
            return
        told = rules.contributions(attempt, attempt.result)
        for _ in range(_TRIES):
            try:
                commit(*self._counted(attempt, told, 1), self._noticed(attempt, attempt.result), done)
            except store.Moved:  # another attempt of the same shard was faster
                continue
            return
        raise Conflict

    def moved(self, attempt: Attempt, before: Result, after: Result, original: Attempt) -> Writes:
        """The writes that count an attempt's new result in place of its old one. Cost: 1 request."""
        old = {each.question_id: each for each in rules.contributions(original, before)}
        new = {each.question_id: each for each in rules.contributions(attempt, after)}
        bank_id = attempt.bank.rpartition("#")[0]
        shard = store.shard_of(bank_id, attempt.attempt_id)
        changed = [question_id for question_id in new if new[question_id] != old[question_id]]
        writes = Writes()
        for question_id, tally in store.tallies(shard, changed).items() if changed else ():
            taken = rules.counted(tally, old[question_id], -1)
            swapped = rules.counted(taken, new[question_id])
            writes += store.kept_tally(shard, question_id, replace(swapped, version=tally.version + 1))
        return writes

    def of_bank(self, bank_id: str, cursor: str | None) -> Page[QuestionSeen]:
        """A page of a bank's questions with their statistics. Raises: NoSuchBank. Cost: 4 requests."""
        bank = self.banks.require(bank_id)
        key = read_cursor(cursor)
        start = int(key["at"]["N"]) if key and "at" in key else 0
        ids = [listed.question_id for listed in store.contents(bank)]
        page = ids[start : start + _PAGE]
        questions = store.questions(bank.version, page)
        tallies = store.every_shard(bank_id, page)
        seen = [
            QuestionSeen(question, rules.item_statistics(question, rules.joined(tallies[question_id])))
            for question_id in page
            if (question := questions.get(question_id))
        ]
        more = {"at": {"N": str(start + _PAGE)}} if start + _PAGE < len(ids) else None
        return Page(seen, next_page(more))

    def hurried(self, actor: Actor, course_id: str, cursor: str | None) -> Page[Noticed]:
        """Attempts that look hurried, of the units a trainer teaches. Cost: 1 request."""
        page = store.noticed(course_id, cursor)
        mine = [noticed for noticed in page.items if _teaches(actor, noticed.unit_path)]
        return Page(mine, page.cursor)

    def _counted(self, attempt: Attempt, told: Sequence[rules.Contribution], times: int) -> Sequence[Writes]:
        shard = store.shard_of(attempt.bank.rpartition("#")[0], attempt.attempt_id)
        tallies = store.tallies(shard, [each.question_id for each in told])
        return [
            store.kept_tally(shard, each.question_id, rules.counted(tallies[each.question_id], each, times))
            for each in told
        ]

    def _noticed(self, attempt: Attempt, result: Result) -> Writes:
        reasons = list(rules.hurried(result))
        order = rules.click_order(attempt, result)
        writes = Writes()
        if order:
            first = store.first_with_clicks(attempt.course_id, order)
            if first is None:
                until = self.now() + _KEPT
                writes += store.kept_clicks(attempt.course_id, order, attempt.attempt_id, attempt.person_id, until)
            elif first[1] != attempt.person_id:
                reasons.append(f"和答卷 {first[0]} 点选的题目、选项和先后都一样")
        if not reasons:
            return writes
        member = self.members.volunteer_of(attempt.person_id)
        seen = Noticed(
            attempt_id=attempt.attempt_id,
            course_id=attempt.course_id,
            person_id=attempt.person_id,
            unit_path=member.unit_path if member else "",
            name=member.name if member else "",
            score=result.score,
            at=result.finished_at,
            reasons=tuple(reasons),
        )
        return writes + store.kept_noticed(seen)


def _teaches(actor: Actor, unit_path: str) -> bool:
    """Whether a person is this trainer's; who has no unit yet belongs to those who teach the whole force."""
    return actor.covers(unit_path or "D1", *rules.TRAINERS)
