"""Capacity units, as DynamoDB would charge them."""

from collections.abc import Iterable
from typing import Any

from dynamodb_sqlite.actions import Decision
from dynamodb_sqlite.tables import Index, Table
from dynamodb_sqlite.values import Item, item_size

WRITE_UNIT, READ_UNIT = 1024, 4096
Report = dict[str, Any]


def write_units(size: int) -> float:
    """Units to write an item of a size."""
    return max(-(-size // WRITE_UNIT), 1)


def read_units(size: int, consistent: bool) -> float:
    """Units to read so many bytes at once."""
    return -(-size // READ_UNIT) * (1.0 if consistent else 0.5)


class Meter:
    """The units a request consumes, by table and index."""

    def __init__(self) -> None:
        self.tables: dict[str, float] = {}
        self.indexes: dict[str, dict[tuple[bool, str], float]] = {}

    def table(self, name: str, units: float) -> None:
        """Add units of a table."""
        self.tables[name] = self.tables.get(name, 0.0) + units

    def index(self, name: str, index: Index, units: float) -> None:
        """Add units of an index."""
        self.tables.setdefault(name, 0.0)
        ours = self.indexes.setdefault(name, {})
        ours[index.is_local, index.name] = ours.get((index.is_local, index.name), 0.0) + units

    def reports(self, wanted: str | None, split: str | None = None) -> list[Report]:
        """ConsumedCapacity of each table; `split` also names the units read or written, as transactions do."""
        if wanted not in ("TOTAL", "INDEXES"):
            return []
        return [self._report(name, wanted == "INDEXES", split) for name in self.tables]

    def _report(self, name: str, by_index: bool, split: str | None) -> Report:
        indexes = self.indexes.get(name, {})
        total = self.tables[name] + sum(indexes.values())
        report: Report = {"TableName": name, **_units(total, split)}
        if not by_index:
            return report
        report["Table"] = _units(self.tables[name], split)
        for (is_local, index), units in indexes.items():
            listed = "LocalSecondaryIndexes" if is_local else "GlobalSecondaryIndexes"
            report.setdefault(listed, {})[index] = _units(units, split)
        return report


def _units(units: float, split: str | None) -> Report:
    return {"CapacityUnits": units} | ({split: units} if split else {})


def meter_writes(decisions: Iterable[Decision], factor: int = 1) -> Meter:
    """The units of writes; `factor` is two in a transaction."""
    meter = Meter()
    for decision in decisions:
        old = item_size(decision.old) if decision.old else 0
        meter.table(decision.table.name, factor * write_units(max(old, decision.size)))
        if decision.verb != "ConditionCheck":
            _meter_indexes(meter, decision.table, decision.old, decision.new, factor)
    return meter


def _meter_indexes(meter: Meter, table: Table, old: Item | None, new: Item | None, factor: int) -> None:
    for index in table.indexes:
        before = index.key_of(old) if old else None
        after = index.key_of(new) if new else None
        held = index.project(old) if old and before is not None else None
        holds = index.project(new) if new and after is not None else None
        if held == holds:
            continue
        sizes = [item_size(image) for image in (held, holds) if image is not None]
        moved = before is not None and after is not None and before != after
        charged = sizes if moved else [max(sizes)]
        meter.index(table.name, index, factor * sum(map(write_units, charged)))


def of_write(request: dict[str, Any], decisions: list[Decision]) -> Report:
    """The ConsumedCapacity member of a single write."""
    if request.get("ReturnConsumedCapacity", "NONE") == "NONE":
        return {}
    return {"ConsumedCapacity": meter_writes(decisions).reports(request["ReturnConsumedCapacity"])[0]}


def of_reads(request: dict[str, Any], table: str, items: Iterable[Item | None], consistent: bool) -> Report:
    """The ConsumedCapacity member of a single read."""
    if request.get("ReturnConsumedCapacity", "NONE") == "NONE":
        return {}
    meter = Meter()
    meter_gets(meter, table, items, consistent)
    return {"ConsumedCapacity": meter.reports(request["ReturnConsumedCapacity"])[0]}


def meter_gets(meter: Meter, table: str, items: Iterable[Item | None], consistent: bool, factor: int = 1) -> None:
    """Add the units of items read by key; a missing one costs the least."""
    for item in items:
        meter.table(table, factor * read_units(max(item_size(item) if item else 0, 1), consistent))


def collection_metrics(request: dict[str, Any], decisions: list[Decision]) -> Report:
    """ItemCollectionMetrics of writes to tables with local indexes, grouped as the operation returns them."""
    if request.get("ReturnItemCollectionMetrics", "NONE") == "NONE":
        return {}
    found = [_metrics(decision) for decision in decisions if any(index.is_local for index in decision.table.indexes)]
    return {"ItemCollectionMetrics": found[0]} if found else {}


def collection_metrics_by_table(request: dict[str, Any], decisions: list[Decision]) -> Report:
    """ItemCollectionMetrics of several writes, by table."""
    if request.get("ReturnItemCollectionMetrics", "NONE") == "NONE":
        return {}
    by_table: dict[str, list[Report]] = {}
    for decision in decisions:
        if any(index.is_local for index in decision.table.indexes):
            by_table.setdefault(decision.table.name, []).append(_metrics(decision))
    return {"ItemCollectionMetrics": by_table}


def _metrics(decision: Decision) -> Report:
    image = decision.new or decision.old or {}
    name = decision.table.hash.name
    return {"ItemCollectionKey": {name: image[name]} if name in image else {}, "SizeEstimateRangeGB": [0.0, 1.0]}
