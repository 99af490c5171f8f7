"""Publicity 公示 and objections 异议: anybody sees who is about to join, and may say why not."""

from datetime import date, datetime

import msgspec

from shouwang.kernel.actor import Actor
from shouwang.kernel.mask import mask_name
from shouwang.kernel.working_days import publicity_ends_on
from shouwang.platform import audit, outbox, throttle
from shouwang.platform.dynamo import Page, Writes, commit
from shouwang.platform.once import Once
from shouwang.recruitment import store
from shouwang.recruitment.models import Gate, Objection, Reviewer, State
from shouwang.recruitment.rules import objections
from shouwang.recruitment.rules.owners import require_owner
from shouwang.recruitment.rules.problems import NoSuchObjection, TooManyObjections
from shouwang.recruitment.service.again import replayed, retried
from shouwang.recruitment.service.review import Review
from shouwang.recruitment.service.shown import Decided
from shouwang.recruitment.service.telling import line, tell

_A_MINUTE = 3  # objections from one person


class InPublicity(msgspec.Struct, frozen=True):
    """Somebody about to join, as the public sees one."""

    application_id: str
    number: str
    name: str  # masked
    unit_path: str
    since: datetime
    ends_on: date


class OpenedObjection(msgspec.Struct, frozen=True):
    """An objection with its words; who raised it stays out."""

    objection: Objection
    words: str


class Objections(msgspec.Struct, frozen=True):
    """公示和异议."""

    review: Review

    def public(self, cursor: str | None, limit: int) -> Page[InPublicity]:
        """A page of who is in publicity, the first to leave first. Cost: 1 request."""
        force = self.review.roster.force()
        top = next(iter(self.review.roster.units())).path
        page = store.queue(top, Gate.PUBLICITY, State.REVIEW, cursor, limit)
        shown = [
            InPublicity(
                each.application_id,
                each.number,
                mask_name(each.name),
                each.unit_path,
                each.since,
                publicity_ends_on(each.since, force),
            )
            for each in page.items
        ]
        return Page(shown, page.cursor)

    def raise_one(self, actor: Actor, once: Once, application_id: str, words: str) -> Objection:
        """Object to somebody in publicity, once; who did is kept sealed off from the reviewers.

        Raises: NotInPublicity, TooClose, ObjectedBefore, TooManyObjections. Cost: 3 requests.
        """
        with replayed(once):
            throttle.require("objection", actor.person_id, _A_MINUTE, self.review.now(), TooManyObjections)
            return retried(lambda: self._raise(actor, once, application_id, words))

    def read(self, actor: Actor, application_id: str, cursor: str | None, limit: int) -> Page[OpenedObjection]:
        """The objections to an application, for who rules on them. Raises: NoSuchApplication, NotYourGate, TooClose.

        Cost: 4 requests.
        """
        application = self.review.require(actor, application_id)
        require_owner(application, Gate.PUBLICITY, self.review.reviewer(actor), self.review.roster.force())
        page = store.objections(application_id, cursor, limit)
        return Page([OpenedObjection(each, self._words(each)) for each in page.items], page.cursor)

    def rule(
        self, actor: Actor, once: Once, application_id: str, objection_id: str, version: int, *, upheld: bool, note: str
    ) -> Decided:
        """Rule on an objection; upheld, it ends the application, and its raiser hears either way.

        Raises: NoSuchApplication, NoSuchObjection, and what `rules.objections.rule_on` raises. Cost: 6 requests.
        """
        reviewer = self.review.reviewer(actor)
        with replayed(once):
            return retried(
                lambda: self._rule(reviewer, once, application_id, objection_id, version, upheld=upheld, note=note)
            )

    def _raise(self, actor: Actor, once: Once, application_id: str, words: str) -> Objection:
        now, vault = self.review.now(), self.review.vault
        after = objections.raise_objection(store.fetch_application(application_id), actor.person_id)
        objection_id = vault.index("objection", f"{application_id}|{actor.person_id}")[:26]
        sealed = vault.seal(words, place=_place(application_id, objection_id))
        objection = Objection(application_id, objection_id, actor.person_id, now, sealed)
        told = {"objection_id": objection_id}
        commit(
            once.record(told, at=now),
            store.keep_application(after),
            store.keep_objection(objection),
            line(after, "objected", "public", now, self.review.new_id(), told),
            audit.note(f"objection {objection_id}", "objected", actor, now, self.review.new_id(), {}),
        )
        return objection

    def _rule(
        self,
        reviewer: Reviewer,
        once: Once,
        application_id: str,
        objection_id: str,
        version: int,
        *,
        upheld: bool,
        note: str,
    ) -> Decided:
        now, force = self.review.now(), self.review.roster.force()
        before = self.review.require(reviewer.actor, application_id)
        objection = store.fetch_objection(application_id, objection_id)
        if objection is None:
            raise NoSuchObjection
        after, ruled = objections.rule_on(before, objection, version, reviewer, force, now, upheld=upheld, note=note)
        decided = Decided(after.application_id, after.number, after.state, after.gate, after.version + 1, "")
        facts = {"upheld": upheld, "note": note, "objection_id": objection_id}
        commit(
            once.record(decided, at=now),
            store.keep_application(after),
            store.keep_ruled(ruled),
            store.requeued(before, after),
            line(after, "objection-ruled", reviewer.actor, now, self.review.new_id(), facts),
            tell(before, after, now) if upheld else Writes(),
            _tell_raiser(ruled, upheld=upheld, at=now),
        )
        return decided

    def _words(self, objection: Objection) -> str:
        return self.review.vault.open(objection.words, place=_place(objection.application_id, objection.objection_id))


def _place(application_id: str, objection_id: str) -> str:
    return f"objections|{application_id}#{objection_id}|words"


def _tell_raiser(objection: Objection, *, upheld: bool, at: datetime) -> Writes:
    payload = {
        "person_id": objection.by,
        "topic": "recruitment",
        "title": "你提的异议核过了",
        "body": "异议成立，这个人不入队" if upheld else "核实后异议不成立，谢谢你提出来",
        "link": "me/inbox/index",
    }
    return outbox.emit("notices.tell", payload, at=at, source=f"objection {objection.objection_id}")
