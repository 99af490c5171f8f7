"""Use cases of assessment 考核: taking facts into the ledger, showing points, making and showing rankings."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from shouwang.assessment import rules, store
from shouwang.assessment.models import (
    ALL_TIME,
    Entry,
    Fact,
    Member,
    OwnPlace,
    Place,
    RuleSet,
    month_of,
    season_book,
    season_of,
)
from shouwang.kernel.actor import Actor
from shouwang.kernel.clock import Clock, local_day
from shouwang.kernel.ids import NewId
from shouwang.platform import audit
from shouwang.platform.dynamo import Conflict, Page, Writes, commit

_TRIES = 8  # a lost round is another fact's success; whoever still loses comes again by the outbox


@dataclass(frozen=True, slots=True)
class Points:
    """A person's points as they are now."""

    all_time: int
    season: str
    season_points: int
    standing: rules.Standing
    page: Page[Entry]


@dataclass(frozen=True, slots=True)
class Ranking:
    """A page of a board, and the person's own places."""

    as_of: datetime
    places: Sequence[Place]
    after: int | None
    own: Sequence[OwnPlace]


@dataclass(frozen=True, slots=True)
class Assessment:
    """考核."""

    now: Clock
    new_id: NewId

    def take(self, person_id: str, fact: Fact, done: Writes) -> None:
        """Enter a fact, and whatever it shifts, together with its event's done-mark. Cost: 4 requests."""
        rule_sets = self.rule_sets()
        for _ in range(_TRIES):
            # The totals are read first: their version then guards the entries, too.
            seen = store.fetch_totals(person_id)
            month = store.month_entries(person_id, month_of(fact.day))
            entries = rules.settle(person_id, month, fact, rule_sets, self.now())
            try:
                commit(store.entered(seen, rules.add(seen, entries), entries) if entries else Writes(), done)
            except store.Moved:
                continue
            return
        raise Conflict

    def points(self, actor: Actor, cursor: str | None = None, limit: int = 50) -> Points:
        """The person's sums, level and entries, the newest day first. Cost: 3 requests."""
        today = local_day(self.now())
        totals = store.fetch_totals(actor.person_id)
        season, all_time = season_of(today), totals.of(ALL_TIME)
        return Points(
            all_time=all_time,
            season=season,
            season_points=totals.of(season_book(season)),
            standing=rules.standing(all_time, rules.in_force(self.rule_sets(), today)),
            page=store.entries_page(actor.person_id, cursor, limit),
        )

    def ranking(self, actor: Actor, unit_path: str, season: str, after: int = 0, limit: int = 50) -> Ranking:
        """A page of a unit's newest snapshot. Raises: NoSuchBoard. Cost: 3 requests."""
        rules.require_sight(actor, unit_path)
        as_of = store.board_as_of(unit_path, season)
        if as_of is None:
            raise rules.NoSuchBoard
        places = store.board_page(unit_path, season, as_of, after, limit)
        following = places[-1].position if len(places) == limit else None
        return Ranking(as_of, places, following, store.own_places(actor.person_id, season))

    def snapshot(self, season: str, members: Iterable[Member]) -> int:
        """Make every unit's board anew; for the schedule, at most every 15 minutes. Returns how many boards.

        Cost: 1 request for each 100 members, and 1 for each 90 rows (members times the levels above them).
        """
        everyone = tuple(members)
        points = store.sums([member.person_id for member in everyone], season_book(season))
        made = rules.boards(everyone, points, season, self.now())
        store.keep_boards(made, rules.own_places(made))
        return len(made)

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
