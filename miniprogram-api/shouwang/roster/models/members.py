"""Volunteers 义警: where each belongs, stands and stood."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

import msgspec

from shouwang.kernel.actor import Status


class Membership(msgspec.Struct, frozen=True):
    """A further unit 兼属 that a volunteer belongs to beside the own one, as a specialised squadron's divers do."""

    unit_path: str
    since_on: date


class Volunteer(msgspec.Struct, frozen=True):
    """A volunteer 义警 under the number 编号 given once, for ever."""

    volunteer_number: str
    person_id: str
    name: str
    unit_path: str
    joined_on: date
    cover_until: date | None = None  # the accident insurance's last day
    status: Status = Status.ACTIVE
    qualifications: tuple[str, ...] = ()
    version: int = 1
    also: tuple[Membership, ...] = ()
    unit_since: date | None = None  # since the own unit is this one; None: since joining
    status_until: date | None = None  # the last day of a leave
    tail_index: str | None = None  # blind index of the phone's last four digits

    @property
    def unit_paths(self) -> tuple[str, ...]:
        """Every unit the volunteer belongs to, the own one first."""
        return (self.unit_path, *(membership.unit_path for membership in self.also))


class Step(StrEnum):
    """What happened to a volunteer in the force 履历."""

    TRANSFERRED = "transferred"  # 调动
    ALSO_JOINED = "also_joined"  # 兼入
    ALSO_LEFT = "also_left"  # 退出兼属
    STATUS = "status"  # 在队状态
    COVER = "cover"  # 保险
    POST_BEGUN = "post_begun"  # 任职
    POST_ENDED = "post_ended"  # 免职
    IMPORTED = "imported"  # 导入


class HistoryEntry(msgspec.Struct, frozen=True):
    """One line of a volunteer's history 履历; never changed. `facts` names units and days, never other persons."""

    volunteer_number: str
    entry: str  # instant#id, sorts by time
    step: Step
    at: datetime
    by_as: str
    facts: dict[str, Any] = msgspec.field(default_factory=dict)
