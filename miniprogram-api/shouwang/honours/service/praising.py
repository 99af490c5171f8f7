"""Praise between volunteers: a few a day, never for oneself, from a named person in fixed words."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta
from typing import Protocol

import msgspec

from shouwang.honours import rules, store
from shouwang.honours.models import Holder, Praise, PraisePair
from shouwang.honours.service.people import Holders
from shouwang.kernel.actor import Actor
from shouwang.kernel.clock import Clock, local_day
from shouwang.platform.dynamo import Writes, commit
from shouwang.platform.once import Once
from shouwang.platform.outbox import emit

_CIRCLES_KEPT = timedelta(days=2 * 366)


class Named(Protocol):
    """A volunteer by number and name."""

    @property
    def volunteer_number(self) -> str:
        """编号."""
        ...

    @property
    def name(self) -> str:
        """The name."""
        ...


class PairSeen(msgspec.Struct, frozen=True):
    """Two volunteers who praised each other, or one the other; a name is empty for who serves elsewhere."""

    pair: PraisePair
    one_name: str
    other_name: str


class Praising(msgspec.Struct, frozen=True):
    """点赞. `members` names who is in a unit."""

    holders: Holders
    members: Callable[[str], Iterable[Named]]
    now: Clock

    def praise(self, actor: Actor, number: str, words: str, once: Once) -> Praise:
        """Praise another volunteer.

        Counted for the squadrons of both, so that staff see who praises whom.
        Raises: Invalid, the roster's refusal, NotForYourself, PraisedToday, PraisesSpent. Cost: 2 requests.
        """
        rules.require_praise_words(words)
        holder = self.holders.by_number(number)
        rules.require_other(actor, holder)
        now = self.now()
        day = local_day(now)
        praise = Praise(
            holder.person_id, f"{day.isoformat()}#{actor.person_id}", actor.person_id, actor.name, words, now
        )
        told = emit(
            "notices.tell",
            {
                "person_id": holder.person_id,
                "topic": "praise",
                "title": f"{actor.mention}给你点了赞",
                "body": words,
                "link": "honours/wall/index",
                "template": "",
                "fields": {},
            },
            at=now,
            source=f"praise#{holder.person_id}#{praise.praise_id}",
        )
        given = store.new_praise(praise, day, now + timedelta(days=2))
        commit(given, self._paired(actor, holder, now), told, once.record(praise, at=now, status=201))
        return praise

    def of(self, person_id: str) -> Sequence[Praise]:
        """The newest praises a person got. Cost: 1 request."""
        return store.praises_of(person_id)

    def circles(self, actor: Actor, unit_path: str, quarter: str | None) -> Sequence[PairSeen]:
        """Who praised whom how often in a squadron, mutual ones first; by name where they serve there. Raises: NotFound.

        Cost: 2 requests, 1 more for each 200 of the squadron.
        """
        rules.require_circles(actor, unit_path)
        now = self.now()
        pairs = rules.circles(store.pairs(f"{unit_path}#{quarter or rules.quarter_of(local_day(now))}", now))
        names = {each.volunteer_number: each.name for each in self.members(unit_path)} if pairs else {}
        return [PairSeen(pair, names.get(pair.one, ""), names.get(pair.other, "")) for pair in pairs]

    def _paired(self, actor: Actor, holder: Holder, now: datetime) -> Writes:
        if actor.volunteer_number is None:
            return Writes()
        quarter = rules.quarter_of(local_day(now))
        circles = {f"{path}#{quarter}" for path in (actor.unit_path, holder.unit_path) if path}
        return store.paired(actor.volunteer_number, holder.volunteer_number, circles, now + _CIRCLES_KEPT)
