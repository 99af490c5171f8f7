"""What routes of honours tell."""

from datetime import date, datetime

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
from shouwang.honours.rules import FAMILIES, FORMS, Form, missing_words
from shouwang.honours.service import Decorated, PairSeen

_ENDS = {form: f".{form}" for form in Form} | {Form.A4: ".jpg?size=a4"}


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


class MemberTold(msgspec.Struct):
    """A volunteer with their medals in one line: how many hold, and the highest star among them, 0 for none."""

    volunteer_number: str
    name: str
    unit_path: str
    medals: int
    star: int


class Members(msgspec.Struct):
    """A page of volunteers with their medals."""

    items: list[MemberTold]
    cursor: str | None


class ProgressTold(msgspec.Struct):
    """The way to a medal; `on`: the day it comes by itself. Units: minutes for minutes_measured, else a count."""

    medal: str
    title: str
    family: str
    family_title: str
    fact: Fact
    have: int
    need: int
    missing: int
    words: str
    on: date | None


class PraisedTold(msgspec.Struct):
    """One of two who praise each other; the name is empty for who serves elsewhere, `gave` counts praises to the other."""

    volunteer_number: str
    name: str
    gave: int


class CircleTold(msgspec.Struct):
    """Two volunteers, and how often one praised the other; `mutual` when it went both ways."""

    people: list[PraisedTold]
    times: int
    mutual: bool


class Circles(msgspec.Struct):
    """Who praises whom in a squadron, mutual ones first, then the most frequent; at most a hundred pairs."""

    items: list[CircleTold]


class PraiseTold(msgspec.Struct):
    """A praise somebody gave."""

    from_name: str
    words: str
    at: datetime


class MyHonours(msgspec.Struct):
    """Honours, newest first, and how many hold of each kind; the next medals; the newest praises."""

    items: list[AwardTold]
    cursor: str | None
    counts: dict[AwardKind, int]
    next: list[ProgressTold]
    praises: list[PraiseTold]


class Awards(msgspec.Struct):
    """Honours of a volunteer, newest first, and how many hold of each kind."""

    items: list[AwardTold]
    cursor: str | None
    counts: dict[AwardKind, int]


class MedalTold(msgspec.Struct):
    """A medal there is, and what it is given for; `at_least` 0 is as many as are required of the person."""

    medal: str
    title: str
    family: str
    family_title: str
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


def tell_member(one: Decorated) -> MemberTold:
    """A volunteer with their medals in one line."""
    who, rack = one.volunteer, one.rack
    return MemberTold(who.volunteer_number, who.name, who.unit_path, rack.medals, rack.star)


def tell_progress(progress: Progress) -> ProgressTold:
    """The way to one medal."""
    rule = progress.rule
    return ProgressTold(
        rule.medal,
        rule.title,
        rule.family,
        FAMILIES[rule.family],
        rule.fact,
        progress.have,
        progress.need,
        progress.missing,
        missing_words(progress),
        progress.on,
    )


def tell_praise(praise: Praise) -> PraiseTold:
    """A praise, by name."""
    return PraiseTold(praise.from_name, praise.words, praise.at)


def tell_circle(seen: PairSeen) -> CircleTold:
    """Two people and what went between them."""
    pair = seen.pair
    one = PraisedTold(pair.one, seen.one_name, pair.forth)
    return CircleTold([one, PraisedTold(pair.other, seen.other_name, pair.back)], pair.times, pair.mutual)


def tell_medal(rule: MedalRule) -> MedalTold:
    """One medal of the catalogue."""
    return MedalTold(
        medal=rule.medal,
        title=rule.title,
        family=rule.family,
        family_title=FAMILIES[rule.family],
        fact=rule.fact,
        at_least=rule.at_least,
        deed=rule.deed,
        picture=f"/v1/medals/{rule.medal}.png",
        silhouette=f"/v1/medals/locked/{rule.medal}.png",
    )
