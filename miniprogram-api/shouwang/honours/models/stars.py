"""Nouns of stars 星级: proposed by hours, shown to everybody, open to objections, and standing or not."""

from datetime import date, datetime
from enum import StrEnum

import msgspec


class StarState(StrEnum):
    """How far a star is; which follows which: `rules.stars.STEPS`."""

    PUBLICITY = "publicity"  # 公示中
    STANDS = "stands"  # 已授予
    REFUSED = "refused"  # 不予授予
    LAPSED = "lapsed"  # 依据不足


class Star(msgspec.Struct, frozen=True):
    """A person's star of one level, one record whatever becomes of it. Units: minutes measured when it was proposed.

    `star`: the medal it gives. `ends_on`: the first day after its publicity. `objections`: of who signed in, not ruled
    yet; they hold the star back. `hearsay`: of strangers, not ruled yet; they wait for a ruler and hold nothing.
    `again_on`: the day from which a refused one may be proposed again. `version` guards it against two writers at once.
    """

    star_id: str
    person_id: str
    star: str
    name: str
    volunteer_number: str
    unit_path: str
    minutes: int
    proposed_at: datetime
    ends_on: date
    state: StarState = StarState.PUBLICITY
    objections: int = 0
    hearsay: int = 0
    reason: str = ""
    again_on: date | None = None
    version: int = 1


class StarObjectionState(StrEnum):
    """An objection is ruled once."""

    OPEN = "open"  # 待定
    UPHELD = "upheld"  # 成立
    DISMISSED = "dismissed"  # 不成立


class StarObjection(msgspec.Struct, frozen=True):
    """异议 to a star in publicity, by name and for a reason. `person_id`: who objected, if it is a member."""

    star_id: str
    objection_id: str
    person_id: str | None
    name: str
    text: str
    unit_path: str  # of the star, so that who rules there finds it
    at: datetime
    state: StarObjectionState = StarObjectionState.OPEN
    ruling: str = ""
    ruled_by: str = ""
    expires_at: int | None = None
