"""Appointments 任命: posts and roles, asked for by one person and confirmed by another."""

from datetime import date, datetime
from enum import StrEnum

import msgspec

from shouwang.kernel.actor import Grant, Role


class Post(StrEnum):
    """A post 职务 of a unit. Source: seed."""

    DETACHMENT_LEADER = "detachment_leader"  # 支队长
    COMMISSAR = "commissar"  # 政委
    BRIGADE_LEADER = "brigade_leader"  # 大队长
    BRIGADE_INSTRUCTOR = "brigade_instructor"  # 教导员
    SQUADRON_LEADER = "squadron_leader"  # 中队长
    SQUADRON_INSTRUCTOR = "squadron_instructor"  # 指导员


class AppointmentState(StrEnum):
    """An appointment moves one way."""

    ASKED = "asked"
    CONFIRMED = "confirmed"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    ENDED = "ended"


class Appointment(msgspec.Struct, frozen=True):
    """任命: a role over a unit for a person, by a post or by itself, from one day to another (both count)."""

    appointment_id: str
    person_id: str
    name: str
    volunteer_number: str | None
    unit_path: str
    role: Role
    post: Post | None
    from_on: date
    until_on: date | None
    reason: str
    asked_by: str
    asked_by_name: str
    asked_at: datetime
    expires_at: datetime
    state: AppointmentState = AppointmentState.ASKED
    decided_by: str = ""
    decided_by_name: str = ""
    decided_at: datetime | None = None
    decided_why: str = ""
    ended_on: date | None = None

    @property
    def grant(self) -> Grant:
        """What the person's sessions carry while it lasts."""
        return Grant(self.role, self.unit_path, self.from_on, self.until_on)


class Seat(msgspec.Struct, frozen=True):
    """A post of a unit and who holds it 在任."""

    unit_path: str
    post: Post
    appointment_id: str
    person_id: str
    name: str
    volunteer_number: str | None
    from_on: date
    until_on: date | None
