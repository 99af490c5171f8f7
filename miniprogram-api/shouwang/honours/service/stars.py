"""Stars 星级: proposed by hours, shown to everybody for their working days, open to objections, and only then standing."""

from collections.abc import Callable, Collection, Mapping
from contextlib import suppress
from datetime import date

import msgspec

from shouwang.honours.models import Award, Holder, MedalFacts
from shouwang.honours.models.stars import Star, StarObjection, StarState
from shouwang.honours.rules import stars as rules
from shouwang.honours.service import telling
from shouwang.honours.service.issuing import until_settled
from shouwang.honours.service.people import Holders
from shouwang.honours.store import stars as store
from shouwang.kernel.actor import Actor
from shouwang.kernel.clock import Clock, local_day
from shouwang.kernel.ids import NewId
from shouwang.kernel.problem import NotFound
from shouwang.kernel.working_days import Calendar
from shouwang.platform import audit, throttle
from shouwang.platform.dynamo import Page, Writes, commit
from shouwang.platform.once import Sent
from shouwang.platform.outbox import AlreadyEmitted, emit

TOP = "D1"


class StarStep(msgspec.Struct, frozen=True):
    """What an evaluation does to a person's stars. `stars`: all of them as they then are, by medal.

    `more`: one needs no publicity and can stand at once. `holder`: the volunteer, where it was looked up.
    """

    stars: Mapping[str, Star]
    writes: Writes
    more: bool
    holder: Holder | None

    def gives(self, medal: str) -> bool:
        """Whether nothing but its facts stands before a medal: it is no star, or a star that stands."""
        star = self.stars.get(medal)
        return medal not in rules.STARS or (star is not None and star.state is StarState.STANDS)


class StarSeen(msgspec.Struct, frozen=True):
    """A star in its person's record. Units: hours. `counts_from`: the first day after its publicity."""

    level: int
    hours: int
    state: StarState
    proposed_on: date
    counts_from: date
    counts: bool
    reason: str


class OpenObjection(msgspec.Struct, frozen=True):
    """An objection and the star it is about, for who rules it."""

    objection: StarObjection
    star: Star


class Stars(msgspec.Struct, frozen=True):
    """星级."""

    holders: Holders
    force: Callable[[], Calendar]
    now: Clock
    new_id: NewId

    def step(self, person_id: str, facts: MedalFacts, reached: Collection[str]) -> StarStep:
        """What a person's stars become by these facts; joins the evaluation's commit.

        Raises (at commit): Overtaken. Cost: 1 request, 2 more when a star moves.
        """
        seen, today = store.stars_of(person_id), local_day(self.now())
        moves = {
            medal: to
            for medal in rules.STARS
            if (to := rules.next_state(seen.get(medal), today, reached=medal in reached))
        }
        holder = self.holders.by_person(person_id) if moves else None
        stars, writes = dict(seen), Writes()
        for medal, to in moves.items():
            before = seen.get(medal)
            after = self._moved(before, medal, to, holder, facts)
            if after is not None:
                stars[medal] = after
                writes += store.keep_star(after, before) + telling.star(after, self.now())
        more = any(stars[medal] != seen.get(medal) and _ended(stars[medal], today) for medal in moves if medal in stars)
        return StarStep(stars, writes, more, holder)

    def due(self, person_id: str, reached: Collection[str], held: Collection[str]) -> set[str]:
        """The stars that an evaluation would propose or let stand. Cost: 1 request."""
        seen, today = store.stars_of(person_id), local_day(self.now())
        rising = {StarState.PUBLICITY, StarState.STANDS}
        open_ = (medal for medal in rules.STARS if medal in reached and medal not in held)
        return {medal for medal in open_ if rules.next_state(seen.get(medal), today, reached=True) in rising}

    def of(self, person_id: str) -> tuple[StarSeen, ...]:
        """A person's stars, the lowest first. Cost: 1 request."""
        found = store.stars_of(person_id)
        return tuple(_seen(level, found[star]) for level, star in enumerate(rules.STARS, start=1) if star in found)

    def public(self, cursor: str | None, limit: int) -> Page[Star]:
        """A page of stars in publicity, the first to end first. Cost: 1 request."""
        return store.shown_stars(TOP, cursor, limit)

    def tell_ended(self) -> int:
        """Have everybody looked at again whose publicity is over and to whom nobody objects; how many. Cost: 1, 1 each."""
        told = [star for star in store.ended_stars(TOP, local_day(self.now())) if not star.objections]
        for star in told:
            with suppress(AlreadyEmitted):
                commit(self._look_again(star))
        return len(told)

    def object_to(self, actor: Actor, star_id: str, text: str) -> None:
        """A member objects, once a star. Raises: refusals of `rules.object_to`, ObjectedBefore. Cost: 3 requests."""
        throttle.require("star-objection", actor.person_id, rules.A_MINUTE, self.now(), rules.TooManyObjections)
        self._object(star_id, store.objection_id(star_id, actor.person_id), actor.person_id, actor.name, text)

    def object_publicly(self, address: str, star_id: str, name: str, text: str) -> None:
        """Anybody objects, by name; the same words count once. It holds nothing. Raises: as `object_to`. Cost: 3 requests."""
        throttle.require("star-objection", address, rules.A_MINUTE, self.now(), rules.TooManyObjections)
        self._object(star_id, store.objection_id(star_id, name, text), None, name, text)

    def objections(self, actor: Actor, unit_path: str | None, cursor: str | None) -> Page[OpenObjection]:
        """Objections that wait, of the own units; not those about oneself. Raises: NotFound. Cost: 2 requests."""
        path = unit_path or next(iter(actor.scopes(*rules.RULERS)), "")
        if not actor.covers(path, *rules.RULERS):
            raise NotFound
        page = store.open_objections(path, cursor)
        stars = store.stars_by_id({objection.star_id for objection in page.items})
        told = [OpenObjection(one, stars[one.star_id]) for one in page.items if one.star_id in stars]
        return Page([one for one in told if one.star.person_id != actor.person_id], page.cursor)

    def objection(self, actor: Actor, star_id: str, objection_id: str) -> OpenObjection:
        """One objection, ruled ones too, for who rules such ones; not about oneself. Raises: NotFound. Cost: 2 requests."""
        found = store.fetch_star(star_id), store.fetch_objection(star_id, objection_id)
        star, objection = rules.require_ruler(actor, *found)
        return OpenObjection(objection, star)

    def rule(
        self, actor: Actor, star_id: str, objection_id: str, *, upheld: bool, why: str, sent: Sent | None = None
    ) -> None:
        """Rule an objection; `sent`: over the star's version that was seen, once.

        Raises: refusals of `rules.rule_on`, Stale. Cost: 3 requests, 4 with `sent`.
        """

        def attempt() -> None:
            if sent:
                sent.once.before()
            now, seen = self.now(), store.fetch_star(star_id)
            objection = store.fetch_objection(star_id, objection_id)
            star, ruled = rules.rule_on(actor, seen, objection, now, upheld=upheld, why=why)
            if sent:
                sent.require(seen.version if seen else 0)
            facts = {"upheld": upheld, "why": why, "objection_id": objection_id}
            named = {star.person_id: star.name}
            commit(
                store.keep_star(star, seen),
                store.ruled_objection(ruled),
                telling.star(star, now) if star.state is StarState.REFUSED else Writes(),
                telling.star_objection(ruled, now),
                sent.record(now) if sent else Writes(),
                self._look_again(star) if _ended(star, local_day(now)) else Writes(),
                audit.note(f"star {star_id}", "star-objection-ruled", actor, now, self.new_id(), facts, named),
            )

        until_settled(attempt)

    def _moved(
        self, before: Star | None, medal: str, to: StarState, holder: Holder | None, facts: MedalFacts
    ) -> Star | None:
        """The star after a step; of who left the force none is proposed, and what is shown is shown no more."""
        if holder is None:
            showing = before is not None and before.state is StarState.PUBLICITY
            return rules.moved(before, StarState.LAPSED, rules.LEFT) if before and showing else None
        if to is StarState.PUBLICITY:
            rule, star_id = rules.STARS[medal], store.star_id(holder.person_id, medal)
            return rules.propose(before, star_id, rule, holder, facts.minutes_measured, self.now(), self.force())
        return rules.moved(before, to, rules.HOURS_GONE if to is StarState.LAPSED else "") if before else None

    def _object(self, star_id: str, objection_id: str, person_id: str | None, name: str, text: str) -> None:
        def attempt() -> None:
            now, seen = self.now(), store.fetch_star(star_id)
            star = rules.object_to(seen, person_id)
            objection = StarObjection(star_id, objection_id, person_id, name, text, star.unit_path, now)
            who = person_id or "public"
            line = audit.note(f"star {star_id}", "star-objected", who, now, self.new_id(), {"objection": objection_id})
            commit(store.new_objection(objection), store.keep_star(star, seen), line)

        until_settled(attempt)

    def _look_again(self, star: Star) -> Writes:
        source = f"{star.star_id}#{star.version}"
        return emit("honours.star-ended", {"person_id": star.person_id}, at=self.now(), source=source)


def fallen(award: Award, to: StarState, reason: str) -> Writes:
    """A star whose medal is taken back stands no more. Raises (at commit): Overtaken. Cost: 1 request for a star."""
    star = (
        store.fetch_star(store.star_id(award.person_id, award.medal))
        if award.medal and award.medal in rules.STARS
        else None
    )
    if star is None or star.state is not StarState.STANDS:
        return Writes()
    return store.keep_star(rules.moved(star, to, reason), star)


def _ended(star: Star, today: date) -> bool:
    """Whether nothing but a look is missing for the star to stand."""
    return star.state is StarState.PUBLICITY and today >= star.ends_on and not star.objections


def _seen(level: int, star: Star) -> StarSeen:
    hours = rules.STARS[star.star].at_least // 60
    counts = star.state is StarState.STANDS
    return StarSeen(level, hours, star.state, local_day(star.proposed_at), star.ends_on, counts, star.reason)
