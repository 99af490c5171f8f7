"""Giving and taking honours: by rule from the outbox, by hand by leaders; each medal once, nothing deleted."""

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import date, timedelta

import msgspec

from shouwang.honours import rules, store
from shouwang.honours.models import (
    Award,
    AwardKind,
    AwardState,
    Citation,
    Given,
    Holder,
    MedalFacts,
    Progress,
    Publication,
    Rack,
)
from shouwang.honours.models.stars import StarState
from shouwang.honours.rules import ballots
from shouwang.honours.service import telling
from shouwang.honours.service.issuer import Issuer
from shouwang.honours.service.issuing import Issuing, given, until_settled
from shouwang.honours.service.people import Decorated, Holders
from shouwang.honours.service.stars import fallen
from shouwang.kernel.actor import Actor
from shouwang.kernel.clock import Clock, day_start, local_day
from shouwang.kernel.ids import NewId
from shouwang.platform import audit
from shouwang.platform.dynamo import Page, Writes, commit
from shouwang.platform.once import Once

_PEOPLE_A_PAGE = 50


class Honours(msgspec.Struct, frozen=True):
    """荣誉: who has what, and how it is given and taken."""

    issuer: Issuer
    holders: Holders
    facts: Callable[[str], MedalFacts]
    now: Clock
    new_id: NewId
    entropy: Callable[[int], bytes] = os.urandom

    @property
    def issuing(self) -> Issuing:
        """颁发."""
        return Issuing(self.issuer, self.now, self.new_id, self.entropy)

    def of(
        self, person_id: str, cursor: str | None = None, facts: MedalFacts | None = None
    ) -> tuple[Page[Award], tuple[Progress, ...]]:
        """A person's honours, newest first, and the way to the next medals. Cost: 1 request and what the facts cost.

        `facts` when they are known already.
        """
        page = store.awards_of(person_id, cursor)
        had = {award.medal for award in page.items if award.medal}
        return page, rules.progress(facts or self.facts(person_id), had)

    def of_number(self, actor: Actor, number: str) -> tuple[Page[Award], dict[AwardKind, int]]:
        """A volunteer's honours as their leaders see them, and how many hold. Raises: the roster's refusal, NotFound.

        Cost: 3 requests.
        """
        holder = self.holders.by_number(number)
        rules.require_leader(actor, holder)
        return store.awards_of(holder.person_id), self.counts(holder.person_id)

    def racks(self, person_ids: Sequence[str]) -> Mapping[str, Rack]:
        """How many medals each of some people has, and their highest star. Cost: 1 request for each 100."""
        held = store.medals_of_people(person_ids)
        return {person_id: rules.rack(held.get(person_id, frozenset())) for person_id in person_ids}

    def of_unit(self, actor: Actor, unit_path: str | None, cursor: str | None) -> Page[Decorated]:
        """A page of the volunteers of a unit and all below, each with their medals in one line.

        Without a unit, of the actor's widest scope. Raises: the roster's refusal. Cost: 2 requests.
        """
        found = self.holders.roster.volunteers_for(actor, unit_path, cursor, _PEOPLE_A_PAGE)
        racks = self.racks([volunteer.person_id for volunteer in found.items])
        return Page([Decorated(volunteer, racks[volunteer.person_id]) for volunteer in found.items], found.cursor)

    def counts(self, person_id: str) -> dict[AwardKind, int]:
        """How many honours of each kind a person has that hold today. Cost: 1 request for each 300 or so."""
        return rules.counts(store.every_award_of(person_id), local_day(self.now()))

    def given_in(self, person_ids: Iterable[str], first: date, last: date) -> int:
        """How many honours were given to these people in a span of days and hold today. Cost: 1 request a person."""
        begin, end = day_start(first), day_start(last + timedelta(days=1))
        found = (award for person_id in person_ids for award in store.every_award_of(person_id, (begin, end)))
        return sum(rules.counts(found, local_day(self.now())).values())

    def award(self, actor: Actor, award_id: str) -> Award:
        """An award, for a file of it. Its holder's first file means it is in their hand: no rule takes it back any more.

        One's own or of one's own units. Raises: NotFound. Cost: 1 request, 2 the first time.
        """
        award = rules.require_sight(actor, store.fetch_award(award_id))
        if award.person_id == actor.person_id and award.taken_at is None and award.state is AwardState.ISSUED:
            with suppress(store.Overtaken):
                commit(store.taken(award_id, self.now()))
        return award

    def give(self, actor: Actor, number: str, citation: Citation, once: Once, claim: str | None = None) -> Given:
        """A leader gives a certificate by hand; what has a claim, once.

        Raises: the roster's refusal, NotFound, NotForYourself, CommendElsewhere, Invalid, UndrawableName, AwardGivenBefore.
        Cost: 3 requests, 5 with a claim.
        """
        holder = self.holders.by_number(number)
        rules.require_leader(actor, holder)
        rules.require_other(actor, holder)
        return self._give(actor, holder, citation, once, claim)

    def give_unit(self, actor: Actor, unit: Holder, citation: Citation, once: Once, claim: str) -> Given:
        """A unit is honoured, once; its name is no person's, so that strangers read it whole.

        Raises: NotFound, Invalid, UndrawableName, AwardGivenBefore. Cost: 4 requests.
        """
        rules.require_leader(actor, unit)
        return self._give(actor, unit, citation, once, claim)

    def _give(self, actor: Actor, holder: Holder, citation: Citation, once: Once, claim: str | None) -> Given:
        rules.require_no_commendation(citation)
        rules.require_hand_citation(holder, citation, local_day(self.now()))
        self.issuing.require_drawable(holder, citation, actor)

        def attempt() -> Given:
            if claim:
                once.before()
                if store.claimants([claim]):
                    raise ballots.AwardGivenBefore
            (award,), writes = self.issuing.issue([holder], [citation], actor)
            answer = given(award)
            if claim:
                writes += store.claimed(claim, award.award_id)
            if holder.volunteer_number:
                writes += telling.awarded(award)
            commit(writes, once.record(answer, at=award.awarded_at, status=201))
            return answer

        return until_settled(attempt)

    def revoke(self, actor: Actor, award_id: str, reason: str, once: Once | None = None) -> None:
        """Take an award back, for a reason; the record stays. A star that gave it stands no more.

        Raises: NotFound, NotForYourself, AwardSettled. Cost: 2 requests, 3 for a star's medal; 1 more with `once`.
        """
        until_settled(lambda: self._revoke(actor, award_id, reason, once))

    def _revoke(self, actor: Actor, award_id: str, reason: str, once: Once | None) -> None:
        award = rules.require_revoker(actor, store.fetch_award(award_id))
        if once:
            once.before()
        gone = rules.settle(award, AwardState.REVOKED, reason, self.now())
        commit(
            store.settled(gone),
            store.racked(gone.person_id, gone=[gone.medal] if gone.medal else []),
            fallen(gone, StarState.REFUSED, reason),
            telling.no_longer_commended(gone) if gone.kind is AwardKind.COMMENDATION else Writes(),
            telling.revoked(gone, self.now()),
            self.issuing.note(gone, "honour-revoked", actor, reason),
            once.record(None, at=self.now(), status=204) if once else Writes(),
        )

    def reissue(self, actor: Actor, award_id: str, reason: str, once: Once) -> Given:
        """Give an award anew, with the holder's name, unit and number of today; the old one is replaced.

        Raises: NotFound, NotForYourself, AwardSettled, UndrawableName. Cost: 6 requests.
        """
        once.before()
        award = rules.require_revoker(actor, store.fetch_award(award_id))
        holder = self.holders.require_person(award.person_id)
        citation = rules.citation_of(award)
        self.issuing.require_drawable(holder, citation, actor)

        def attempt() -> Given:
            (fresh,), writes = self.issuing.issue([holder], [citation], actor)
            old = rules.settle(award, AwardState.REPLACED, reason, fresh.awarded_at, fresh.award_id)
            answer = given(fresh)
            line = self.issuing.note(old, "honour-replaced", actor, reason)
            told = telling.replaced(fresh)
            kept = once.record(answer, at=fresh.awarded_at, status=201)
            commit(writes, store.settled(old), told, line, kept)
            return answer

        return until_settled(attempt)

    def publish(self, actor: Actor, award_id: str, publication: Publication) -> None:
        """The holder decides what strangers see of an award. Raises: NotFound. Cost: 2 requests."""
        award = rules.require_own(actor, store.fetch_award(award_id))
        line = self.issuing.note(award, "honour-published", actor, publication.value)
        commit(store.published(award_id, publication), line)

    def distrust(self, actor: Actor, kid: str, reason: str) -> None:
        """A signing key leaked: it stays published, and nothing it signed is believed. Raises: NotFound. Cost: 2."""
        line = audit.note(f"issuer-key {kid}", "key-distrusted", actor, self.now(), self.new_id(), {"why": reason})
        commit(self.issuer.distrust(kid), line)
