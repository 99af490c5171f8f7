"""The words of papers given by rule: 结业证书 for a course, 志愿服务证明 for a span of days, and what they need."""

from collections.abc import Sequence
from datetime import date
from typing import Protocol

import msgspec

from shouwang.honours.models import AwardKind, Citation, Holder
from shouwang.kernel.problem import Fault, Invalid, Problem

LONGEST_RECORD_DAYS = 366 * 5
RECORDS_A_MINUTE = 3
OWN_PAGE = "{page}"  # in a fact: the address of the award's own page, known when its code is
MOST_TYPES = 8  # duty types on a service record, two to a line
_OTHER = "其他勤务"
_BY_HAND = "　" * 8  # a place to write on
# The document's number is class S and not known here: whoever seals the paper compares and writes it.
# Source: reference domain-rules 2.1 (fields of the proof), 6 (identity numbers)
_DOCUMENT = "（盖章单位核对本人证件后填写）"


class NothingServed(Problem):
    """No credited time in the span: there is nothing to certify."""

    slug, title, status = "nothing-served", "这段时间没有服务时长，开不了证明", 409


class RecordedTooOften(Problem):
    """More service records in a minute than anybody needs."""

    slug, title, status = "recorded-too-often", "开得太勤了，等一分钟再开", 429


class Served(Protocol):
    """What a person has done in a span of days. Units: minutes; duties."""

    @property
    def minutes_measured(self) -> int:
        """Service measured at both ends."""
        ...

    @property
    def minutes_attested(self) -> int:
        """Service that another person attested."""
        ...

    @property
    def patrols(self) -> int:
        """Duties with credited time."""
        ...


class ServedOfType(Protocol):
    """What a person has done of one duty type in a span of days. Units: minutes."""

    @property
    def duty_type(self) -> str:
        """Its code; empty where a duty had none."""
        ...

    @property
    def minutes_measured(self) -> int:
        """Service measured at both ends."""
        ...

    @property
    def minutes_attested(self) -> int:
        """Service that another person attested."""
        ...


class DutyType(Protocol):
    """勤务种类, as the force names it."""

    @property
    def code(self) -> str:
        """Its code."""
        ...

    @property
    def name(self) -> str:
        """What is written."""
        ...


class Span(msgspec.Struct, frozen=True):
    """A span of days, both counted."""

    first_on: date
    last_on: date


def require_span(span: Span, today: date) -> None:
    """A span of days that are over or running. Raises: Invalid."""
    faults = [Fault("/first_on", "开始的日子晚于结束的日子")] if span.first_on > span.last_on else []
    if span.last_on > today:
        faults.append(Fault("/last_on", "还没到的日子开不了证明"))
    if (span.last_on - span.first_on).days > LONGEST_RECORD_DAYS:
        faults.append(Fault("/first_on", "一张证明最长开五年"))
    if faults:
        raise Invalid(faults=faults)


def course_citation(course_title: str, valid_until: date | None = None) -> Citation:
    """A course passed, 结业证书."""
    body = f"参加“{course_title}”培训，学完全部课程，考核合格，准予结业。\n特发此证。"
    return Citation(AwardKind.TRAINING, course_title, body, valid_until=valid_until)


def service_citation(
    holder: Holder, span: Span, served: Served, kinds: Sequence[tuple[str, str]], contact: str
) -> Citation:
    """A service record 志愿服务证明 with the fields the law asks; signatures, document and seal are put by hand.

    Measured and attested hours stand apart, each rounded down to a tenth; `kinds` from `hours_by_type`.
    Raises: NothingServed.
    Source: 《志愿服务记录与证明出具办法（试行）》, 民发〔2015〕149号, as reference domain-rules 2.1 tells them
    """
    if served.minutes_measured <= 0 and served.minutes_attested <= 0:
        raise NothingServed
    facts = (
        ("志愿者编号", holder.volunteer_number),
        ("证件种类号码", _DOCUMENT),
        ("所在单位", holder.unit_name),
        ("联系方式", contact or _BY_HAND),
        ("服务期间", f"{_day(span.first_on)}至{_day(span.last_on)}"),
        ("实测时长", f"{tenths_of_hours(served.minutes_measured)} 小时"),
        ("认定时长", f"{tenths_of_hours(served.minutes_attested)} 小时"),
        ("服务内容", f"义务治安巡逻防范，共 {served.patrols} 次；各类时长（小时，零头舍去）："),
        *kinds,
        ("时长存证", OWN_PAGE + "/hours"),
        ("负责人签字", _BY_HAND),
        ("经办人签字", _BY_HAND),
    )
    body = (
        "兹证明上述志愿者在所列期间无偿提供了志愿服务。实测时长由到岗离岗两次打卡测得，"
        "认定时长经负责人核定，两项分列，不相加。\n特此证明。"
    )
    return Citation(AwardKind.SERVICE, "志愿服务证明", body, facts=facts, span=(span.first_on, span.last_on))


def hours_by_type(served: Sequence[ServedOfType], duty_types: Sequence[DutyType]) -> tuple[tuple[str, str], ...]:
    """Each duty type and its hours, in the force's order; what fits no line of the table is summed as 其他勤务, last."""
    names = {kind.code: kind.name for kind in duty_types}
    order = {code: place for place, code in enumerate(names)}
    known = [one for one in served if one.duty_type in names and _minutes(one)]
    most = sorted(known, key=lambda one: (-_minutes(one), order[one.duty_type]))
    rest = [one for one in served if one.duty_type not in names]
    room = MOST_TYPES - bool(rest) if len(most) + bool(rest) <= MOST_TYPES else MOST_TYPES - 1
    told = sorted(most[:room], key=lambda one: order[one.duty_type])
    lines = [(names[one.duty_type], _both(one.minutes_measured, one.minutes_attested)) for one in told]
    other = [*rest, *most[room:]]
    measured, attested = sum(one.minutes_measured for one in other), sum(one.minutes_attested for one in other)
    return (*lines, *([(_OTHER, _both(measured, attested))] if measured or attested else []))


def _minutes(one: ServedOfType) -> int:
    return one.minutes_measured + one.minutes_attested  # to order by, never to show


def _both(measured: int, attested: int) -> str:
    told = (("实测", measured), ("认定", attested))
    return " ".join(f"{name}{tenths_of_hours(minutes)}" for name, minutes in told if minutes)


def tenths_of_hours(minutes: int) -> str:
    """Hours to a tenth, rounded down. Source: reference domain-rules 2.2, rule 8"""
    tenths = max(minutes, 0) // 6
    return f"{tenths // 10}.{tenths % 10}"


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
