"""Recoveries 找回记录: somebody with a new WeChat account asks for the record that they cannot sign in to any more."""

from datetime import datetime
from enum import StrEnum

import msgspec


class Fact(StrEnum):
    """What may be told about a record to ask for it."""

    NUMBER = "volunteer_number"  # 编号
    DOCUMENT = "document"  # 证件号码
    PHONE = "phone"  # 原来的手机号


class RecoveryState(StrEnum):
    """A recovery moves one way."""

    ASKED = "asked"
    VOUCHED = "vouched"  # one member of staff has met the person
    MOVED = "moved"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class Recovery(msgspec.Struct, frozen=True):
    """找回记录: `newcomer_id` is who asks, `person_id` whose record it is; of the facts only their kinds are kept."""

    recovery_id: str
    newcomer_id: str
    person_id: str
    name: str
    volunteer_number: str
    unit_path: str
    facts: tuple[Fact, ...]
    words: str
    new_phone_tail: str
    asked_at: datetime
    expires_at: datetime
    state: RecoveryState = RecoveryState.ASKED
    vouched_by: str = ""
    vouched_by_name: str = ""
    vouched_at: datetime | None = None
    decided_by: str = ""
    decided_by_name: str = ""
    decided_at: datetime | None = None
    decided_why: str = ""
