"""Reading weeks, shifts and patterns for a page, and drawing them."""

from collections.abc import Sequence
from datetime import date, timedelta

import msgspec

from shouwang.console.acts import hidden
from shouwang.console.blocks import Form, Sheet
from shouwang.console.browser import Browser
from shouwang.console.desk import Desk
from shouwang.console.places import SHIFTS
from shouwang.console.shell import name_of
from shouwang.console.shifts.forms import Offered, new_sheet, pattern_form, patterns_sheet, shift_form
from shouwang.console.shifts.one import OneShift, printed, shift_sheet
from shouwang.console.shifts.week import Plan, week_sheet
from shouwang.duty.service import Patterns, Shifts
from shouwang.kernel.actor import LEADERS, Actor, within
from shouwang.kernel.clock import day_start, local_day
from shouwang.kernel.problem import NotFound, Problem
from shouwang.platform.web import Reply
from shouwang.roster.models import Unit


class Planning(msgspec.Struct, frozen=True):
    """Draws the pages of 排班."""

    desk: Desk
    shifts: Shifts
    patterns: Patterns

    def week(self, actor: Actor, browser: Browser, unit_path: str, day: date | None) -> Reply:
        """A unit's week. Cost: 1 request for each unit at and below it."""
        unit, now = self._unit(actor, unit_path), self.shifts.now()
        day = day or local_day(now)
        monday = day - timedelta(days=day.weekday())
        first = day_start(monday)
        found = self.shifts.below(actor, unit.path, first, first + timedelta(days=7))
        plan = Plan(monday, unit, self.shifts.roster.units(), found, self._top(actor, unit.path), now)
        return self._sheet(actor, browser, week_sheet(plan, self._duty))

    def one(
        self, actor: Actor, browser: Browser, shift_id: str, forms: Sequence[Form] = (), no: Problem | None = None
    ) -> Reply:
        """One shift. Cost: 3 requests."""
        return self._sheet(actor, browser, shift_sheet(self.one_shift(actor, shift_id), forms), no)

    def one_shift(self, actor: Actor, shift_id: str) -> OneShift:
        """A shift as its page shows it. Raises: NotFound. Cost: 3 requests."""
        shift, people = self.shifts.look(actor, shift_id)
        now, force = self.shifts.now(), self.shifts.roster.force()
        unit = self.desk.surroundings.unit_name(shift.unit_path)
        return OneShift(
            shift, people, self._duty(shift.duty_type), unit, now, hidden(), printed(force.name, name_of(actor), now)
        )

    def new(
        self, actor: Actor, browser: Browser, unit_path: str, form: Form | None = None, no: Problem | None = None
    ) -> Reply:
        """The page of a shift to be made. Cost: none."""
        unit = self._unit(actor, unit_path)
        shown = form or shift_form(self.offered(actor, unit.path), hidden())
        return self._sheet(actor, browser, new_sheet(shown, unit), no)

    def weekly(
        self, actor: Actor, browser: Browser, unit_path: str, form: Form | None = None, no: Problem | None = None
    ) -> Reply:
        """A unit's patterns. Cost: 1 request."""
        unit = self._unit(actor, unit_path)
        offered = self.offered(actor, unit.path)
        found = self.patterns.of_unit(actor, unit.path)
        shown = form or pattern_form(offered, hidden())
        sheet = patterns_sheet(found, shown, offered, unit, hidden(), opened=form is not None)
        return self._sheet(actor, browser, sheet, no)

    def offered(self, actor: Actor, unit_path: str) -> Offered:
        """What a leader may choose from."""
        roster = self.shifts.roster
        led = [unit for unit in roster.units() if actor.covers(unit.path, *LEADERS)]
        return Offered(led, roster.points(), roster.force().duty_types, unit_path, self.shifts.now())

    def _unit(self, actor: Actor, unit_path: str) -> Unit:
        path = unit_path or next(iter(actor.scopes(*LEADERS)), "")
        if not actor.covers(path, *LEADERS):
            raise NotFound
        return self.shifts.roster.unit(path)

    def _top(self, actor: Actor, unit_path: str) -> str:
        return next(path for path in actor.scopes(*LEADERS) if within(unit_path, path))

    def _duty(self, code: str) -> str:
        return next((kind.name for kind in self.shifts.roster.force().duty_types if kind.code == code), code)

    def _sheet(self, actor: Actor, browser: Browser, sheet: Sheet, no: Problem | None = None) -> Reply:
        return self.desk.sheet(actor, browser, SHIFTS.href, sheet, no)
