"""Medals by rule: given when their ground is there, taken back when it is gone and nobody has the certificate in hand yet."""

from collections.abc import Callable, Mapping, Sequence

import msgspec

from shouwang.honours import rules, store
from shouwang.honours.models import Award, AwardState, Doubt, Holder, MedalFacts, MedalRule
from shouwang.honours.models.stars import StarState
from shouwang.honours.rendering import undrawable
from shouwang.honours.service import telling
from shouwang.honours.service.awarding import Honours
from shouwang.honours.service.issuer import BY_RULE
from shouwang.honours.service.issuing import until_settled
from shouwang.honours.service.stars import Stars, fallen
from shouwang.kernel.actor import Actor
from shouwang.kernel.problem import NotFound
from shouwang.platform.dynamo import Page, Writes, commit

_GROUND_GONE = "依据的时长或次数已更正，不再够这枚勋章"


class _Taken(msgspec.Struct, frozen=True):
    """Medals doubted (by award) and the one taken back, and whether to look once more."""

    writes: Writes
    doubted: Mapping[str, str]
    gone: Sequence[str]
    more: bool


class Medals(msgspec.Struct, frozen=True):
    """勋章. `facts` counts what a person has done; `whole` the years of service and the required courses, too."""

    honours: Honours
    stars: Stars
    facts: Callable[[str], MedalFacts]
    whole: Callable[[str], MedalFacts]

    def evaluate(self, person_id: str, done: Writes, *, whole: bool = False) -> None:
        """Bring a person's medals to what their facts say, together with the event's done-mark. Raises: Conflict.

        Cost: 4 requests and what the facts cost; when something is due or lost, some more.
        """
        facts = self.whole if whole else self.facts
        while until_settled(lambda: self._step(person_id, facts, done)):
            pass

    def missing(self, person_id: str) -> Sequence[MedalRule]:
        """What a person would be given, or of stars proposed for, now; changes nothing. Cost: 2 requests and the facts'."""
        reached = rules.medals_due(self.whole(person_id), held=())
        held = store.held(person_id, [rule.medal for rule in reached])
        stars = self.stars.due(person_id, [rule.medal for rule in reached], held)
        return [rule for rule in reached if rule.medal in stars or (rule.medal not in held and rule.family != "stars")]

    def doubts(self, actor: Actor, unit_path: str | None, cursor: str | None) -> Page[Doubt]:
        """Medals whose ground is gone and whose certificate is in somebody's hand. Raises: NotFound. Cost: 1 request."""
        path = unit_path or next(iter(actor.scopes(*rules.REVOKERS)), "")
        if not actor.covers(path, *rules.REVOKERS):
            raise NotFound
        return store.open_doubts(path, cursor)

    def answer(self, actor: Actor, award_id: str, *, keep: bool, reason: str) -> None:
        """A person decides: the medal stays, or is taken back. Raises: NotFound, NotForYourself. Cost: 3 to 5 requests."""
        doubt = store.fetch_doubt(award_id)
        award = rules.require_revoker(actor, store.fetch_award(award_id))
        if doubt is None:
            raise NotFound
        act, writes = "medal-kept", Writes()
        if not keep and award.state is AwardState.ISSUED:
            act = "honour-revoked"
            writes = self._revocation(award, reason) + fallen(award, StarState.REFUSED, reason)
            writes += store.racked(award.person_id, gone=[award.medal] if award.medal else [])
        commit(writes, store.closed_doubt(award_id), self.honours.issuing.note(award, act, actor, reason))

    def _step(self, person_id: str, facts: Callable[[str], MedalFacts], done: Writes) -> bool:
        """One commit towards what the facts say; whether there is more to do.

        The look is read before the facts and moves with every evaluation: of two at once, the one that may have read
        older facts is refused and reads again.
        """
        look = store.fetch_look(person_id)
        counted = facts(person_id)
        reached = {rule.medal: rule for rule in rules.medals_due(counted, held=())}
        held = store.medals_held(person_id, rules.looked_at(counted))
        stars = self.stars.step(person_id, counted, reached)
        due = [rule for medal, rule in reached.items() if medal not in held and stars.gives(medal)]
        lost = {medal: award for medal, award in held.items() if medal not in reached and medal not in look.doubts}
        taken = self._taken(person_id, lost)
        # One item of the store takes one change a commit: what is due waits for what is lost.
        given, new, more = self._given(person_id, due, stars.holder) if not taken.gone else (Writes(), (), bool(due))
        restored = [medal for medal in look.doubts if medal in reached]
        settled = [store.closed_doubt(look.doubts[medal]) for medal in restored]
        doubts = {medal: award for medal, award in {**look.doubts, **taken.doubted}.items() if medal not in restored}
        more = more or taken.more or stars.more
        looked = store.looked(look, doubts, new, taken.gone)
        commit(stars.writes, given, taken.writes, *settled, looked, *([] if more else [done]))
        return more

    def _given(
        self, person_id: str, due: Sequence[MedalRule], known: Holder | None
    ) -> tuple[Writes, Sequence[str], bool]:
        """Some of the medals that are due: their writes, which they are, and whether there are more."""
        holder = (known or self.honours.holders.by_person(person_id)) if due else None
        if holder is None:
            return Writes(), (), False
        issuing = self.honours.issuing
        if undrawable(holder.name):
            stopped = [(rules.medal_citation(rule), store.medal_claim(person_id, rule.medal)) for rule in due]
            return (
                sum((issuing.task(holder, citation, BY_RULE, claim) for citation, claim in stopped), Writes()),
                (),
                False,
            )
        now_given, more = due[: rules.MOST_AT_ONCE], due[rules.MOST_AT_ONCE :]
        citations = [rules.medal_citation(rule) for rule in now_given]
        awards, writes = issuing.issue([holder] * len(citations), citations, BY_RULE)
        for award in awards:
            writes += store.claim_medal(person_id, award.medal or "", award.award_id) + telling.awarded(award)
        return writes, [rule.medal for rule in now_given], bool(more)

    def _taken(self, person_id: str, lost: Mapping[str, str]) -> _Taken:
        """What becomes of medals whose ground is gone: one is taken back at a time, for all share a status list."""
        writes, gone = Writes(), list[str]()
        doubted: dict[str, str] = {}
        for medal, award_id in lost.items():
            award = self._standing(award_id)
            if award is None:
                continue
            if award.taken_at is not None or award.award_id != award_id:
                doubted[medal] = award.award_id
                writes += store.doubted(rules.doubt(award, _GROUND_GONE, self.honours.now()))
            elif gone:
                break
            else:
                line = self.honours.issuing.note(award, "honour-revoked", BY_RULE, _GROUND_GONE)
                writes += self._revocation(award, _GROUND_GONE, untaken=True) + line
                writes += store.unclaimed(store.medal_claim(person_id, medal), award_id)
                writes += fallen(award, StarState.LAPSED, _GROUND_GONE)
                gone.append(medal)
        return _Taken(writes, doubted, gone, more=bool(gone))

    def _revocation(self, award: Award, reason: str, *, untaken: bool = False) -> Writes:
        gone = rules.settle(award, AwardState.REVOKED, reason, self.honours.now())
        return store.settled(gone, untaken=untaken) + telling.revoked(gone, self.honours.now())

    def _standing(self, award_id: str) -> Award | None:
        """The award as it stands today: the one that replaced it, or none when a person took it back."""
        award = store.fetch_award(award_id)
        while award is not None and award.state is AwardState.REPLACED and award.replaced_by:
            award = store.fetch_award(award.replaced_by)
        return award if award is not None and award.state is AwardState.ISSUED else None
