"""Giving and taking honours: by rule from the outbox, by hand by leaders; each medal once, nothing deleted."""

import os
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from shouwang.honours import rules, store
from shouwang.honours.models import Award, AwardKind, AwardState, Citation, Given, Holder, MedalFacts, Progress
from shouwang.honours.rendering import UndrawableName, undrawable
from shouwang.honours.service import telling
from shouwang.honours.service.issuer import Issuer
from shouwang.honours.service.people import Holders
from shouwang.kernel.actor import Actor
from shouwang.kernel.clock import Clock, local_day
from shouwang.kernel.ids import NewId, verification_code
from shouwang.platform import audit
from shouwang.platform.dynamo import Conflict, Page, Writes, commit
from shouwang.platform.once import Once

_T = TypeVar("_T")

BY_RULE = "rule"
_TRIES = 8  # looks at counters that others move too; of those who move one at the same moment, one always gets on


@dataclass(frozen=True, slots=True)
class Honours:
    """荣誉: who has what, and how it is given and taken."""

    issuer: Issuer
    holders: Holders
    facts: Callable[[str], MedalFacts]
    now: Clock
    new_id: NewId
    entropy: Callable[[int], bytes] = os.urandom

    def evaluate(self, person_id: str, done: Writes) -> None:
        """Give every medal that is due, together with the event's done-mark.

        Cost: 1 commit and what the facts cost, 1 read more when a medal's ground is reached, 4 more when one is due.
        """
        facts = self.facts(person_id)
        while _until_settled(lambda: self._give_due(person_id, facts, done)):
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

    def give(self, actor: Actor, number: str, kind: AwardKind, title: str, body: str, once: Once) -> Given:
        """A leader gives a certificate or a commendation by hand.

        Raises: the roster's refusal, NotFound, NotForYourself, Invalid, UndrawableName. Cost: 3 requests.
        """
        holder = self.holders.by_number(number)
        rules.require_leader(actor, holder)
        rules.require_other(actor, holder)
        citation = rules.hand_citation(holder, kind, title, body)
        _require_drawable(holder, citation)

        def attempt() -> Given:
            (award,), writes = self._issue(holder, [citation], actor)
            answer = _given(award)
            told = telling.awarded(award)
            commit(writes, told, once.record(answer, at=award.awarded_at, status=201))
            return answer

        return _until_settled(attempt)

    def revoke(self, actor: Actor, award_id: str, reason: str) -> None:
        """Take an award back, for a reason; the record stays. Raises: NotFound, NotForYourself, AwardSettled. Cost: 2."""
        award = rules.require_revoker(actor, store.fetch_award(award_id))
        gone = rules.settle(award, AwardState.REVOKED, reason, self.now())
        commit(
            store.settled(gone), telling.revoked(gone, self.now()), self._note(gone, "honour-revoked", actor, reason)
        )

    def reissue(self, actor: Actor, award_id: str, reason: str, once: Once) -> Given:
        """Give an award anew, with the holder's name, unit and number of today; the old one is replaced.

        Raises: NotFound, NotForYourself, AwardSettled, UndrawableName. Cost: 6 requests.
        """
        once.before()
        award = rules.require_revoker(actor, store.fetch_award(award_id))
        holder = self.holders.require_person(award.person_id)
        citation = Citation(award.kind, award.inscription.title, award.inscription.body, award.medal)
        _require_drawable(holder, citation)

        def attempt() -> Given:
            (fresh,), writes = self._issue(holder, [citation], actor)
            old = rules.settle(award, AwardState.REPLACED, reason, fresh.awarded_at, fresh.award_id)
            answer = _given(fresh)
            line = self._note(old, "honour-replaced", actor, reason)
            told = telling.replaced(fresh)
            kept = once.record(answer, at=fresh.awarded_at, status=201)
            commit(writes, store.settled(old), told, line, kept)
            return answer

        return _until_settled(attempt)

    def _give_due(self, person_id: str, facts: MedalFacts, done: Writes) -> bool:
        """One commit of what is due; whether there may be more. The claims decide, not what was read."""
        reached = rules.medals_due(facts, held=())
        held = store.held(person_id, [rule.medal for rule in reached])
        due = [rule for rule in reached if rule.medal not in held]
        holder = self.holders.by_person(person_id) if due else None
        if holder is None:
            commit(done)
            return False
        now_given, more = due[: rules.MOST_AT_ONCE], due[rules.MOST_AT_ONCE :]
        awards, writes = self._issue(holder, [rules.medal_citation(rule) for rule in now_given], BY_RULE)
        claims = [store.claim_medal(person_id, award.medal or "", award.award_id) for award in awards]
        told = [telling.awarded(award) for award in awards]
        commit(writes, *claims, *told, *([] if more else [done]))
        return bool(more)

    def _issue(
        self, holder: Holder, citations: Sequence[Citation], by: Actor | str
    ) -> tuple[tuple[Award, ...], Writes]:
        """Awards with the next numbers, signed, and the writes that make them so. Raises (at commit): Overtaken."""
        at = self.now()
        series = [rules.series(citation.kind, local_day(at)) for citation in citations]
        seen = store.last_numbers({*series, store.STATUS})
        last = dict(seen)
        awards, writes = [], Writes()
        for citation, name in zip(citations, series, strict=True):
            last[name] += 1
            last[store.STATUS] += 1
            award = self._award(holder, citation, by, last[name], last[store.STATUS])
            awards.append(award)
            writes += store.new_award(award) + self._note(award, "honour-issued", by, citation.title)
        return tuple(awards), writes + store.moved(seen, last)

    def _award(self, holder: Holder, citation: Citation, by: Actor | str, sequence: int, status_index: int) -> Award:
        at = self.now()
        serial = rules.serial(self.issuer.force_name, citation.kind, local_day(at), sequence)
        code = verification_code(self.entropy(10))
        written = rules.inscribe(holder, citation, self.issuer.force_name, local_day(at), serial, code)
        unsigned = Award(
            award_id=self.new_id(),
            person_id=holder.person_id,
            unit_path=holder.unit_path,
            kind=citation.kind,
            inscription=written,
            subject_urn=uuid.UUID(bytes=self.entropy(16), version=4).urn,
            status_index=status_index,
            credential="",
            awarded_at=at,
            awarded_by=by if isinstance(by, str) else by.person_id,
            medal=citation.medal,
        )
        return replace(unsigned, credential=self.issuer.credential(unsigned))

    def _note(self, award: Award, act: str, by: Actor | str, why: str) -> Writes:
        facts = {"serial": award.inscription.serial, "why": why}
        return audit.note(f"honour {award.award_id}", act, by, self.now(), self.new_id(), facts)


def _until_settled(attempt: Callable[[], _T]) -> _T:
    """Look and decide again while others are faster, within bounds. Raises: Conflict."""
    for _ in range(_TRIES):
        try:
            return attempt()
        except store.Overtaken:
            continue
    raise Conflict


def _require_drawable(holder: Holder, citation: Citation) -> None:
    """Before a number is given: no certificate whose picture would lack a character. Raises: UndrawableName."""
    missing = undrawable(holder.name + citation.title + citation.body)
    if missing:
        raise UndrawableName(f"“{'、'.join(missing)}”我们还写不出来，这张证书要人工制作", characters=missing)


def _given(award: Award) -> Given:
    return Given(award.award_id, award.inscription.serial, award.inscription.code)
