"""What an assembly point 集结点 may be, and reading a list of them."""

import re
import unicodedata
from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from shouwang.kernel.actor import Actor
from shouwang.kernel.geo import Crs, Position
from shouwang.kernel.problem import Fault, Invalid
from shouwang.roster.models import AssemblyPoint, Box, Unit
from shouwang.roster.models.imports import RowFault
from shouwang.roster.rules.units import KEEPERS, NoSuchUnit

NUMBER, NAME, UNIT, LATITUDE, LONGITUDE, RADIUS = "编号", "名称", "中队", "纬度", "经度", "半径"
COLUMNS = (NUMBER, NAME, UNIT, LATITUDE, LONGITUDE, RADIUS)
_NEEDED = (NUMBER, NAME, UNIT, LATITUDE, LONGITUDE)
# Source: reference domain-rules 1.1 (phones in cities are 5 to 50 m off; a fence below 50 m refuses honest people)
LEAST_RADIUS_M, USUAL_RADIUS_M, MOST_RADIUS_M = 50, 150, 1000
_NUMBER = re.compile(r"[0-9A-Z]{1,8}")


def check_point(point: AssemblyPoint, units: Mapping[str, Unit], box: Box) -> list[Fault]:
    """What is wrong with a point, each by its field."""
    faults = []
    if not _NUMBER.fullmatch(point.number):
        faults.append(Fault("/number", "编号用数字和大写字母，最多 8 位"))
    if not point.name.strip() or len(point.name) > 40:
        faults.append(Fault("/name", "名称要 1 到 40 个字"))
    if point.unit_path not in units:
        faults.append(Fault("/unit_path", "没有这个单位"))
    if not box.contains(point.position):
        faults.append(Fault("/latitude_deg", "不在辖区里，看看经纬度是不是写反了，坐标系选得对不对"))
    if not LEAST_RADIUS_M <= point.radius_m <= MOST_RADIUS_M:
        faults.append(Fault("/radius_m", f"半径要在 {LEAST_RADIUS_M} 到 {MOST_RADIUS_M} 米之间"))
    return faults


def require_point(
    point: AssemblyPoint, seen: AssemblyPoint | None, actor: Actor, units: Mapping[str, Unit], box: Box
) -> AssemblyPoint:
    """A point that may be written, its code's key kept. Raises: NoSuchUnit outside the actor's units; Invalid."""
    if not actor.covers(point.unit_path, *KEEPERS) or (seen and not actor.covers(seen.unit_path, *KEEPERS)):
        raise NoSuchUnit
    faults = check_point(point, units, box)
    if faults:
        raise Invalid(faults=faults)
    return replace(point, code_key_version=seen.code_key_version) if seen else point


def read_points(
    table: Sequence[Sequence[str]], units: Sequence[Unit], known: Mapping[str, AssemblyPoint], crs: Crs, box: Box
) -> tuple[list[AssemblyPoint], list[RowFault]]:
    """The points of a list, and every fault. `units` are those of whoever brings it. The first row names the columns."""
    columns = [_plain(cell) for cell in table[0]] if table else []
    missing = [RowFault(1, column, f"第一行缺少“{column}”这一列") for column in _NEEDED if column not in columns]
    if missing:
        return [], missing
    named = {name: unit for unit in units for name in (unit.name, unit.path, unit.number_prefix) if name}
    points: dict[str, AssemblyPoint] = {}
    faults: list[RowFault] = []
    for row, cells in enumerate(table[1:], start=2):
        if any(cells):
            _read_row(
                row, dict(zip(columns, map(str.strip, cells), strict=False)), named, known, (crs, box), points, faults
            )
    return list(points.values()), faults


def _read_row(
    row: int,
    cells: Mapping[str, str],
    named: Mapping[str, Unit],
    known: Mapping[str, AssemblyPoint],
    ground: tuple[Crs, Box],
    points: dict[str, AssemblyPoint],
    faults: list[RowFault],
) -> None:
    crs, box = ground
    number, unit = _plain(cells.get(NUMBER, "")).upper(), named.get(_plain(cells.get(UNIT, "")))
    latitude, longitude = _degrees(cells.get(LATITUDE, ""), 90), _degrees(cells.get(LONGITUDE, ""), 180)
    radius = _whole(cells.get(RADIUS) or str(USUAL_RADIUS_M))
    own = [
        (UNIT, unit is None, "没有这个中队，或者不归你管"),
        (LATITUDE, latitude is None, "纬度要写成 28.512345 这样"),
        (LONGITUDE, longitude is None, "经度要写成 109.512345 这样"),
        (RADIUS, radius is None, "半径要写整数，单位米"),
        (NUMBER, number in points, "这个编号在前面已经有了"),
        (
            NUMBER,
            number in known and known[number].unit_path not in {u.path for u in named.values()},
            "这个编号是别的单位的",
        ),
    ]
    wrong = [RowFault(row, column, detail) for column, is_wrong, detail in own if is_wrong]
    if unit is None or latitude is None or longitude is None or radius is None or wrong:
        faults.extend(wrong)
        return
    point = AssemblyPoint.at(number, cells.get(NAME, ""), unit.path, Position(latitude, longitude, crs), radius)
    if number in known:
        point = replace(point, code_key_version=known[number].code_key_version)
    found = check_point(point, {unit.path: unit}, box)
    faults.extend(RowFault(row, _COLUMN_OF[fault.pointer], fault.detail) for fault in found)
    if not found:
        points[number] = point


_COLUMN_OF = {"/number": NUMBER, "/name": NAME, "/unit_path": UNIT, "/latitude_deg": LATITUDE, "/radius_m": RADIUS}


def _plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split()).rstrip("*")


def _degrees(text: str, most: int) -> float | None:
    try:
        value = float(_plain(text).rstrip("°"))
    except ValueError:
        return None
    return value if -most <= value <= most else None


def _whole(text: str) -> int | None:
    plain = _plain(text).removesuffix("米").removesuffix("m")
    return int(plain) if plain.isascii() and plain.isdecimal() and len(plain) < 6 else None
