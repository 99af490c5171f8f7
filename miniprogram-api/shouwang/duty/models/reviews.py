"""What leaders look at: what waits for their word, and who is on duty."""

from datetime import datetime
from enum import StrEnum

import msgspec

from shouwang.duty.models.sessions import DutySession


class Matter(StrEnum):
    """What a leader is asked."""

    CHECK_IN = "check-in"  # 核打卡
    REPORT = "report"  # 评回报
    SWAP = "swap"  # 换班点头
    CORRECTION = "correction"  # 核补卡


class Waiting(msgspec.Struct, frozen=True):
    """Something that waits for a leader. `subject_id` is the check-in or the duty; `about` says why, in a sentence."""

    person_id: str
    subject_id: str
    unit_path: str
    name: str
    volunteer_number: str
    point_number: str
    about: str
    since: datetime


class OnDuty(msgspec.Struct, frozen=True):
    """Somebody on duty, as a leader's list shows them."""

    session: DutySession
    name: str
    volunteer_number: str


class Manned(msgspec.Struct, frozen=True):
    """An assembly point with who is on duty there, by arrival within a unit."""

    point_number: str
    point_name: str
    people: tuple[OnDuty, ...]
