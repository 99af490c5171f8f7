"""Capacity units, as DynamoDB would charge them."""

from collections.abc import Iterable
from typing import Any

from dynamodb_sqlite.disk.rows import Stored
from dynamodb_sqlite.operations.actions import Decision
from dynamodb_sqlite.operations.insights import touched
from dynamodb_sqlite.tables.model import Index, Table
from dynamodb_sqlite.values import Item
from dynamodb_sqlite.values.sizes import item_size
from dynamodb_sqlite.wire.shapes import Request

_WRITE_UNIT, _READ_UNIT = 1024, 4096
_TRANSACTED = 2  # a transaction prepares and commits
Report = dict[str, Any]


def write_units(size: int) -> float:
    """Units to write an item of a size."""
    return float(max(-(-size // _WRITE_UNIT), 1))


def read_units(size: int, *, consistent: bool) -> float:
    """Units to read so many bytes at once; nothing costs the least."""
    return max(-(-size // _READ_UNIT), 1) * (1.0 if consistent else 0.5)


class Meter:
    """The units a request consumes, by table and index."""

    def __init__(self) -> None:
        self._tables: dict[str, float] = {}
        self._indexes: dict[str, dict[tuple[str, str], float]] = {}

    def table(self, name: str, units: float) -> None:
        """Add units of a table."""
        self._tables[name] = self._tables.get(name, 0.0) + units

    def index(self, table: str, index: Index, units: float) -> None:
        """Add units of an index."""
        kind = "LocalSecondaryIndexes" if index.is_local else "GlobalSecondaryIndexes"
        ours = self._indexes.setdefault(table, {})
        ours[kind, index.name] = ours.get((kind, index.name), 0.0) + units

    def write(self, decision: Decision, factor: int = 1) -> None:
        """Add the units of a write: the larger of old and new, and what each index writes."""
        old = decision.old.size if decision.old is not None else 0
        units = factor * write_units(max(old, decision.size))
        self.table(decision.table.name, units)
        touched(decision.table, None, "write", decision.new or (decision.old.item if decision.old else {}), units)
        if decision.verb == "ConditionCheck":
            return
        before = decision.old.item if decision.old is not None and decision.table.indexes else None
        for index in decision.table.indexes:
            for item, units in _index_writes(index, before, decision.new):
                self.index(decision.table.name, index, factor * units)
                touched(decision.table, index, "write", item, factor * units)

    def get(self, table: Table, found: Stored | None, *, consistent: bool, factor: int = 1) -> None:
        """Add the units of an item read by its key, found or not."""
        units = factor * read_units(found.size if found is not None else 0, consistent=consistent)
        self.table(table.name, units)
        touched(table, None, "read", found.item if found is not None else {}, units)

    def reports(self, wanted: str | None, split: str | None = None) -> list[Report]:
        """ConsumedCapacity of each table; `split` also names the units read or written, as transactions do."""
        if wanted not in ("TOTAL", "INDEXES"):
            return []
        return [self._report(name, wanted == "INDEXES", split) for name in self._tables]

    def _report(self, name: str, by_index: bool, split: str | None) -> Report:
        indexes = self._indexes.get(name, {})
        report: Report = {"TableName": name, **_units(self._tables[name] + sum(indexes.values()), split)}
        if by_index:
            report["Table"] = _units(self._tables[name], split)
            for (kind, index), units in indexes.items():
                report.setdefault(kind, {})[index] = _units(units, split)
        return report


def _units(units: float, split: str | None) -> Report:
    return {"CapacityUnits": units} | ({split: units} if split else {})


def _index_writes(index: Index, old: Item | None, new: Item | None) -> list[tuple[Item, float]]:
    """What an index writes, and its units: nothing when it holds the same as before, two writes when its key moves."""
    before = index.key_of(old) if old is not None else None
    after = index.key_of(new) if new is not None else None
    held = [index.project(item) for item, place in ((old, before), (new, after)) if item and place is not None]
    if before == after and (not held or held[0] == held[1]):
        return []
    if before == after:
        return [(held[1], write_units(max(map(item_size, held))))]
    return [(image, write_units(item_size(image))) for image in held]


def of_write(request: Request, decision: Decision) -> Report:
    """The ConsumedCapacity member of a single write."""
    wanted = request.get("ReturnConsumedCapacity", "NONE")
    if wanted == "NONE":
        return {}
    meter = Meter()
    meter.write(decision)
    return {"ConsumedCapacity": meter.reports(wanted)[0]}


def of_get(request: Request, table: Table, found: Stored | None) -> Report:
    """The ConsumedCapacity member of GetItem."""
    wanted = request.get("ReturnConsumedCapacity", "NONE")
    if wanted == "NONE":
        return {}
    meter = Meter()
    meter.get(table, found, consistent=bool(request.get("ConsistentRead")))
    return {"ConsumedCapacity": meter.reports(wanted)[0]}


def of_writes(request: Request, decisions: Iterable[Decision], *, transacted: bool) -> Report:
    """The ConsumedCapacity member of several writes: one report for each table."""
    wanted = request.get("ReturnConsumedCapacity", "NONE")
    if wanted == "NONE":
        return {}
    meter = Meter()
    for decision in decisions:
        meter.write(decision, _TRANSACTED if transacted else 1)
    return {"ConsumedCapacity": meter.reports(wanted, "WriteCapacityUnits" if transacted else None)}


def of_transacted_reads(request: Request, found: Iterable[tuple[Table, Stored | None]]) -> Report:
    """The ConsumedCapacity member of reads within a transaction."""
    wanted = request.get("ReturnConsumedCapacity", "NONE")
    if wanted == "NONE":
        return {}
    meter = Meter()
    for table, item in found:
        meter.get(table, item, consistent=True, factor=_TRANSACTED)
    return {"ConsumedCapacity": meter.reports(wanted, "ReadCapacityUnits")}


def collection_metrics(request: Request, decision: Decision) -> Report:
    """The ItemCollectionMetrics member of a single write; only tables with local indexes have collections."""
    metrics = _metrics(request, [decision]).get(decision.table.name)
    return {"ItemCollectionMetrics": metrics[0]} if metrics else {}


def collections_metrics(request: Request, decisions: Iterable[Decision]) -> Report:
    """The ItemCollectionMetrics member of several writes, by table."""
    if request.get("ReturnItemCollectionMetrics", "NONE") == "NONE":
        return {}
    return {"ItemCollectionMetrics": _metrics(request, decisions)}


def _metrics(request: Request, decisions: Iterable[Decision]) -> dict[str, list[Report]]:
    found: dict[str, list[Report]] = {}
    if request.get("ReturnItemCollectionMetrics", "NONE") == "NONE":
        return found
    for decision in decisions:
        if any(index.is_local for index in decision.table.indexes):
            found.setdefault(decision.table.name, []).append(_collection(decision))
    return found


def _collection(decision: Decision) -> Report:
    name = decision.table.hash.name
    item = decision.new or (decision.old.item if decision.old is not None else {})
    key = {name: item[name]} if name in item else {}
    return {"ItemCollectionKey": key, "SizeEstimateRangeGB": [0.0, 1.0]}
