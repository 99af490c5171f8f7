"""Awards 荣誉: what is written on them and frozen, where they stand, what strangers learn of them."""

from datetime import date, datetime
from enum import StrEnum

import msgspec


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


class Holder(msgspec.Struct, frozen=True):
    """Who gets an award: as the roster knows them at that moment."""

    person_id: str
    name: str
    volunteer_number: str
    unit_path: str
    unit_name: str


class Citation(msgspec.Struct, frozen=True):
    """Why an award is given: its title, its words, and for a medal which one."""

    kind: AwardKind
    title: str
    body: str
    medal: str | None = None
    facts: tuple[tuple[str, str], ...] = ()  # labels and values of a service record
    valid_until: date | None = None  # its last day
    span: tuple[date, date] | None = None  # the days a service record speaks of


class Inscription(msgspec.Struct, frozen=True):
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


class Award(msgspec.Struct, frozen=True):
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


class Given(msgspec.Struct, frozen=True):
    """What whoever gave an award is told of it."""

    award_id: str
    serial: str
    code: str


class Task(msgspec.Struct, frozen=True):
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


class Verified(msgspec.Struct, frozen=True):
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


class IssuerKey(msgspec.Struct, frozen=True):
    """签发公钥: a public key this issuer signs or signed with. One that leaked is not `trusted`, and stays published."""

    kid: str
    raw: bytes
    first_used_at: datetime
    trusted: bool = True
