"""What routes of honours take and tell."""

from datetime import date, datetime
from typing import Annotated, Literal

import msgspec

from shouwang.honours.models import (
    Award,
    AwardKind,
    AwardState,
    Fact,
    MedalRule,
    Praise,
    Progress,
    Publication,
)
from shouwang.honours.rules import FORMS, Form, missing_words

Reason = Annotated[str, msgspec.Meta(min_length=4, max_length=100)]


_ENDS = {form: f".{form}" for form in Form} | {Form.A4: ".jpg?size=a4"}


class GiveAsk(msgspec.Struct, forbid_unknown_fields=True):
    """A certificate by hand; `body` is the text below the holder's name."""

    volunteer_number: Annotated[str, msgspec.Meta(min_length=1, max_length=20)]
    kind: AwardKind
    title: Annotated[str, msgspec.Meta(min_length=2, max_length=20)]
    body: Annotated[str, msgspec.Meta(min_length=10, max_length=160)]
    valid_until: date | None = None


class CeremonyAsk(msgspec.Struct, forbid_unknown_fields=True):
    """One honour for many: for those named, or for everybody in a unit and below."""

    kind: AwardKind
    title: Annotated[str, msgspec.Meta(min_length=2, max_length=20)]
    body: Annotated[str, msgspec.Meta(min_length=10, max_length=160)]
    volunteer_numbers: list[Annotated[str, msgspec.Meta(min_length=1, max_length=20)]] = []
    unit: str | None = None
    valid_until: date | None = None


class ReasonAsk(msgspec.Struct, forbid_unknown_fields=True):
    """Why an award is taken back or replaced; its holder reads it."""

    reason: Reason


class PraiseAsk(msgspec.Struct, forbid_unknown_fields=True):
    """Whom to praise, in which of the fixed words."""

    volunteer_number: Annotated[str, msgspec.Meta(min_length=1, max_length=20)]
    words: str


class OfAsk(msgspec.Struct):
    """Whose honours."""

    volunteer_number: Annotated[str, msgspec.Meta(min_length=1, max_length=20)]


class PublicationAsk(msgspec.Struct, forbid_unknown_fields=True):
    """What strangers may see of an honour."""

    publication: Publication


class RecordAsk(msgspec.Struct, forbid_unknown_fields=True):
    """The days a service record speaks of, both counted."""

    first_on: date
    last_on: date


class LinkAsk(msgspec.Struct, forbid_unknown_fields=True):
    """Which file an address is wanted for."""

    form: Form


class SettleAsk(msgspec.Struct, forbid_unknown_fields=True):
    """How the name is to be written, as its holder agreed; without one, as the roster has it."""

    spelling: Annotated[str, msgspec.Meta(min_length=1, max_length=50)] | None = None


class TasksAsk(msgspec.Struct):
    """Which unit's list, and where to go on."""

    unit: str | None = None
    cursor: str | None = None


class PageAsk(msgspec.Struct):
    """Where to go on."""

    cursor: str | None = None


class SizeAsk(msgspec.Struct):
    """A picture to share, or one to print."""

    size: Annotated[str, msgspec.Meta(pattern="^(share|a4)$")] = "share"


class MedalSizeAsk(msgspec.Struct):
    """How large a medal's picture is. Units: pixels."""

    size: Literal[1024, 512, 128] = 512


class CodeAsk(msgspec.Struct):
    """A code typed into the page's form."""

    code: Annotated[str, msgspec.Meta(max_length=100)] = ""


class AwardTold(msgspec.Struct):
    """One honour and where its files are."""

    award_id: str
    kind: AwardKind
    title: str
    medal: str | None
    serial: str
    code: str
    verify_url: str
    issued_on: date
    state: AwardState
    state_at: datetime | None
    state_reason: str
    replaced_by: str | None
    valid_until: date | None
    publication: Publication
    files: dict[str, str]


class ProgressTold(msgspec.Struct):
    """The way to a medal. Units: minutes for minutes_measured, else a count."""

    medal: str
    title: str
    family: str
    fact: Fact
    have: int
    need: int
    missing: int
    words: str


class PraiseTold(msgspec.Struct):
    """A praise somebody gave."""

    from_name: str
    words: str
    at: datetime


class MyHonours(msgspec.Struct):
    """Honours, newest first; the next medals; the newest praises."""

    items: list[AwardTold]
    cursor: str | None
    next: list[ProgressTold]
    praises: list[PraiseTold]


class Awards(msgspec.Struct):
    """Honours of a volunteer, newest first."""

    items: list[AwardTold]
    cursor: str | None


class MedalTold(msgspec.Struct):
    """A medal there is, and what it is given for."""

    medal: str
    title: str
    family: str
    fact: Fact
    at_least: int
    deed: str
    picture: str
    silhouette: str


class Medals(msgspec.Struct):
    """Every medal given by rule."""

    items: list[MedalTold]


def tell_award(award: Award, verify_url: str) -> AwardTold:
    """One honour; only a valid one has files."""
    written = award.inscription
    forms = FORMS[award.kind] if award.state is AwardState.ISSUED else ()
    return AwardTold(
        award_id=award.award_id,
        kind=award.kind,
        title=written.title,
        medal=award.medal,
        serial=written.serial,
        code=written.code,
        verify_url=verify_url,
        issued_on=written.issued_on,
        state=award.state,
        state_at=award.state_at,
        state_reason=award.state_reason,
        replaced_by=award.replaced_by,
        valid_until=written.valid_until,
        publication=award.publication,
        files={form.value: f"/v1/honours/{award.award_id}{_ENDS[form]}" for form in forms},
    )


def tell_progress(progress: Progress) -> ProgressTold:
    """The way to one medal."""
    rule = progress.rule
    return ProgressTold(
        rule.medal,
        rule.title,
        rule.family,
        rule.fact,
        progress.have,
        progress.need,
        progress.missing,
        missing_words(progress),
    )


def tell_praise(praise: Praise) -> PraiseTold:
    """A praise, by name."""
    return PraiseTold(praise.from_name, praise.words, praise.at)


def tell_medal(rule: MedalRule) -> MedalTold:
    """One medal of the catalogue."""
    return MedalTold(
        medal=rule.medal,
        title=rule.title,
        family=rule.family,
        fact=rule.fact,
        at_least=rule.at_least,
        deed=rule.deed,
        picture=f"/v1/medals/{rule.medal}.png",
        silhouette=f"/v1/medals/locked/{rule.medal}.png",
    )
