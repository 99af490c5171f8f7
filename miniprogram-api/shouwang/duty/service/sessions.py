"""执勤 after the taps: where one stands, what was done, a leader's mark, and duties that nobody ended."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import date, timedelta
from typing import TYPE_CHECKING

import msgspec

from shouwang.duty.models import DutyReport, DutySession, Manned, Matter, OnDuty, Waiting
from shouwang.duty.rules import reports, sessions
from shouwang.duty.service.check_ins import CheckIns
from shouwang.duty.service.hours import Hours
from shouwang.duty.service.shifts import Shifts
from shouwang.duty.service.views import Current, DutyView
from shouwang.duty.store import reviews, sessions as store
from shouwang.kernel.actor import LEADERS, Actor
from shouwang.kernel.clock import Clock, day_start
from shouwang.kernel.ids import NewId
from shouwang.kernel.mentions import Names
from shouwang.kernel.problem import NotFound
from shouwang.platform import audit
from shouwang.platform.dynamo import Page, Writes, commit
from shouwang.platform.outbox import emit

if TYPE_CHECKING:
    from shouwang.roster.service import Roster

_PAGE = 50


class Sessions(msgspec.Struct, frozen=True):
    """执勤."""

    roster: "Roster"
    check_ins: CheckIns
    shifts: Shifts
    hours: Hours
    names: Names
    now: Clock
    new_id: NewId

    def current(self, actor: Actor) -> Current:
        """The duty one is on as it stands by now, and the next tap's nonce. Cost: 1 request, 2 while on duty."""
        return Current(self.now(), self.check_ins.nonce(actor), self._current(actor))

    def month(self, actor: Actor, first: date) -> Sequence[DutyView]:
        """One's duties of a month with what the ledger says of each, the newest first. Cost: 2 requests."""
        first = first.replace(day=1)
        after = (first + timedelta(days=32)).replace(day=1)
        found = store.sessions_between(actor.person_id, day_start(first), day_start(after))
        entries = self.hours.entries(actor.person_id, first, after)
        return [DutyView.of(s, self.roster.point(s.point_number).name, entries) for s in reversed(found)]

    def report(self, actor: Actor, session_id: str, written: DutyReport) -> DutyView:
        """任务回报. Raises: every refusal of `reports.report`. Cost: 2 requests."""
        session = reports.report(store.fetch_session(actor.person_id, session_id), actor.person_id, written)
        line = Waiting(
            person_id=actor.person_id,
            subject_id=session_id,
            unit_path=session.unit_path,
            name=actor.name,
            volunteer_number=actor.volunteer_number or "",
            point_number=session.point_number,
            about=written.text,
            since=session.in_at,
        )
        commit(store.keep_report(session), reviews.listed(Matter.REPORT, line))
        return DutyView.of(session, self.roster.point(session.point_number).name)

    def mark(self, leader: Actor, person_id: str, session_id: str, score: int, reason: str) -> DutyView:
        """评分, once, by a leader of the unit, never one's own. Raises: every refusal of `reports.mark`. Cost: 3 requests."""
        now = self.now()
        session = reports.mark(store.fetch_session(person_id, session_id), leader, score, reason, now)
        told = {"person_id": person_id, "session_id": session_id, "mark": score, "occurred_at": session.in_at}
        named = self.names([person_id])
        facts = {"session_id": session_id, "score": score, "reason": reason}
        commit(
            store.keep_report(session),
            reviews.unlisted(Matter.REPORT, session.unit_path, session.in_at, session_id),
            audit.note(f"person {person_id}", "duty-marked", leader, now, self.new_id(), facts, named),
            emit("assessment.duty-marked", told, at=now, source=session_id),
        )
        return DutyView.of(session, self.roster.point(session.point_number).name)

    def on_duty(self, leader: Actor, unit_path: str | None, point: str | None, cursor: str | None) -> Page[Manned]:
        """Who is on duty now in a unit and all below it, by place; a point that a page ends within goes on in the next.

        Raises: NotFound, NoSuchPoint. Cost: 1 request a page.
        """
        path = unit_path or next(iter(leader.scopes(*LEADERS)), "")
        if not leader.covers(path, *LEADERS):
            raise NotFound
        if point:
            self.roster.point(point)
        page = store.on_duty(path, point, cursor, _PAGE)
        by_point: dict[str, list[OnDuty]] = {}
        for one in page.items:
            by_point.setdefault(one.session.point_number, []).append(one)
        manned = [Manned(number, self.roster.point(number).name, tuple(them)) for number, them in by_point.items()]
        return Page(manned, page.cursor)

    def end_forgotten(self, most: int = 25) -> int:
        """End by rule duties whose time has come, at most so many, and tell their volunteers; how many.

        Cost: 8 requests, 1 for each.
        """
        ended = 0
        for begun in store.overdue(self.now(), most):
            if ended == most:
                break
            with suppress(sessions.NoDutyOpen):  # checked out at this very moment
                commit(self._end_by_rule(begun))
                ended += 1
        return ended

    def _end_by_rule(self, begun: DutySession) -> Writes:
        told = {
            "person_id": begun.person_id,
            "topic": "duty",
            "title": "忘了离岗打卡",
            "body": f"{sessions.clock(begun.in_at)} 在 {begun.point_number} 的那一班没有离岗打卡，时长先记 0。7 天内可以补卡",
            "link": f"pages/duty/index?id={begun.session_id}",
            "template": "",
            "fields": {},
        }
        event = emit("notices.tell", told, at=self.now(), source=f"forgotten#{begun.session_id}")
        return store.end(sessions.end_by_rule(begun)) + store.release(begun) + event

    def _current(self, actor: Actor) -> DutyView | None:
        begun = store.fetch_open(actor.person_id)
        if begun is None:
            return None
        stands = store.fetch_session(actor.person_id, begun.session_id) or begun  # the open one is kept as it began
        return DutyView.of(stands, self.roster.point(stands.point_number).name)
