"""此刻在岗 as blocks: map left, the same places in a table right, short ones first in both; what comes next, who is missing."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

import msgspec

from shouwang.console.blocks import Block, Cell, Columns, Head, Live, Prose, Row, Rows, Section, Sheet, Table
from shouwang.console.maps import GroundMap, Spot, ground_map
from shouwang.console.on_duty.reading import Moment
from shouwang.console.places import ON_DUTY
from shouwang.console.views import Link, Time, Word
from shouwang.console.words import exact, joined, span
from shouwang.duty.models import OnDuty
from shouwang.duty.service.views import ShiftView
from shouwang.kernel.actor import within
from shouwang.kernel.clock import SHANGHAI
from shouwang.roster.models import AssemblyPoint, Force, Unit

MINIMUM = 3  # of a team where no shift says otherwise. Source: Shift.minimum_team
_NAMED = 3
_PLAN = Link("看排班", "/console/shifts")


class Ground(msgspec.Struct, frozen=True):
    """What the roster says: the district, units, points, kinds of duty."""

    force: Force
    units: Sequence[Unit]
    points: Sequence[AssemblyPoint]

    def duty(self, code: str) -> str:
        """The name of a kind of duty."""
        return next((kind.name for kind in self.force.duty_types if kind.code == code), "没有班次")


class Place(msgspec.Struct, frozen=True):
    """A point where somebody is on duty, or where somebody should be."""

    point: AssemblyPoint
    people: tuple[OnDuty, ...]
    least: int
    duty: str

    @property
    def short(self) -> bool:
        """Whether there are fewer than a team needs."""
        return len(self.people) < self.least

    @property
    def since(self) -> datetime | None:
        """When the first of them came."""
        return min((one.session.in_at for one in self.people), default=None)


def clock(at: datetime) -> str:
    """The time of day in China."""
    return at.astimezone(SHANGHAI).strftime("%H:%M")


def places(moment: Moment, ground: Ground) -> list[Place]:
    """Every place that is manned or should be: short ones first, the emptiest of them first; then by people and number."""
    points = {point.number: point for point in ground.points}
    by_point: dict[str, list[OnDuty]] = {shift.point_number: [] for shift in moment.running}
    for one in moment.here:
        by_point.setdefault(one.session.point_number, []).append(one)
    found = [
        _place(points[number], people, [s for s in moment.running if s.point_number == number], ground)
        for number, people in by_point.items()
        if number in points
    ]
    return sorted(found, key=_order)


def _order(place: Place) -> tuple[bool, int, str]:
    count = len(place.people)
    return not place.short, count if place.short else -count, place.point.number


def _place(point: AssemblyPoint, people: list[OnDuty], shifts: list[ShiftView], ground: Ground) -> Place:
    kinds = [s.duty_type for s in shifts] or [one.session.duty_type for one in people if one.session.duty_type]
    least = max((shift.minimum_team for shift in shifts), default=MINIMUM)
    arrived = tuple(sorted(people, key=lambda one: (one.session.in_at, one.volunteer_number)))
    return Place(point, arrived, least, ground.duty(kinds[0]) if kinds else "没有班次")


def sheet(moment: Moment, ground: Ground, unit_name: Callable[[str], str]) -> Sheet:
    """The whole page."""
    found = places(moment, ground)
    again = ON_DUTY.href + (f"?unit={moment.unit_path}" if moment.unit_path != moment.top else "")
    local = moment.at.astimezone(SHANGHAI)
    read = Time(f"{local:%H:%M:%S} 的数，每 60 秒更新一次，或", exact(moment.at))
    drawn = Columns((_map(found, moment, ground), *_beside(moment, ground)), (_list(found, moment),), halves=True)
    return Sheet(
        ON_DUTY.label,
        line=_line(found, moment, unit_name),
        tabs=_tabs(moment, ground),
        blocks=(Live(again, read, (drawn,)),),
        reloads_after_s=60,
    )


def _line(found: Sequence[Place], moment: Moment, unit_name: Callable[[str], str]) -> str:
    short = sum(place.short for place in found)
    partly = "" if moment.all_read else "人太多，只列了前 300 人，选一个大队看全"
    return joined(unit_name(moment.unit_path), f"{short} 处不足，先看" if short else "", partly)


def _tabs(moment: Moment, ground: Ground) -> tuple[Link, ...]:
    children = [unit for unit in ground.units if unit.parent_path == moment.top]
    if not children:
        return ()
    told = moment.all_read
    whole = Link("全部", ON_DUTY.href, moment.unit_path == moment.top, len(moment.people) if told else None, "人")
    return (whole, *(_tab(unit, moment, count=told) for unit in children))


def _tab(unit: Unit, moment: Moment, *, count: bool) -> Link:
    people = sum(within(one.session.unit_path, unit.path) for one in moment.people) if count else None
    return Link(unit.name, f"{ON_DUTY.href}?unit={unit.path}", moment.unit_path == unit.path, people, "人")


def _map(found: Sequence[Place], moment: Moment, ground: Ground) -> GroundMap:
    manned = {place.point.number: place for place in found}
    shown = [point for point in ground.points if within(point.unit_path, moment.unit_path) or point.number in manned]
    spots = [_spot(point, manned) for point in shown]
    where = {point.number: (point.latitude_e7, point.longitude_e7) for point in shown}
    names = {unit.path: unit.name.removesuffix("大队").removesuffix("中队") for unit in ground.units}
    depth = moment.unit_path.count("/") + 1
    areas = {
        p.number: names.get("/".join(p.unit_path.split("/")[: depth + 1]), "")
        for p in shown
        if p.unit_path.count("/") >= depth
    }
    people, short = len(moment.here), sum(place.short for place in found)
    label = f"现在 {people} 人在岗，{len(found)} 处，{short} 处不足"
    return ground_map(label, ground.force.outline_e7, spots, where, areas)


def _spot(point: AssemblyPoint, manned: Mapping[str, Place]) -> Spot:
    place = manned.get(point.number)
    people, short = (len(place.people), place.short) if place else (0, False)
    return Spot(point.number, point.name, 0, 0, people, place is not None, short)


def _list(found: Sequence[Place], moment: Moment) -> Section:
    short = Rows(tuple(_row(place) for place in found if place.short), "不足，先看这里", urgent=True)
    rest = Rows(tuple(_row(place) for place in found if not place.short), "在岗" if short.rows else "")
    heads = (
        Head("集结点"),
        Head("任务", second=True),
        Head("谁", second=True),
        Head("人", number=True),
        Head("到", number=True),
    )
    empty = Word("现在没有人在岗", "有人到岗打卡，一分钟内会列在这里。", (_PLAN,))
    waits = sum(one.session.in_clearance == "pending" for one in moment.here)
    remark = f"{waits} 人的到岗还等人核" if waits else ""
    return Section(
        f"{len(moment.here)} 人，{len(found)} 处", (Table("在岗的人，按集结点", heads, (short, rest), empty),), remark
    )


def _row(place: Place) -> Row:
    names = "、".join(one.name for one in place.people[:_NAMED])
    more = len(place.people) - _NAMED
    return Row(
        (
            Cell(f"{place.point.number} {place.point.name}"),
            Cell(place.duty),
            Cell(f"{names}等 {len(place.people)} 人" if more > 0 else names or "没有人"),
            Cell(str(len(place.people)), urgent=place.short),
            Cell(time=Time(clock(place.since), exact(place.since)) if place.since else Time("没到")),
        ),
        place=place.point.number,
    )


def _beside(moment: Moment, ground: Ground) -> tuple[Block, ...]:
    return (_next(moment, ground), *((_missing(moment),) if moment.missing else ()))


def _next(moment: Moment, ground: Ground) -> Section:
    rows = tuple(_coming(shift, ground) for shift in moment.coming[:8])
    if not rows:
        return Section("接下来", (Prose(("六小时内没有班。",)),), link=_PLAN)
    heads = (Head("几点"), Head("任务", second=True), Head("集结点", second=True), Head("报了", number=True))
    remark = f"六小时内 {len(moment.coming)} 班"
    return Section("接下来", (Table("接下来的班", heads, (Rows(rows),)),), remark, _PLAN)


def _coming(shift: ShiftView, ground: Ground) -> Row:
    lacks = shift.minimum_team - shift.taken
    return Row(
        (
            Cell(clock(shift.starts_at), href=f"/console/shifts/{shift.shift_id}"),
            Cell(ground.duty(shift.duty_type)),
            Cell(f"{shift.point_number} {shift.point_name}"),
            Cell(f"{shift.taken} 人，缺 {lacks}" if lacks > 0 else f"{shift.taken} 人，齐", urgent=lacks > 0),
        )
    )


def _missing(moment: Moment) -> Section:
    rows = tuple(
        Row(
            (
                Cell(lack.signup.name, href=f"/console/shifts/{lack.shift.shift_id}"),
                Cell(lack.signup.volunteer_number),
                Cell(f"{lack.shift.point_number} {lack.shift.point_name}，{clock(lack.shift.starts_at)} 的班"),
                Cell(time=Time(span(moment.at - lack.shift.starts_at), exact(lack.shift.starts_at))),
            )
        )
        for lack in moment.missing
    )
    heads = (Head("谁"), Head("编号", second=True), Head("哪一班", second=True), Head("开班", number=True))
    table = Table("报了班、现在不在岗的人", heads, (Rows(rows),))
    return Section("缺的人", (table,), "报了班，现在不在岗；没到，或者已经离岗")
