"""Tables of the force's data, units and points. Each function is one request to the store unless it says otherwise."""

from collections.abc import Iterable

from pynamodb.attributes import NumberAttribute, UnicodeAttribute

from shouwang.kernel.problem import Stale
from shouwang.platform.dynamo import Choice, Packed, Table, Writes, commit, put, update
from shouwang.roster.models import AssemblyPoint, Force, Unit, UnitKind

FORCE = "force"  # the one row of the force's data, and the hash key of what is read whole
_BATCH = 90  # rows a transaction, which takes 100 actions at most
_CHANGED = "单位或者集结点刚被别人改过，下面是你写的；看过再交一次"


class ForceRow(Table):
    """Data of the force. `version` moves with every change of it, of a unit or of a point, so that caches know."""

    TABLE = "force"

    key = UnicodeAttribute(hash_key=True)
    version = NumberAttribute()
    data = Packed[Force](Force)


class UnitRow(Table):
    """A unit; all are read in one query."""

    TABLE = "units"

    force = UnicodeAttribute(hash_key=True)
    path = UnicodeAttribute(range_key=True)
    name = UnicodeAttribute()
    kind = Choice(UnitKind)
    speciality = UnicodeAttribute(default="")
    number_prefix = UnicodeAttribute(default="")


class PointRow(Table):
    """An assembly point; all are read in one query."""

    TABLE = "assembly-points"

    force = UnicodeAttribute(hash_key=True)
    number = UnicodeAttribute(range_key=True)
    name = UnicodeAttribute()
    unit_path = UnicodeAttribute()
    latitude_e7 = NumberAttribute()
    longitude_e7 = NumberAttribute()
    radius_m = NumberAttribute()
    code_key_version = NumberAttribute()


def fetch_force() -> tuple[int, Force | None]:
    """The data of the force and its version; nothing before it was first written."""
    row = ForceRow.fetch(FORCE)
    return (int(row.version), row.data) if row else (0, None)


def units() -> tuple[Unit, ...]:
    """Every unit, parents before children."""
    return tuple(row.value(Unit) for row in UnitRow.query(FORCE, consistent_read=True))


def points() -> tuple[AssemblyPoint, ...]:
    """Every assembly point by number."""
    return tuple(row.value(AssemblyPoint) for row in PointRow.query(FORCE, consistent_read=True))


def keep_ground(force: Force, units: Iterable[Unit], points: Iterable[AssemblyPoint]) -> None:
    """Write the force's data, units and points. Cost: 1 request for each 90 rows, the force's row last."""
    rows: list[Writes] = [put(UnitRow.of(unit, force=FORCE)) for unit in units]
    rows += [put(PointRow.of(point, force=FORCE)) for point in points]
    for start in range(0, len(rows), _BATCH):
        commit(*rows[start : start + _BATCH])
    seen, _ = fetch_force()
    unchanged = (ForceRow.version == seen) if seen else ForceRow.key.does_not_exist()
    commit(put(ForceRow(key=FORCE, version=seen + 1, data=force), unchanged))


def kept_force(seen: int, force: Force) -> Writes:
    """Write the force's data over the version seen. Raises (at commit): Stale."""
    row = ForceRow(key=FORCE, version=seen + 1, data=force)
    return put(row, ForceRow.version == seen, Stale("设置刚被别人改过，下面是你写的；看过再交一次"))


def kept_unit(unit: Unit, seen: int | None = None) -> Writes:
    """Write one unit and move the version on, from the one that was seen, if one was. Raises (at commit): Stale."""
    return put(UnitRow.of(unit, force=FORCE)) + moved_on(seen)


def kept_points(points: Iterable[AssemblyPoint]) -> list[Writes]:
    """The writes of points, one each; `moved_on` tells caches afterwards."""
    return [put(PointRow.of(point, force=FORCE)) for point in points]


def moved_on(seen: int | None = None) -> Writes:
    """Move the version on, so that caches read again; from the one that was seen, if one was. Raises (at commit): Stale."""
    row = ForceRow(key=FORCE)
    if seen is None:
        return update(row, ForceRow.version.add(1), condition=ForceRow.key.exists())
    return update(row, ForceRow.version.add(1), condition=ForceRow.version == seen, otherwise=Stale(_CHANGED))
