"""The volunteer card 义警证."""

from datetime import date, datetime
from enum import StrEnum

import msgspec


class Card(msgspec.Struct, frozen=True):
    """义警证: what a volunteer shows when asked who they are; its code is new with every renewal."""

    person_id: str
    code: str
    issued_on: date
    valid_until: date


class CardStanding(StrEnum):
    """What a card is worth when somebody looks at it."""

    ACTIVE = "active"  # 在队
    EXPIRED = "expired"  # 证件过期
    RENEWED = "renewed"  # 已换新证
    LEFT = "left"  # 不在队了


class CardSeen(msgspec.Struct, frozen=True):
    """What somebody learns who scans a card: enough to trust the person before them, no more."""

    standing: CardStanding
    holder: str  # masked
    unit: str
    issuer: str
    valid_until: date
    shown_until: datetime | None  # the end of the minute, for a code on a phone's screen
    checked_at: datetime


class CardOwner(msgspec.Struct, frozen=True):
    """Whom a leader has before them, by a scanned card of the own units: what the shift's list says of them anyway."""

    volunteer_number: str
    name: str
    unit_name: str
    on_screen: bool  # a phone showed it within the minute; False for a printed card
