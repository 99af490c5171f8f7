"""The yearly award desk 年度评选: shortlist, publicity, sealed votes, result, awards. Each step is one conditional write."""

from collections.abc import Callable, Sequence

import msgspec

from shouwang.honours import rules, store
from shouwang.honours.models import AwardKind, Citation, Given, Holder
from shouwang.honours.models.yearly import (
    Candidate,
    CandidateKind,
    Desk,
    DeskObjection,
    DeskState,
    Juror,
    Standing,
)
from shouwang.honours.rules import ballots, yearly
from shouwang.honours.service.awarding import Honours
from shouwang.honours.service.issuing import until_settled
from shouwang.honours.service.records import Facts, Record
from shouwang.honours.store import yearly as desks
from shouwang.kernel.actor import Actor
from shouwang.kernel.clock import local_day
from shouwang.kernel.problem import Fault, Invalid, NotFound
from shouwang.platform import audit
from shouwang.platform.dynamo import Page, Writes, commit
from shouwang.platform.once import Once, Sent


class DeskSeen(msgspec.Struct, frozen=True):
    """A desk, its candidates, and which of the winners have their award (by candidate)."""

    desk: Desk
    candidates: tuple[Candidate, ...]
    awards: dict[str, str]


class Yearly(msgspec.Struct, frozen=True):
    """年度评选."""

    honours: Honours
    record: Record

    def open(self, actor: Actor, year: int, title: str, places: tuple[int, int], jury: Sequence[str]) -> None:
        """Open a year's desk. Raises: Invalid, the roster's refusal, DeskOpenedBefore. Cost: 1 and 1 a juror."""
        if year > local_day(self.honours.now()).year:
            raise Invalid(faults=[Fault("/year", "这一年还没有到")])
        holders = [self.honours.holders.by_number(number) for number in jury]
        jurors = [Juror(each.person_id, each.volunteer_number, each.unit_path) for each in holders]
        desk = yearly.open_desk(year, title, places, jurors, self.honours.now())
        commit(desks.opened_desk(desk), self._note(actor, desk, "award-desk-opened", title))

    def seen(self, actor: Actor, year: int) -> DeskSeen:
        """A year's desk; before its publicity for those who work on it. Raises: NotFound. Cost: 2 requests, 3 at the end."""
        desk = self._desk(year)
        on_jury = any(juror.person_id == actor.person_id for juror in desk.jury)
        if not (
            actor.roles & yearly.RULERS or (desk.state is not DeskState.SHORTLIST and (on_jury or actor.unit_path))
        ):
            raise NotFound
        given = {_claim(desk, each): each.candidate_id for each in desk.candidates}
        had = store.claimants(list(given)) if desk.state is DeskState.DECIDED else {}
        return DeskSeen(desk, desks.candidates(year), {given[claim]: award for claim, award in had.items()})

    def nominate(self, actor: Actor, year: int, candidate_id: str, why: str, sent: Sent | None = None) -> None:
        """Nominate a volunteer by number, or a squadron by path, with the year's facts as they are now.

        Raises: refusals of the roster and of `nominate`. Cost: 5 requests.
        """
        standing, name, facts = self._candidate(actor, year, candidate_id)
        at = self.honours.now()
        row = Candidate(
            candidate_id, standing.kind, standing.person_id, name, standing.unit_path, facts, why, actor.person_id, at
        )

        def attempt(desk: Desk) -> tuple[Desk, Writes]:
            return yearly.nominate(actor, desk, standing), desks.nominated(year, row)

        self._move(actor, year, "award-nominated", f"{candidate_id} {why}", attempt, sent)

    def publish(self, actor: Actor, year: int, days: int, sent: Sent | None = None) -> None:
        """Put the shortlist in publicity. Raises: refusals of `publish`. Cost: 2 requests."""
        today = local_day(self.honours.now())
        self._move(
            actor,
            year,
            "award-published",
            f"{days} days",
            lambda desk: (yearly.publish(actor, desk, days, today), Writes()),
            sent,
        )

    def object_to(self, actor: Actor, year: int, candidate_id: str, text: str) -> None:
        """Object to a candidate, once. Raises: refusals of `object_to`, ObjectedBefore. Cost: 2 requests."""
        now = self.honours.now()
        objection = DeskObjection(
            year, desks.objection_id(actor.person_id, candidate_id), actor.person_id, candidate_id, text, now
        )

        def attempt() -> None:
            desk = self._desk(year)
            changed = yearly.object_to(desk, candidate_id, local_day(now))
            commit(desks.objected(objection), desks.moved_desk(desk, changed))

        if not actor.unit_path and not actor.roles & yearly.RULERS:
            raise NotFound
        until_settled(attempt)

    def objections(self, year: int, cursor: str | None) -> Page[DeskObjection]:
        """The objections, for those who rule them. Cost: 1 request."""
        return desks.objections(year, cursor)

    def rule(
        self, actor: Actor, year: int, objection_id: str, *, upheld: bool, why: str, sent: Sent | None = None
    ) -> None:
        """Rule an objection. Raises: refusals of `rule`. Cost: 3 requests."""

        def attempt(desk: Desk) -> tuple[Desk, Writes]:
            objection = desks.fetch_objection(year, objection_id)
            changed, ruled = yearly.rule(actor, desk, objection, upheld=upheld, why=why)
            return changed, desks.ruled_objection(ruled)

        self._move(actor, year, "award-objection-ruled", f"{objection_id} {upheld} {why}", attempt, sent)

    def open_vote(self, actor: Actor, year: int, sent: Sent | None = None) -> None:
        """Let the jury vote. Raises: refusals of `open_vote`. Cost: 2 requests."""
        today = local_day(self.honours.now())
        self._move(
            actor, year, "award-vote-opened", "", lambda desk: (yearly.open_vote(actor, desk, today), Writes()), sent
        )

    def vote(self, actor: Actor, year: int, sealed: str) -> None:
        """Hand in a sealed vote. Raises: refusals of `vote`. Cost: 2 requests."""
        now = self.honours.now()
        self._move(actor, year, "award-voted", sealed, lambda desk: (ballots.vote(actor, desk, sealed, now), Writes()))

    def close_vote(self, actor: Actor, year: int, sent: Sent | None = None) -> None:
        """End the vote. Raises: refusals of `close_vote`. Cost: 2 requests."""
        self._move(actor, year, "award-vote-closed", "", lambda desk: (ballots.close_vote(actor, desk), Writes()), sent)

    def reveal(self, actor: Actor, year: int, salt: str, choices: Sequence[str]) -> None:
        """Open the own vote. Raises: refusals of `reveal`. Cost: 2 requests."""
        self._move(
            actor, year, "award-vote-revealed", "", lambda desk: (ballots.reveal(actor, desk, salt, choices), Writes())
        )

    def decide(self, actor: Actor, year: int, reason: str, chosen: Sequence[str], sent: Sent | None = None) -> None:
        """Make the result. Raises: refusals of `decide`. Cost: 2 requests."""
        self._move(
            actor,
            year,
            "award-decided",
            reason,
            lambda desk: (ballots.decide(actor, desk, reason, chosen), Writes()),
            sent,
        )

    def give(self, actor: Actor, year: int, candidate_id: str, body: str, once: Once) -> Given:
        """Give a winner the award with its certificate, once. Raises: refusals of `require_winner` and of giving. Cost: 6."""
        desk = self._desk(year)
        winner = ballots.require_winner(desk, candidate_id)
        citation = Citation(AwardKind.CERTIFICATE, desk.title, body)
        claim = _claim(desk, winner)
        if winner.kind is CandidateKind.SQUADRON:
            return self.honours.give_unit(actor, self._unit(winner.unit_path), citation, once, claim)
        return self.honours.give(actor, candidate_id, citation, once, claim)

    def _candidate(self, actor: Actor, year: int, candidate_id: str) -> tuple[Standing, str, Facts]:
        if "/" in candidate_id:
            unit = self._unit(candidate_id)
            facts = self.record.of_squadron(actor, candidate_id, year)
            return Standing(candidate_id, CandidateKind.SQUADRON, candidate_id), unit.name, facts
        holder = self.honours.holders.by_number(candidate_id)
        facts = self.record.of_volunteer(holder.person_id, year)
        standing = Standing(candidate_id, CandidateKind.VOLUNTEER, holder.unit_path, holder.person_id)
        return standing, holder.name, facts

    def _unit(self, path: str) -> Holder:
        unit = self.honours.holders.roster.unit(path)
        return rules.unit_holder(path, unit.name)

    def _desk(self, year: int) -> Desk:
        desk = desks.fetch_desk(year)
        if desk is None:
            raise NotFound
        return desk

    def _move(
        self,
        actor: Actor,
        year: int,
        act: str,
        why: str,
        step: Callable[[Desk], tuple[Desk, Writes]],
        sent: Sent | None = None,
    ) -> None:
        """The desk a step on; `sent`: over the revision that was seen, once. Raises: the step's refusals, Stale."""

        def attempt() -> None:
            if sent:
                sent.once.before()
            desk = self._desk(year)
            changed, more = step(desk)
            if sent:
                sent.require(desk.revision)
            kept = sent.record(self.honours.now()) if sent else Writes()
            commit(more, desks.moved_desk(desk, changed), self._note(actor, desk, act, why), kept)

        until_settled(attempt)

    def _note(self, actor: Actor, desk: Desk, act: str, why: str) -> Writes:
        honours = self.honours
        return audit.note(f"award-desk {desk.year}", act, actor, honours.now(), honours.new_id(), {"why": why})


def _claim(desk: Desk, who: Standing) -> str:
    return f"{who.person_id or who.unit_path}#yearly-{desk.year}"
