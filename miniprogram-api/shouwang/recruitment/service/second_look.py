"""Looking again: ruling on appeals 申诉, reopening 重开, and whose a document is when two applications name it."""

from collections.abc import Callable
from datetime import datetime

import msgspec
from msgspec.structs import replace

from shouwang.kernel.actor import Actor
from shouwang.kernel.clock import local_day
from shouwang.kernel.identity_number import read_for_lookup
from shouwang.platform.dynamo import Writes, commit
from shouwang.platform.once import Once
from shouwang.recruitment import store
from shouwang.recruitment.models import Application, DocumentHolder, Reviewer, State
from shouwang.recruitment.rules import appeals, sight, undoing
from shouwang.recruitment.rules.overtaken import require_seen
from shouwang.recruitment.rules.owners import require_owner
from shouwang.recruitment.rules.problems import (
    EnoughRevealed,
    HolderIsMember,
    NoSuchApplication,
    NothingToSettle,
    NotNow,
)
from shouwang.recruitment.service.again import replayed, retried
from shouwang.recruitment.service.desk import saying_who
from shouwang.recruitment.service.review import Review
from shouwang.recruitment.service.shown import Decided
from shouwang.recruitment.service.telling import line, tell_second_look, tell_undone


class SecondLook(msgspec.Struct, frozen=True):
    """再看一次."""

    review: Review

    def rule_on_appeal(
        self, actor: Actor, once: Once, application_id: str, version: int, *, granted: bool, note: str
    ) -> Decided:
        """Rule on an appeal. Raises: NoSuchApplication, and what `rules.appeals.rule_on` raises. Cost: 5 requests."""
        force = self.review.roster.force()

        def ruled(before: Application, reviewer: Reviewer, now: datetime) -> Application:
            return appeals.rule_on(before, version, reviewer, force, now, granted=granted, note=note)

        return self._looked(actor, once, application_id, "appeal-ruled", {"granted": granted, "note": note}, ruled)

    def reopen(self, actor: Actor, once: Once, application_id: str, version: int, *, reason: str, note: str) -> Decided:
        """Reopen a refused application. Raises: NoSuchApplication, and what `rules.appeals.reopen` raises.

        Cost: 5 requests.
        """
        force = self.review.roster.force()

        def reopened(before: Application, reviewer: Reviewer, now: datetime) -> Application:
            return appeals.reopen(before, version, reviewer, force, now, reason=reason, note=note)

        return self._looked(actor, once, application_id, "reopened", {"reason": reason, "note": note}, reopened)

    def undo(self, actor: Actor, once: Once, application_id: str, version: int) -> Decided:
        """Take one's own last decision back, within seconds. Raises: NoSuchApplication, and what `rules.undoing` raises.

        Cost: 5 requests.
        """

        def undone(before: Application, reviewer: Reviewer, now: datetime) -> Application:
            return undoing.undone(before, version, reviewer, now)

        return self._looked(actor, once, application_id, "undone", {}, undone, tell_undone)

    def settle_document(self, actor: Actor, once: Once, application_id: str, version: int) -> Decided:
        """The reviewer has seen the card: it is this applicant's; the other application is the one to be looked into.

        Raises: NoSuchApplication, NotYourGate, TooClose, DecidedBefore, NothingToSettle, HolderIsMember.
        Cost: 6 requests.
        """
        reviewer = self.review.reviewer(actor)
        with replayed(once):
            return retried(lambda: self._settle(reviewer, once, application_id, version))

    def find(self, actor: Actor, number: str, reason: str) -> Application:
        """The application that holds a document, by the number on a card of any age; counted as a look, and audited.

        Raises: IdentityNumberRefused, EnoughRevealed, NoSuchApplication. Cost: 4 requests.
        """
        review, now = self.review, self.review.now()
        digits = read_for_lookup(number, local_day(now)).digits
        day = review.reviewer_day(actor)
        if store.revealed(day) >= sight.REVEALS_A_DAY:
            raise EnoughRevealed
        holder = store.fetch_document_holder(review.vault.index("document", digits))
        application = store.fetch_application(holder.application_id) if holder and holder.application_id else None
        seen = application is not None and sight.may_see(actor, application.unit_path, review.roster.force())
        counted = store.reveal_counted(day, now)
        if application is None or not seen:
            commit(counted)
            raise NoSuchApplication
        commit(counted, line(application, "found", actor, now, review.new_id(), {"reason": reason}))
        return application

    def _looked(
        self,
        actor: Actor,
        once: Once,
        application_id: str,
        act: str,
        facts: dict[str, object],
        look: Callable[[Application, Reviewer, datetime], Application],
        tells: Callable[[Application, Application, datetime], Writes] = tell_second_look,
    ) -> Decided:
        reviewer = self.review.reviewer(actor)

        def again() -> Decided:
            now = self.review.now()
            before = self.review.require(actor, application_id)
            after = look(before, reviewer, now)
            decided = _decided(after)
            with saying_who(application_id, now):
                commit(
                    once.record(decided, at=now),
                    store.keep_application(after),
                    store.is_latest(after),
                    store.requeued(before, after),
                    store.claim_ended(application_id, actor.person_id, now),
                    line(after, act, actor, now, self.review.new_id(), {"gate": after.gate, **facts}),
                    tells(before, after, now),
                )
            return decided

        with replayed(once):
            return retried(again)

    def _settle(self, reviewer: Reviewer, once: Once, application_id: str, version: int) -> Decided:
        now, actor = self.review.now(), reviewer.actor
        before = self.review.require(actor, application_id)
        if before.gate is None:
            raise NotNow
        require_owner(before, before.gate, reviewer, self.review.roster.force())
        require_seen(before, version, "核对证件")
        holder = store.fetch_document_holder(before.document_index)
        if not before.duplicate_of or holder is None:
            raise NothingToSettle
        other = store.fetch_application(holder.application_id) if holder.application_id else None
        if other is None or other.state is State.PASSED:
            raise HolderIsMember(number=holder.number)
        after = replace(before, duplicate_of="", duplicate_id="")
        mine = DocumentHolder(before.person_id, before.number, before.application_id)
        decided, facts = _decided(after), {"other": holder.number}
        commit(
            once.record(decided, at=now),
            store.keep_application(after),
            store.hand_over_document(before.document_index, holder, mine),
            store.keep_application(replace(other, duplicate_of=after.number, duplicate_id=after.application_id)),
            line(after, "document-settled", actor, now, self.review.new_id(), facts),
        )
        return decided


def _decided(after: Application) -> Decided:
    return Decided(
        after.application_id, after.number, after.state, after.gate, after.version + 1, after.volunteer_number
    )
