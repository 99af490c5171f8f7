"""Reading units, posts and what waits, and drawing their pages."""

import msgspec

from shouwang.console.browser import Browser
from shouwang.console.desk import Desk
from shouwang.console.units.tree import HERE, Sent, tree_sheet, unit_sheet
from shouwang.console.units.waiting import waiting_sheet
from shouwang.kernel.actor import STAFF, Actor
from shouwang.kernel.clock import local_day
from shouwang.kernel.problem import Problem
from shouwang.platform.web import Reply
from shouwang.roster.rules import KEEPERS, NoSuchUnit
from shouwang.roster.rules.members import CARERS
from shouwang.roster.service import Appointments, AppointmentView, Roster
from shouwang.roster.service.recoveries import Recoveries
from shouwang.roster.service.recovery_views import RecoveryView

_MOST = 50


class Reading(msgspec.Struct, frozen=True):
    """What the routes of units share."""

    desk: Desk
    roster: Roster
    appointments: Appointments
    recoveries: Recoveries

    def tree(self, actor: Actor, browser: Browser) -> Reply:
        """Every unit with its posts. Cost: 3 requests."""
        units, today = self.roster.units(), local_day(self.roster.now())
        seats = self.appointments.seats(units[0].path) if units else ()
        waiting = len(self.asked(actor)) + len(self.lost(actor))
        return self.desk.sheet(actor, browser, HERE, tree_sheet(units, seats, waiting, today))

    def unit(self, actor: Actor, browser: Browser, path: str, sent: Sent | None = None) -> Reply:
        """One unit. Raises: NoSuchUnit outside the own units. Cost: 1 request."""
        unit = self.roster.unit(path)
        if not actor.covers(path, *STAFF):
            raise NoSuchUnit
        seats, version = self.appointments.seats(path), self.roster.ground.look().version
        sheet = unit_sheet(actor, unit, seats, local_day(self.roster.now()), version, sent)
        return self.desk.sheet(actor, browser, HERE, sheet, sent.refusal if sent else None)

    def waiting(self, actor: Actor, browser: Browser, refusal: Problem | None = None) -> Reply:
        """What waits for a second person. Cost: 2 requests."""
        now, unit_name = self.roster.now(), self.desk.surroundings.unit_name
        sheet = waiting_sheet(actor, self.asked(actor), self.lost(actor), now, unit_name)
        return self.desk.sheet(actor, browser, HERE, sheet, refusal)

    def asked(self, actor: Actor) -> list[AppointmentView]:
        """Appointments that wait, for who may confirm one. Cost: 1 request."""
        scope = next(iter(actor.scopes(*KEEPERS)), "")
        return list(self.appointments.waiting(actor, scope, None, _MOST).items) if scope else []

    def lost(self, actor: Actor) -> list[RecoveryView]:
        """Recoveries that wait, for who may vouch. Cost: 1 request."""
        scope = next(iter(actor.scopes(*CARERS)), "")
        return list(self.recoveries.waiting(actor, scope, None, _MOST).items) if scope else []
