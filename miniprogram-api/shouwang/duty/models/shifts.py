"""Shifts 班次 and who has a place on them."""

from datetime import date, datetime
from enum import StrEnum

import msgspec


class Shift(msgspec.Struct, frozen=True):
    """班次: a time at a place that needs people."""

    shift_id: str
    unit_path: str
    point_number: str
    duty_type: str
    starts_at: datetime
    ends_at: datetime
    capacity: int
    taken: int = 0
    minimum_team: int = 3
    qualification: str | None = None
    cancelled: bool = False
    waiting: int = 0  # people on the waiting list; there are none while a place is free


class Candidate(msgspec.Struct, frozen=True):
    """A volunteer as sign-up and check-in look at one."""

    person_id: str
    volunteer_number: str
    name: str
    unit_path: str
    qualifications: frozenset[str] = frozenset()
    cover_until: date | None = None  # the accident insurance's last day


class SignupState(StrEnum):
    """Where a sign-up stands."""

    SIGNED_UP = "signed-up"
    WAITING = "waiting"  # 候补
    CANCELLED = "cancelled"


class Signup(msgspec.Struct, frozen=True):
    """报班: one volunteer's place on a shift, or on its waiting list; it carries what a check-in needs of the shift.

    `signed_up_at` is when the place was had: for who moved up from the waiting list, that moment.
    """

    shift_id: str
    person_id: str
    volunteer_number: str
    name: str
    point_number: str
    duty_type: str
    starts_at: datetime
    ends_at: datetime
    signed_up_at: datetime
    state: SignupState = SignupState.SIGNED_UP
    ticket: int | None = None  # of who waits, or waited: the order in which they came
    cancelled_at: datetime | None = None


class Place(msgspec.Struct, frozen=True):
    """What a sign-up got, and how many stand before it on the waiting list."""

    signup: Signup
    ahead: int | None = None  # None: a place, not a wait
