"""积分: taking facts into the ledger, showing points and why."""

from collections.abc import Mapping, Sequence

import msgspec

from shouwang.assessment import rules
from shouwang.assessment.models import Book, Deeds, Entry, Fact, RuleSet, books_of, month_of, season_of
from shouwang.assessment.store import ledger as store
from shouwang.kernel.actor import Actor
from shouwang.kernel.clock import Clock, local_day
from shouwang.kernel.ids import NewId
from shouwang.platform import audit
from shouwang.platform.dynamo import Conflict, Page, Writes, commit
from shouwang.platform.outbox import emit

_TRIES = 8  # a lost round is another fact's success; whoever still loses comes again by the outbox


class Points(msgspec.Struct, frozen=True):
    """A person's points as they are now."""

    all_time: int
    season: str
    season_points: int
    month_points: int
    standing: rules.Standing
    page: Page[Entry]


class Assessment(msgspec.Struct, frozen=True):
    """考核."""

    now: Clock
    new_id: NewId

    def take(self, person_id: str, fact: Fact, done: Writes) -> None:
        """Enter a fact, and whatever it shifts, together with its event's done-mark. Cost: 4 requests."""
        rule_sets = self.rule_sets()
        for _ in range(_TRIES):
            # The books are read first: that of all time then guards the entries, too.
            seen = store.fetch_books(person_id, books_of(fact.day))
            month = store.month_entries(person_id, month_of(fact.day))
            entries = rules.settle(person_id, month, fact, rule_sets, self.now())
            try:
                commit(_entered(person_id, seen, month, entries), self._told(person_id, fact, entries), done)
            except store.Moved:
                continue
            return
        raise Conflict

    def deeds(self, person_id: str) -> Deeds:
        """What a person has done in all, for medals. Cost: 1 request."""
        return rules.deeds(store.month_books(person_id))

    def points(self, person_id: str, period: str = "", cursor: str | None = None, limit: int = 50) -> Points:
        """A person's sums, level, and the entries of a period, the newest day first. Cost: 3 requests."""
        today = local_day(self.now())
        books = store.fetch_books(person_id, books_of(today))
        all_time, season, month = (books.get(book, Book(book)).sum for book in books_of(today))
        return Points(
            all_time=all_time,
            season=season_of(today),
            season_points=season,
            month_points=month,
            standing=rules.standing(all_time, rules.in_force(self.rule_sets(), today)),
            page=store.entries_page(person_id, period, cursor, limit),
        )

    def rule_sets(self) -> Sequence[RuleSet]:
        """The rules the force started with and every version of its own. Cost: 1 request."""
        return (rules.DEFAULT_RULES, *store.rule_sets())

    def keep_rules(self, rule_set: RuleSet, by: Actor | str) -> None:
        """Put a new version of the rules in force from its day on; what happened before keeps its version.

        Raises: Conflict for a version that exists. Cost: 1 request.
        """
        facts = {"version": rule_set.version, "from_on": rule_set.from_on.isoformat()}
        line = audit.note("points-rules", "rules-kept", by, self.now(), self.new_id(), facts)
        commit(store.kept_rules(rule_set), line)

    def _told(self, person_id: str, fact: Fact, entries: Sequence[Entry]) -> Writes:
        """Whoever gives medals for deeds looks again."""
        if not entries or fact.kind not in rules.DEEDS:
            return Writes()
        return emit("honours.deeds-entered", {"person_id": person_id}, at=self.now(), source=fact.event)


def _entered(person_id: str, seen: Mapping[str, Book], month: Sequence[Entry], entries: Sequence[Entry]) -> Writes:
    return store.entered(person_id, seen, rules.after(seen, month, entries), entries) if entries else Writes()
