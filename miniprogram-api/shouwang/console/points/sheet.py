"""Assembly points on a map and in a table, and the page of one."""

from collections.abc import Mapping, Sequence
from urllib.parse import urlencode

import msgspec

from shouwang.console.acts import hidden
from shouwang.console.blocks import (
    Act,
    Block,
    Buttons,
    Cell,
    Choice,
    Columns,
    Facts,
    Field,
    Form,
    Head,
    Prose,
    Row,
    Rows,
    Section,
    Sheet,
    Table,
    refilled,
)
from shouwang.console.maps import GroundMap, Spot, ground_map
from shouwang.console.places import IMPORTS, POINTS
from shouwang.console.views import Fact, Link, Word
from shouwang.duty.service.signs import PRINTERS
from shouwang.kernel.actor import Actor
from shouwang.kernel.geo import Crs
from shouwang.kernel.problem import Problem
from shouwang.roster.models import AssemblyPoint, Force, Unit
from shouwang.roster.rules import KEEPERS
from shouwang.roster.rules.pointing import LEAST_RADIUS_M, MOST_RADIUS_M, USUAL_RADIUS_M

HERE = POINTS.href
ADD = HERE + "/add"
SIGNS = HERE + "/signs"


class Ground(msgspec.Struct, frozen=True):
    """What the roster says: the district, its units."""

    force: Force
    units: Sequence[Unit]

    def name(self, path: str) -> str:
        """A unit's name."""
        return next((unit.name for unit in self.units if unit.path == path), path)


def points_sheet(
    actor: Actor,
    ground: Ground,
    found: Sequence[AssemblyPoint],
    page: Sequence[AssemblyPoint],
    cursor: str | None,
    asked: Mapping[str, str],
) -> Sheet:
    """All that were asked for on the map, one page of them in the table."""
    kept = {name: value for name, value in asked.items() if value and name != "cursor"}
    more = Link("后面还有", f"{HERE}?{urlencode({**kept, 'cursor': cursor})}") if cursor else None
    start = Link("回到开头", f"{HERE}?{urlencode(kept)}") if asked.get("cursor") else None
    heads = (Head("集结点"), Head("编号"), Head("单位", second=True), Head("围栏", number=True))
    rows = tuple(
        Row(
            (
                Cell(point.name, href=f"{HERE}/{point.number}"),
                Cell(point.number),
                Cell(ground.name(point.unit_path)),
                Cell(f"{point.radius_m} 米"),
            ),
            place=point.number,
        )
        for point in page
    )
    table = Table("集结点", heads, (Rows(rows),), _empty(asked), more, start)
    listed: tuple[Block, ...] = (Section("名单", (_units(ground, asked), table), remark=f"{len(found)} 处"),)
    drawn = Section("示意图", (_map(ground, found),), remark="指着一点看编号和名字")
    links = (Link("加一个", ADD), Link("导入一张表", IMPORTS.href)) if actor.scopes(*KEEPERS) else ()
    acts = _printing(actor, ground, asked.get("unit", ""))
    search = Field("find", "编号或名字", value=asked.get("find", ""), most_signs=40)
    return Sheet(
        POINTS.label,
        "围栏是打卡的范围，手机说人在里面才算到岗",
        (*((Buttons(acts, links),) if acts or links else ()), Columns((drawn,), listed, halves=True)),
        search=Form(HERE, (search,), "找", method="get", one_line=True, tone="plain"),
    )


def _printing(actor: Actor, ground: Ground, unit_path: str) -> tuple[Act, ...]:
    """The signs of the unit that is looked at, else of all that one may print."""
    path = unit_path or next(iter(actor.scopes(*PRINTERS)), "")
    if not path or not actor.covers(path, *PRINTERS):
        return ()
    hint = f"打印{ground.name(path)}所有集结点的牌子"
    return (Act("打印牌子", SIGNS, hidden(unit_path=path), "plain", hint),)


def _empty(asked: Mapping[str, str]) -> Word:
    if asked.get("find"):
        return Word(f"没有「{asked['find']}」", "在编号和名字里找过。", (Link("看全部", HERE),))
    return Word("还没有集结点", "加一个，或者导入一张表。", (Link("导入一张表", IMPORTS.href),))


def _units(ground: Ground, asked: Mapping[str, str]) -> Form:
    choices = (Choice("", "全部"), *unit_choices(ground.units))
    field = Field("unit", "单位", "select", value=asked.get("unit", ""), choices=choices)
    return Form(HERE, (field,), "看", method="get", one_line=True, tone="plain")


def unit_choices(units: Sequence[Unit]) -> tuple[Choice, ...]:
    """Units to choose from, those below indented."""
    return tuple(Choice(unit.path, "\u3000" * unit.path.count("/") + unit.name) for unit in units)


def _map(ground: Ground, points: Sequence[AssemblyPoint]) -> GroundMap:
    spots = [Spot(point.number, point.name, 0, 0) for point in points]
    where = {point.number: (point.latitude_e7, point.longitude_e7) for point in points}
    depth = 2 if any(point.unit_path.count("/") for point in points) else 1
    areas = {
        point.number: ground.name("/".join(point.unit_path.split("/")[:depth])).removesuffix("大队") for point in points
    }
    label = f"{len(points)} 处集结点"
    return ground_map(label, ground.force.outline_e7, spots, where, areas, legend=f"集结点，{len(points)} 处")


def point_sheet(
    actor: Actor,
    ground: Ground,
    point: AssemblyPoint | None,
    version: int,
    typed: Mapping[str, str] | None = None,
    refusal: Problem | None = None,
) -> Sheet:
    """One point, or a new one, with its form for who keeps the ground."""
    blocks: list[Block] = []
    if point is not None:
        blocks.append(Section("现在", (_facts(ground, point), _map(ground, [point]))))
    if point is None or actor.covers(point.unit_path, *KEEPERS):
        form = refilled(_form(ground, point, version), typed or {}, refusal)
        blocks.append(Section("改" if point else "加一个", (Prose((_FOLLOWS,)), form)))
    title = point.name if point else "加一个集结点"
    return Sheet(title, point.number if point else "", tuple(blocks), back=Link(POINTS.label, HERE))


_FOLLOWS = "存下以后一分钟内处处照新的算；已经打的卡不变。挪了地方，原来贴的牌子也要挪过去。"


def _facts(ground: Ground, point: AssemblyPoint) -> Facts:
    place = point.position.in_crs(Crs.GCJ02)
    return Facts(
        (
            Fact("单位", ground.name(point.unit_path)),
            Fact("围栏", f"{point.radius_m} 米"),
            Fact("在哪里", f"{place.latitude_deg:.6f}, {place.longitude_deg:.6f}（腾讯、高德地图的坐标）"),
            Fact("牌子", f"第 {point.code_key_version} 版的码"),
        )
    )


def _form(ground: Ground, point: AssemblyPoint | None, version: int) -> Form:
    place = point.position.in_crs(Crs.GCJ02) if point else None
    number = Field("number", "编号", required=True, most_signs=8, hint="数字和大写字母，例如 042；定了不改")
    fields = (
        *(() if point else (number,)),
        Field("name", "名字", value=point.name if point else "", required=True, most_signs=40),
        Field(
            "unit_path",
            "单位",
            "select",
            value=point.unit_path if point else "",
            choices=unit_choices(ground.units),
            required=True,
        ),
        Field("latitude_deg", "纬度", "number", f"{place.latitude_deg:.6f}" if place else "", required=True, unit="度"),
        Field(
            "longitude_deg", "经度", "number", f"{place.longitude_deg:.6f}" if place else "", required=True, unit="度"
        ),
        Field(
            "radius_m",
            "围栏半径",
            "number",
            str(point.radius_m if point else USUAL_RADIUS_M),
            least=str(LEAST_RADIUS_M),
            most=str(MOST_RADIUS_M),
            unit="米",
        ),
    )
    action = f"{HERE}/{point.number}/keep" if point else f"{HERE}/add"
    remark = "坐标用腾讯或者高德地图上的"
    return Form(action, fields, "存下", hidden=hidden(version), remark=remark, other=Link("先不改", HERE))
