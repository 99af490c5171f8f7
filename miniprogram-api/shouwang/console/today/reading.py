"""Reading what waits: one request a source, however much waits; the day's shifts once a minute in a process."""

import time
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import TypeVar

import msgspec

from shouwang.assessment.service import Disputes
from shouwang.console.places import APPLICATIONS, CHECK_INS, COMPLAINTS, DISPUTES, PLACES, UNITS, Place
from shouwang.console.today.day import Day
from shouwang.console.today.waits import Wait, Waiting
from shouwang.duty.models import Matter
from shouwang.duty.service import Reviews, Sessions, Shifts
from shouwang.duty.service.views import ShiftView
from shouwang.kernel.actor import LEADERS, Actor, Role
from shouwang.kernel.clock import day_start, local_day
from shouwang.notices.service import Complaints
from shouwang.platform.dynamo import Page
from shouwang.recruitment.models import Gate
from shouwang.recruitment.service import Review
from shouwang.roster.rules import KEEPERS
from shouwang.roster.rules.members import CARERS
from shouwang.roster.service import Appointments
from shouwang.roster.service.recoveries import Recoveries

_One = TypeVar("_One")

_PAGE = 50
_DAY = timedelta(days=1)
_FRESH_S = 60.0
# How long each may wait before it is late.
_ANSWERED_WITHIN = timedelta(days=7)
_MATTERS = {
    Matter.CHECK_IN: ("核打卡", "打卡存疑", timedelta(days=1), "/console/check-ins"),
    Matter.CORRECTION: ("核补卡", "补卡", timedelta(days=3), "/console/corrections"),
    Matter.SWAP: ("换班点头", "换班", timedelta(days=1), ""),
}


class Plans(msgspec.Struct):
    """The shifts of a day as this process last read them: they cost a request a unit, and hardly change in a minute."""

    monotonic: Callable[[], float] = time.monotonic
    _seen: dict[tuple[str, date], tuple[float, Sequence[ShiftView]]] = msgspec.field(default_factory=dict)

    def of(self, unit_path: str, day: date, read: Callable[[], Sequence[ShiftView]]) -> Sequence[ShiftView]:
        """The shifts of a unit and all below, at most a minute old."""
        at, seen = self._seen.get((unit_path, day), (float("-inf"), ()))
        if self.monotonic() - at >= _FRESH_S:
            seen = read()
            self._seen = {key: kept for key, kept in self._seen.items() if key[1] == day}  # yesterday's go
            self._seen[unit_path, day] = (self.monotonic(), seen)
        return seen


class Reading(msgspec.Struct, frozen=True):
    """What the page is made of."""

    unit_name: Callable[[str], str]
    review: Review
    reviews: Reviews
    sessions: Sessions
    shifts: Shifts
    disputes: Disputes
    complaints: Complaints
    appointments: Appointments
    recoveries: Recoveries
    plans: Plans = msgspec.field(default_factory=Plans)

    def waiting(self, actor: Actor, now: datetime) -> Waiting:
        """All that waits for somebody, the oldest 50 of each kind. Cost: 1 request a gate of theirs, and at most 8."""
        cut: set[str] = set()
        waits = (
            *self._applications(actor, cut),
            *self._duty(actor, cut),
            *self._disputes(actor, cut),
            *self._complaints(actor, now, cut),
            *self._second_words(actor, cut),
        )
        return Waiting(waits, frozenset(cut))

    def day(self, actor: Actor, now: datetime) -> Day | None:
        """The day of a leader's units. Cost: 1 request, and 1 a unit once a minute."""
        path = next(iter(actor.scopes(*LEADERS)), "")
        if not path:
            return None
        start = day_start(local_day(now))

        def read() -> Sequence[ShiftView]:
            found = self.shifts.below(actor, path, start - _DAY / 2, start + _DAY)
            return [shift for shift in found if not shift.cancelled and start < shift.ends_at]

        page = self.sessions.on_duty(actor, path, None, None)
        people = sum(len(place.people) for place in page.items)
        return Day(now, self.plans.of(path, local_day(now), read), people, more=page.cursor is not None)

    def _applications(self, actor: Actor, cut: set[str]) -> Iterator[Wait]:
        for rule in self.review.roster.force().gates:
            if not actor.roles & set(rule.deciders):
                continue
            gate = Gate(rule.gate)
            for line in whole(self.review.queue(actor, rule.gate).waiting, APPLICATIONS, cut):
                due = line.since + timedelta(days=rule.usual_days)
                href = f"/console/applications/{line.application_id}?gate={gate}"
                yield Wait(
                    line.name,
                    f"判{gate.words}",
                    self.unit_name(line.unit_path),
                    line.since,
                    due,
                    href,
                    APPLICATIONS.href,
                )

    def _duty(self, actor: Actor, cut: set[str]) -> Iterator[Wait]:
        if not actor.scopes(*LEADERS):
            return
        for matter, (what, origin, within, href) in _MATTERS.items():
            for line in whole(self.reviews.waiting(actor, matter, None, None), CHECK_INS, cut):
                told = f"{origin}，{self.unit_name(line.unit_path)}"
                yield Wait(line.name, what, told, line.since, line.since + within, built(href), CHECK_INS.href)

    def _disputes(self, actor: Actor, cut: set[str]) -> Iterator[Wait]:
        if not actor.scopes(*LEADERS):
            return
        for one in whole(self.disputes.waiting(actor, None, None), DISPUTES, cut):
            due = one.asked_at + _ANSWERED_WITHIN
            unit = self.unit_name(one.unit_path)
            yield Wait(one.name, "答复积分申诉", unit, one.asked_at, due, DISPUTES.href, DISPUTES.href)

    def _complaints(self, actor: Actor, now: datetime, cut: set[str]) -> Iterator[Wait]:
        if Role.AUDITOR not in actor.roles:
            return
        page, ruled = self.complaints.of_month(local_day(now).isoformat()[:7], None)
        for one in whole(page, COMPLAINTS, cut):
            if one.complaint_id not in ruled:
                due = one.at + _ANSWERED_WITHIN
                yield Wait(one.about, "裁定投诉", "投诉", one.at, due, COMPLAINTS.href, COMPLAINTS.href)

    def _second_words(self, actor: Actor, cut: set[str]) -> Iterator[Wait]:
        """Appointments and recoveries that a second person decides."""
        here = built("/console/units", "/waiting")
        if scope := next(iter(actor.scopes(*KEEPERS)), ""):
            for asked in whole(self.appointments.waiting(actor, scope, None, _PAGE), UNITS, cut):
                what = f"确认任{self.unit_name(asked.unit_path)}{asked.title}"
                origin = f"{asked.asked_by_name or '有人'}提的"
                yield Wait(asked.name, what, origin, asked.asked_at, asked.expires_at, here, UNITS.href)
        if scope := next(iter(actor.scopes(*CARERS)), ""):
            for lost in whole(self.recoveries.waiting(actor, scope, None, _PAGE), UNITS, cut):
                unit = self.unit_name(lost.unit_path)
                yield Wait(lost.name, "核对找回记录", unit, lost.asked_at, lost.expires_at, here, UNITS.href)


def whole(page: Page[_One], place: Place, cut: set[str]) -> Sequence[_One]:
    """A page's lines; that there are more of them is written down for its place."""
    if page.cursor:
        cut.add(place.href)
    return page.items


def built(href: str, below: str = "") -> str:
    """An address when there is such a page in this console."""
    return href + below if any(place.href == href for place in PLACES) else ""
