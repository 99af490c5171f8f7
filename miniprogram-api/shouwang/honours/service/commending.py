"""Commendations 表扬: written by leaders, checked by WeChat, then issued with points; shown on the wall by consent."""

from collections.abc import Callable, Collection, Sequence

import msgspec

from shouwang.honours import rules, store
from shouwang.honours.models import Award, AwardState, Wording, WordingState
from shouwang.honours.service import telling
from shouwang.honours.service.awarding import Honours
from shouwang.honours.service.issuing import until_settled
from shouwang.kernel.actor import Actor
from shouwang.kernel.clock import local_day
from shouwang.kernel.problem import NotFound
from shouwang.platform.dynamo import Page, Writes, commit
from shouwang.platform.once import Once
from shouwang.platform.outbox import emit


class WordingAsked(msgspec.Struct, frozen=True):
    """A commendation that was handed in; its words are being checked."""

    commendation_id: str


class Commending(msgspec.Struct, frozen=True):
    """表扬. `check` gives WeChat's verdict on a text and its writer; `published` who agreed to be named."""

    honours: Honours
    check: Callable[[str, str], str]
    published: Callable[[Sequence[str]], Collection[str]]

    def write(self, actor: Actor, number: str, title: str, body: str, once: Once) -> WordingAsked:
        """Hand a commendation in. Raises: the roster's refusal, NotFound, NotForYourself, Invalid, UndrawableName. Cost: 2."""
        holder = self.honours.holders.by_number(number)
        rules.require_other(actor, holder)
        now = self.honours.now()
        written = rules.wording(actor, holder, self.honours.new_id(), title, body, now)
        citation = rules.citation_of_wording(written)
        rules.require_hand_citation(holder, citation, local_day(now))
        self.honours.issuing.require_drawable(holder, citation, actor)
        answer = WordingAsked(written.wording_id)
        asked = emit(
            "honours.commendation-written", {"wording_id": written.wording_id}, at=written.at, source=written.wording_id
        )
        commit(store.new_wording(written), asked, once.record(answer, at=written.at, status=202))
        return answer

    def judge(self, wording_id: str, done: Writes) -> None:
        """WeChat's verdict on the words, together with the event's done-mark: issued, held for a person, or refused.

        Cost: 1 request, WeChat's, 1 commit; issuing 4 more.
        """
        written = store.fetch_wording(wording_id)
        if written is None or written.state is not WordingState.CHECKING:
            commit(done)
            return
        verdict = self.check(f"{written.title}\n{written.body}", written.by)
        if verdict == "pass":
            self._issue(written, done)
            return
        state = WordingState.REFUSED if verdict == "risky" else WordingState.HELD
        after = rules.settle_wording(written, state)
        told = telling.wording(after, self.honours.now())
        commit(store.moved_wording(written, after), told, done)

    def held(self, actor: Actor, unit_path: str | None, cursor: str | None) -> Page[Wording]:
        """Commendations whose words wait for a person. Raises: NotFound. Cost: 1 request."""
        path = unit_path or next(iter(actor.scopes(*rules.DECIDERS)), "")
        if not actor.covers(path, *rules.DECIDERS):
            raise NotFound
        return store.held_wordings(path, cursor)

    def decide(self, actor: Actor, wording_id: str, *, accept: bool) -> None:
        """Somebody above decides about held words. Raises: NotFound, WordingSettled. Cost: 2 or 6 requests."""
        written = rules.require_decider(actor, store.fetch_wording(wording_id))
        if accept:
            self._issue(written, Writes())
            return
        after = rules.settle_wording(written, WordingState.REFUSED)
        commit(store.moved_wording(written, after), telling.wording(after, self.honours.now()))

    def wall(self, actor: Actor, unit_path: str, cursor: str | None) -> Page[Award]:
        """Valid commendations of a unit whose holders agree to be named, the newest first. Raises: NotFound. Cost: 3."""
        rules.require_wall(actor, unit_path)
        page = store.wall(unit_path, cursor)
        found = store.awards_by_id(page.items)
        awards = [found[award_id] for award_id in page.items if award_id in found]
        named = set(self.published(sorted({award.person_id for award in awards})))
        shown = [award for award in awards if award.state is AwardState.ISSUED and award.person_id in named]
        return Page(shown, page.cursor)

    def _issue(self, written: Wording, done: Writes) -> None:
        holder = self.honours.holders.require_person(written.person_id)
        citation = rules.citation_of_wording(written)

        def attempt() -> None:
            (award,), writes = self.honours.issuing.issue([holder], [citation], written.by)
            after = rules.settle_wording(written, WordingState.ISSUED, award.award_id)
            moved = store.moved_wording(written, after)
            commit(
                writes, moved, store.cited(award), telling.awarded(award), telling.commended(award, written.level), done
            )

        until_settled(attempt)
