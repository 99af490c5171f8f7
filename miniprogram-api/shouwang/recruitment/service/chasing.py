"""Who is late is told 督办: a gate's owners, then those above them; an applicant who does not mend, until the form closes."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from functools import partial
from typing import Any

import msgspec

from shouwang.kernel.actor import Actor
from shouwang.kernel.clock import local_day, rfc3339
from shouwang.platform import outbox
from shouwang.platform.dynamo import Conflict, Page, Writes, commit
from shouwang.recruitment import store
from shouwang.recruitment.models import Application, Gate, State, Waiting
from shouwang.recruitment.rules import chasing, decisions, way
from shouwang.recruitment.rules.force import Force
from shouwang.recruitment.service.review import Review
from shouwang.recruitment.service.telling import line, tell_of

_PAGE = 50


class Chasing(msgspec.Struct, frozen=True):
    """督办. Each thing is told once to each person; doing a night again changes nothing."""

    review: Review

    def chase_overdue(self) -> int:
        """Tell those whose applications are overdue; how many were told. Cost: 1 request for each 50 late or on the staff,
        and 1 for each who is to hear.
        """
        now, force = self.review.now(), self.review.roster.force()
        staff = [actor.as_of(local_day(now)) for actor in self.review.people.staff(now)]
        told = 0
        for waiting in _all(partial(store.overdue, self._top(), local_day(now))):
            for step, roles in chasing.told_by_now(waiting, force, local_day(now)):
                hearers = [actor for actor in staff if actor.covers(waiting.unit_path, *roles)]
                told += sum(_once(_overdue(waiting, step, actor, now)) for actor in hearers)
        return told

    def chase_returned(self) -> int:
        """Remind applicants whose form came back, and close what was not mended in time; how many.

        Cost: 1 request for each gate and 50 returned, 1 to 2 for each who is late.
        """
        now, force = self.review.now(), self.review.roster.force()
        done = 0
        for rule in force.gates:
            late = partial(
                store.queue, self._top(), Gate(rule.gate), State.RETURNED, before=now - chasing.REMINDED_AFTER
            )
            for waiting in list(_all(late)):
                application = store.fetch_application(waiting.application_id)
                if application is not None and application.state is State.RETURNED:
                    done += self._chase(application, force, now)
        return done

    def _chase(self, application: Application, force: Force, now: datetime) -> bool:
        closes_at = chasing.closes_at(application)
        if now < closes_at:
            news = way.News("还没有补件", f"{local_day(closes_at):%-m 月 %-d 日}前补好交上来，过了就关闭，可以再报")
            return _once(tell_of(news, application, now, f"returned#{rfc3339(closes_at)}"))
        with suppress(Conflict):  # the applicant was faster
            self._close(application, force, now)
            return True
        return False

    def _close(self, before: Application, force: Force, now: datetime) -> None:
        after = decisions.withdraw(before, force, now)
        own = before.document_index and not before.duplicate_of
        news = way.News("报名关闭了", f"退回后 {chasing.MEND_WITHIN.days} 天没有补交；想来随时可以再报")
        commit(
            store.keep_application(after),
            store.requeued(before, after),
            store.release_document(before.document_index, before.person_id) if own else Writes(),
            line(after, "closed-unmended", "nightly", now, self.review.new_id(), {"gate": before.gate}),
            tell_of(news, after, now, f"closed#{before.version}"),
        )

    def _top(self) -> str:
        return next(iter(self.review.roster.units())).path


def _all(page_of: Any) -> Iterator[Waiting]:
    cursor, more = None, True
    while more:
        page: Page[Waiting] = page_of(cursor=cursor, limit=_PAGE)
        yield from page.items
        cursor, more = page.cursor, page.cursor is not None


def _once(event: Writes) -> bool:
    """Whether it was told now; what was told before is not told again."""
    try:
        commit(event)
    except outbox.AlreadyEmitted:
        return False
    return True


def _overdue(waiting: Waiting, step: chasing.Step, actor: Actor, now: datetime) -> Writes:
    gate = waiting.gate.words if waiting.gate else ""
    body = f"{waiting.number} 在{gate}等着，期限是 {waiting.due_on:%-m 月 %-d 日}"
    title = "有报名超期了" if step is chasing.Step.OWNERS else "有报名一直没人办"
    payload = {
        "person_id": actor.person_id,
        "topic": "recruitment",
        "title": title,
        "body": body,
        "link": "me/inbox/index",
        "template": "application-progress",
        "fields": {"number": waiting.number, "result": title, "note": body, "at": now},
    }
    source = f"overdue#{waiting.application_id}#{rfc3339(waiting.since)}#{step}#{actor.person_id}"
    return outbox.emit("notices.tell", payload, at=now, source=source)
