"""Nouns of honours 荣誉: medals and what they are given for, awards with their frozen words, praise."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Protocol


class Fact(StrEnum):
    """What a medal can be given for; each is a whole number of `MedalFacts`."""

    MINUTES_MEASURED = "minutes_measured"  # 实测时长
    PATROLS = "patrols"  # 执勤次数
    NIGHTS = "nights"  # 夜班次数
    CALL_OUTS = "call_outs"  # 出警次数
    COURSES = "courses"  # 必修课中合格、有效的门数
    STREAK_WEEKS = "streak_weeks"  # 不间断周数
    YEARS = "years"  # 在队年数


class MedalFacts(Protocol):
    """What a person has done so far. Units: minutes; duties that were credited; weeks in a row; whole years, if looked at."""

    @property
    def minutes_measured(self) -> int:
        """Service measured at both ends."""
        ...

    @property
    def patrols(self) -> int:
        """Duties that ended with credited time."""
        ...

    @property
    def nights(self) -> int:
        """Duties in the night."""
        ...

    @property
    def call_outs(self) -> int:
        """Call-outs answered with arrival."""
        ...

    @property
    def courses(self) -> int | None:
        """Of the courses required of the person, those whose pass holds; None where nobody looked."""
        ...

    @property
    def courses_required(self) -> int:
        """How many courses are required of the person."""
        ...

    @property
    def streak_weeks(self) -> int:
        """The most weeks in a row with a duty each."""
        ...

    @property
    def years(self) -> int | None:
        """Whole years since joining; None where nobody looked."""
        ...


@dataclass(frozen=True, slots=True)
class Done:
    """What a person has done so far, counted."""

    minutes_measured: int = 0
    patrols: int = 0
    nights: int = 0
    call_outs: int = 0
    courses: int | None = None
    courses_required: int = 0
    streak_weeks: int = 0
    years: int | None = None


@dataclass(frozen=True, slots=True)
class MedalRule:
    """A medal 勋章 and its ground, as data. `deed` completes the certificate's sentence; `art` names the drawing.

    `at_least` 0: as many as are required of the person, and at least one. `stays`: once given, a ground that ran out since
    takes nothing back.
    """

    medal: str
    title: str
    family: str
    fact: Fact
    at_least: int
    deed: str
    art: str
    stays: bool = False


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a person is on the way to the next medal of a family."""

    rule: MedalRule
    have: int
    need: int

    @property
    def missing(self) -> int:
        """What is still to be done, in the fact's unit."""
        return self.need - self.have


class AwardKind(StrEnum):
    """What an award is; the paper it is printed on follows from it."""

    MEDAL = "medal"  # 勋章, with its certificate
    CERTIFICATE = "certificate"  # 荣誉证书
    TRAINING = "training"  # 结业证书
    SERVICE = "service"  # 志愿服务证明
    COMMENDATION = "commendation"  # 表扬


class AwardState(StrEnum):
    """Where an award stands; it moves once, and is never deleted. `EXPIRED` follows from the day and is never stored."""

    ISSUED = "issued"  # 有效
    REVOKED = "revoked"  # 已撤销
    REPLACED = "replaced"  # 已换发
    EXPIRED = "expired"  # 已过期


class Publication(StrEnum):
    """What strangers see of an award who have its code: its holder decides, and may decide anew."""

    FULL = "full"  # 全名
    MASKED = "masked"  # 只露姓
    WITHDRAWN = "withdrawn"  # 收回公开: only whether it holds


@dataclass(frozen=True, slots=True)
class Holder:
    """Who gets an award: as the roster knows them at that moment."""

    person_id: str
    name: str
    volunteer_number: str
    unit_path: str
    unit_name: str


@dataclass(frozen=True, slots=True)
class Citation:
    """Why an award is given: its title, its words, and for a medal which one."""

    kind: AwardKind
    title: str
    body: str
    medal: str | None = None
    facts: tuple[tuple[str, str], ...] = ()  # labels and values of a service record
    valid_until: date | None = None  # its last day
    span: tuple[date, date] | None = None  # the days a service record speaks of


@dataclass(frozen=True, slots=True)
class Inscription:
    """Everything that is written on an award, frozen at issue: names and units may change, an award does not."""

    name: str
    unit: str
    number: str
    title: str
    body: str
    issuer: str
    issued_on: date
    serial: str
    code: str
    template_version: int
    facts: tuple[tuple[str, str], ...] = ()
    valid_until: date | None = None
    span: tuple[date, date] | None = None


@dataclass(frozen=True, slots=True)
class Award:
    """An award 荣誉: the truth behind a picture, a print, a credential and the public page."""

    award_id: str
    person_id: str
    unit_path: str  # at issue; decides which staff may see and change it
    kind: AwardKind
    inscription: Inscription
    subject_urn: str  # who the credential speaks of, without saying who
    status_index: int  # its bit in the public status lists, counted over all of them
    credential: str
    awarded_at: datetime
    awarded_by: str  # a person_id, or `rule`
    medal: str | None = None
    state: AwardState = AwardState.ISSUED
    state_at: datetime | None = None
    state_reason: str = ""
    replaced_by: str | None = None
    taken_at: datetime | None = None  # when its holder first had a file of it in hand
    publication: Publication = Publication.MASKED


@dataclass(frozen=True, slots=True)
class Look:
    """The last look at a person's medals: how many there were, and which medals are in doubt (by award)."""

    person_id: str
    looks: int = 0
    doubts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Doubt:
    """存疑: a medal whose ground is gone while its certificate is in somebody's hand; a person decides."""

    award_id: str
    person_id: str
    name: str
    volunteer_number: str
    unit_path: str
    medal: str
    title: str
    why: str
    at: datetime


class WordingState(StrEnum):
    """Where a commendation stands on its way; once issued or refused it stays so."""

    CHECKING = "checking"  # 微信检查中
    HELD = "held"  # 等人看
    ISSUED = "issued"  # 已发
    REFUSED = "refused"  # 没有通过


@dataclass(frozen=True, slots=True)
class Wording:
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


@dataclass(frozen=True, slots=True)
class Task:
    """待办: an honour that stopped because its holder's name cannot be drawn whole; a person must see to it."""

    task_id: str
    person_id: str
    name: str
    missing: str  # the characters that no font here has
    number: str
    unit_path: str
    citation: Citation
    asked_by: str  # a person_id, or `rule`
    at: datetime
    claim: str | None = None  # what the award will claim, so that it is given once


@dataclass(frozen=True, slots=True)
class Given:
    """What whoever gave an award is told of it."""

    award_id: str
    serial: str
    code: str


@dataclass(frozen=True, slots=True)
class Verified:
    """What a stranger learns who checks a code; nothing here says more than the certificate in their hand."""

    state: AwardState
    kind: AwardKind
    title: str
    holder: str  # as far as the holder allows
    issuer: str
    issued_on: date
    valid_until: date | None
    serial: str
    state_at: datetime | None
    checked_at: datetime
    withdrawn: bool = False


@dataclass(frozen=True, slots=True)
class Praise:
    """A praise 点赞 by one volunteer for another: one of a few fixed words, so that none can hurt."""

    person_id: str
    praise_id: str
    from_person_id: str
    from_name: str
    words: str
    at: datetime


@dataclass(frozen=True, slots=True)
class IssuerKey:
    """签发公钥: a public key this issuer signs or signed with. One that leaked is not `trusted`, and stays published."""

    kid: str
    raw: bytes
    first_used_at: datetime
    trusted: bool = True


@dataclass(frozen=True, slots=True)
class Card:
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


@dataclass(frozen=True, slots=True)
class CardSeen:
    """What somebody learns who scans a card: enough to trust the person before them, no more."""

    standing: CardStanding
    holder: str  # masked
    unit: str
    issuer: str
    valid_until: date
    shown_until: datetime | None  # the end of the minute, for a code on a phone's screen
    checked_at: datetime
