"""What is read for 此刻在岗: who is on duty, which shifts run or come, who of them is not there."""

from collections.abc import Sequence
from datetime import datetime, timedelta

import msgspec

from shouwang.duty.models import OnDuty, Signup, SignupState
from shouwang.duty.service import Sessions, Shifts
from shouwang.duty.service.views import ShiftView
from shouwang.kernel.actor import LEADERS, Actor, within

MOST_PAGES = 6  # of 50 people
SOON = timedelta(hours=6)
GRACE = timedelta(minutes=5)  # after which somebody is missing
MOST_ASKED = 8  # shifts whose missing are named
_LONGEST = timedelta(hours=12)


class Missing(msgspec.Struct, frozen=True):
    """Somebody with a place on a shift that runs, who is not on duty."""

    signup: Signup
    shift: ShiftView


class Moment(msgspec.Struct, frozen=True):
    """A force or a part of it at one moment. `all_read`: nobody on duty was left out."""

    at: datetime
    top: str
    unit_path: str
    people: Sequence[OnDuty]
    shifts: Sequence[ShiftView]
    missing: Sequence[Missing]
    all_read: bool

    @property
    def here(self) -> Sequence[OnDuty]:
        """Those of the unit that was asked for."""
        return [one for one in self.people if within(one.session.unit_path, self.unit_path)]

    @property
    def running(self) -> Sequence[ShiftView]:
        """Shifts that have begun and are not over."""
        return [shift for shift in self.shifts if shift.starts_at <= self.at < shift.ends_at]

    @property
    def coming(self) -> Sequence[ShiftView]:
        """Shifts that begin within hours."""
        return [shift for shift in self.shifts if self.at < shift.starts_at]


class Watch(msgspec.Struct, frozen=True):
    """Reads a moment. Cost: 1 request for each 50 people on duty, 1 for each unit, 2 for each shift with somebody missing."""

    sessions: Sessions
    shifts: Shifts

    def read(self, leader: Actor, unit_path: str, now: datetime) -> Moment:
        """The moment of a unit and all below it; the widest one's own by default. Raises: NotFound."""
        top = next((path for path in leader.scopes(*LEADERS) if not unit_path or within(unit_path, path)), unit_path)
        path = unit_path or top
        people, all_read = self._people(leader, top)
        if not all_read and path != top:
            people, all_read = self._people(leader, path)
        found = self.shifts.below(leader, path, now - _LONGEST, now + SOON)
        stands = [shift for shift in found if not shift.cancelled and now < shift.ends_at]
        return Moment(now, top, path, people, stands, self._missing(leader, stands, people, now), all_read)

    def _people(self, leader: Actor, path: str) -> tuple[Sequence[OnDuty], bool]:
        people: list[OnDuty] = []
        cursor = None
        for _ in range(MOST_PAGES):
            page = self.sessions.on_duty(leader, path, None, cursor)
            people += [one for place in page.items for one in place.people]
            cursor = page.cursor
            if cursor is None:
                return people, True
        return people, False

    def _missing(
        self, leader: Actor, shifts: Sequence[ShiftView], people: Sequence[OnDuty], now: datetime
    ) -> Sequence[Missing]:
        there = {one.session.person_id for one in people}
        came: dict[str | None, int] = {}
        for one in people:
            came[one.session.shift_id] = came.get(one.session.shift_id, 0) + 1
        late = [s for s in shifts if s.starts_at + GRACE <= now and came.get(s.shift_id, 0) < s.taken]
        return [
            Missing(signup, shift)
            for shift in late[:MOST_ASKED]
            for signup in self.shifts.people(leader, shift.shift_id)
            if signup.state is SignupState.SIGNED_UP and signup.person_id not in there
        ]
