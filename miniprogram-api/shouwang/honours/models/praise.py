"""What people say of each other: commendations 表扬 on their way, praise 点赞."""

from datetime import datetime
from enum import StrEnum

import msgspec


class WordingState(StrEnum):
    """Where a commendation stands on its way; once issued or refused it stays so."""

    CHECKING = "checking"  # 微信检查中
    HELD = "held"  # 等人看
    ISSUED = "issued"  # 已发
    REFUSED = "refused"  # 没有通过


class Wording(msgspec.Struct, frozen=True):
    """表扬稿: a commendation as its giver wrote it. `level`: 1 of the squadron, 2 of the brigade, 3 of the force."""

    wording_id: str
    person_id: str
    volunteer_number: str
    unit_path: str
    by: str
    level: int
    title: str
    body: str
    at: datetime
    state: WordingState = WordingState.CHECKING
    award_id: str = ""


class Praise(msgspec.Struct, frozen=True):
    """A praise 点赞 by one volunteer for another: one of a few fixed words, so that none can hurt."""

    person_id: str
    praise_id: str
    from_person_id: str
    from_name: str
    words: str
    at: datetime


class PraisePair(msgspec.Struct, frozen=True):
    """How often two volunteers praised each other in a quarter. Shapes: numbers, `one` before `other` in their order."""

    one: str
    other: str
    forth: int = 0  # from one to other
    back: int = 0

    @property
    def times(self) -> int:
        """Both ways together."""
        return self.forth + self.back

    @property
    def mutual(self) -> bool:
        """Whether it went both ways: shown for what it is, forbidden to nobody."""
        return bool(self.forth and self.back)
