"""Scan."""

from typing import Any

from dynamodb_sqlite.actions import check_key_paths
from dynamodb_sqlite.errors import AwsError, validation
from dynamodb_sqlite.key_checks import check_key, check_part
from dynamodb_sqlite.pages import (
    BAD_START,
    Bounds,
    Source,
    check_projection,
    check_select,
    check_start_values,
    find_source,
    read_page,
)
from dynamodb_sqlite.requests import Request, bind_expressions, check_parameters
from dynamodb_sqlite.store import Store
from dynamodb_sqlite.values import Item

_SLOTS = 4096  # DynamoDB cuts segments at the first three hexadecimal digits of the hash


def scan(store: Store, request: Request) -> dict[str, Any]:
    """Scan."""
    check_parameters(request, ("ProjectionExpression", "FilterExpression"))
    check_start_values(request)
    _check_segment(request)
    expressions = bind_expressions(request)
    check_select(request)
    start = request.get("ExclusiveStartKey")
    with store.reading() as connection:
        source = find_source(store, connection, request)
        if start is not None:
            _check_start(source, start)
        check_projection(source, request, expressions)
        low, high = _segment(request)
        if start is not None:
            _expect_in_segment(source.position(start)[0], low, high, request)
        check_key_paths(source.table, expressions.projection or ())
        check_key_paths(source.table, expressions.filter.paths if expressions.filter else ())
        return read_page(connection, source, _bounds(source, start, low, high), request, expressions)


def _check_segment(request: Request) -> None:
    segment, total = request.get("Segment"), request.get("TotalSegments")
    if segment is not None and total is None:
        raise validation(
            "The TotalSegments parameter is required but was not present in the request when Segment parameter is "
            "present"
        )
    if total is None:
        return
    if segment is None:
        raise validation(
            "The Segment parameter is required but was not present in the request when parameter TotalSegments is "
            "present"
        )
    if segment >= total:
        raise validation(
            "The Segment parameter is zero-based and must be less than parameter TotalSegments: "
            f"Segment: {segment} is not less than TotalSegments: {total}"
        )


def _check_start(source: Source, start: Item) -> None:
    if len(start) != len(source.key_names()):
        detail = "" if source.index else ": The provided key element does not match the schema"
        raise validation(BAD_START + detail)
    if source.index is not None:
        for attribute in source.index.attributes:
            if attribute.name not in start:
                raise validation(BAD_START)
            check_part(attribute, start[attribute.name], is_hash=attribute in source.index.hash)
    table_key = {one.name: start[one.name] for one in source.table.attributes if one.name in start}
    try:
        check_key(source.table, table_key)
    except AwsError as error:
        raise validation(f"{BAD_START}: {error.message}") from None


def _segment(request: Request) -> tuple[bytes | None, bytes | None]:
    """The hashes of a segment: from the first up to, but without, the second."""
    segment, total = request.get("Segment", 0), request.get("TotalSegments", 1)
    return _slot(-(-_SLOTS * segment // total)), _slot(-(-_SLOTS * (segment + 1) // total))


def _slot(slot: int) -> bytes | None:
    return (slot << 4).to_bytes(2, "big") if 0 < slot < _SLOTS else None


def _expect_in_segment(place: bytes, low: bytes | None, high: bytes | None, request: Request) -> None:
    if (low is not None and place < low) or (high is not None and place >= high):
        raise validation(
            f"{BAD_START}: Invalid ExclusiveStartKey. Please use ExclusiveStartKey with correct Segment. "
            f"TotalSegments: {request['TotalSegments']} Segment: {request['Segment']}"
        )


def _bounds(source: Source, start: Item | None, low: bytes | None, high: bytes | None) -> Bounds:
    prefix = "i." if source.index is None else "e."
    columns = [prefix + column for column in source.columns]
    parts, values = ["1"], []
    if low is not None:
        parts.append(f"{columns[0]} >= ?")
        values.append(low)
    if high is not None:
        parts.append(f"{columns[0]} < ?")
        values.append(high)
    if start is not None:
        parts.append(f"({', '.join(columns)}) > ({', '.join('?' * len(columns))})")
        values.extend(source.position(start))
    return Bounds(" AND ".join(parts), tuple(values))
