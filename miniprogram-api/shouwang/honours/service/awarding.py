"""Giving and taking honours: by rule from the outbox, by hand by leaders; each medal once, nothing deleted."""

import os
from collections.abc import Callable
from dataclasses import dataclass

from shouwang.honours import rules, store
from shouwang.honours.models import Award, AwardState, Citation, Given, MedalFacts, Progress, Publication
from shouwang.honours.rendering import undrawable
from shouwang.honours.service import telling
from shouwang.honours.service.issuer import BY_RULE, Issuer
from shouwang.honours.service.issuing import Issuing, given, until_settled
from shouwang.honours.service.people import Holders
from shouwang.kernel.actor import Actor
from shouwang.kernel.clock import Clock
from shouwang.kernel.ids import NewId
from shouwang.platform import audit
from shouwang.platform.dynamo import Page, Writes, commit
from shouwang.platform.once import Once


@dataclass(frozen=True, slots=True)
class Honours:
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

    def evaluate(self, person_id: str, done: Writes) -> None:
        """Give every medal that is due, together with the event's done-mark.

        Cost: 1 commit and what the facts cost, 1 read more when a medal's ground is reached, 4 more when one is due.
        """
        facts = self.facts(person_id)
        while until_settled(lambda: self._give_due(person_id, facts, done)):
            pass

    def of(self, person_id: str, cursor: str | None = None) -> tuple[Page[Award], tuple[Progress, ...]]:
        """A person's honours, newest first, and the way to the next medals. Cost: 1 request and what the facts cost."""
        page = store.awards_of(person_id, cursor)
        had = {award.medal for award in page.items if award.medal}
        return page, rules.progress(self.facts(person_id), had)

    def of_number(self, actor: Actor, number: str) -> Page[Award]:
        """A volunteer's honours as their leaders see them. Raises: the roster's refusal, NotFound. Cost: 2 requests."""
        holder = self.holders.by_number(number)
        rules.require_leader(actor, holder)
        return store.awards_of(holder.person_id)

    def award(self, actor: Actor, award_id: str) -> Award:
        """An award that is one's own or of one's own units. Raises: NotFound. Cost: 1 request."""
        return rules.require_sight(actor, store.fetch_award(award_id))

    def give(self, actor: Actor, number: str, citation: Citation, once: Once) -> Given:
        """A leader gives a certificate or a commendation by hand.

        Raises: the roster's refusal, NotFound, NotForYourself, Invalid, UndrawableName. Cost: 3 requests.
        """
        holder = self.holders.by_number(number)
        rules.require_leader(actor, holder)
        rules.require_other(actor, holder)
        rules.require_hand_citation(holder, citation)
        self.issuing.require_drawable(holder, citation, actor)

        def attempt() -> Given:
            (award,), writes = self.issuing.issue([holder], [citation], actor)
            answer = given(award)
            told = telling.awarded(award)
            commit(writes, told, once.record(answer, at=award.awarded_at, status=201))
            return answer

        return until_settled(attempt)

    def revoke(self, actor: Actor, award_id: str, reason: str) -> None:
        """Take an award back, for a reason; the record stays. Raises: NotFound, NotForYourself, AwardSettled. Cost: 2."""
        award = rules.require_revoker(actor, store.fetch_award(award_id))
        gone = rules.settle(award, AwardState.REVOKED, reason, self.now())
        commit(
            store.settled(gone),
            telling.revoked(gone, self.now()),
            self.issuing.note(gone, "honour-revoked", actor, reason),
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

    def _give_due(self, person_id: str, facts: MedalFacts, done: Writes) -> bool:
        """One commit of what is due; whether there may be more. The claims decide, not what was read."""
        reached = rules.medals_due(facts, held=())
        held = store.held(person_id, [rule.medal for rule in reached])
        due = [rule for rule in reached if rule.medal not in held]
        holder = self.holders.by_person(person_id) if due else None
        if holder is None:
            commit(done)
            return False
        if undrawable(holder.name):
            stopped = [(rules.medal_citation(rule), store.medal_claim(person_id, rule.medal)) for rule in due]
            commit(*[self.issuing.task(holder, citation, BY_RULE, claim) for citation, claim in stopped], done)
            return False
        now_given, more = due[: rules.MOST_AT_ONCE], due[rules.MOST_AT_ONCE :]
        citations = [rules.medal_citation(rule) for rule in now_given]
        awards, writes = self.issuing.issue([holder] * len(citations), citations, BY_RULE)
        claims = [store.claim_medal(person_id, award.medal or "", award.award_id) for award in awards]
        told = [telling.awarded(award) for award in awards]
        commit(writes, *claims, *told, *([] if more else [done]))
        return bool(more)
