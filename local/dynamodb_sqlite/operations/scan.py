"""Scan."""

from typing import Any

from dynamodb_sqlite.operations.context import Context, Response
from dynamodb_sqlite.operations.pages import Bounds, moment_of, read_page
from dynamodb_sqlite.operations.source import (
    BAD_START,
    Source,
    check_projection,
    check_select,
    check_start_values,
    find_source,
)
from dynamodb_sqlite.tables.key_checks import check_key, check_part
from dynamodb_sqlite.tables.update_checks import check_key_paths
from dynamodb_sqlite.values import Item
from dynamodb_sqlite.values.wording import OLDER
from dynamodb_sqlite.wire.errors import WRONG_KEY, AwsError, enveloped, validation
from dynamodb_sqlite.wire.requests import bind_expressions, check_parameters, refuse_legacy
from dynamodb_sqlite.wire.shapes import Request

_SLOTS = 4096  # DynamoDB cuts segments at the first three hexadecimal digits of the hash


def scan(context: Context, request: Request) -> Response:
    """Scan."""
    check_parameters(request, ("ProjectionExpression", "FilterExpression"), OLDER)
    check_start_values(request, OLDER)
    _check_segment(request)
    with enveloped():
        check_select(request)
    expressions = bind_expressions(request, OLDER)
    refuse_legacy(request)
    start = request.get("ExclusiveStartKey")
    segment = _Segment(request)
    with moment_of(context, request) as connection:
        source = find_source(context.store, connection, request)
        if start is not None:
            _check_start(source, start)
        check_projection(source, request, expressions)
        if start is not None:
            segment.expect(source.position(start)[0])
        check_key_paths(source.table, expressions.projection or ())
        check_key_paths(source.table, expressions.filter.paths if expressions.filter is not None else ())
        return read_page(connection, source, _bounds(source, start, segment), request, expressions)


def _check_segment(request: Request) -> None:
    segment, total = request.get("Segment"), request.get("TotalSegments")
    missing = "was not present in the request when"
    if segment is not None and total is None:
        raise validation(f"The TotalSegments parameter is required but {missing} Segment parameter is present")
    if segment is None and total is not None:
        raise validation(f"The Segment parameter is required but {missing} parameter TotalSegments is present")
    if total is not None and segment >= total:
        raise validation(
            "The Segment parameter is zero-based and must be less than parameter TotalSegments: "
            f"Segment: {segment} is not less than TotalSegments: {total}"
        )


def _check_start(source: Source, start: Item) -> None:
    if len(start) != len(source.key_names):
        raise validation(BAD_START if source.index is not None else f"{BAD_START}: {WRONG_KEY}")
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


class _Segment:
    """The hashes of a segment: from `low` up to, but without, `high`; none at all when there are more segments than slots."""

    def __init__(self, request: Request) -> None:
        self.request = request
        segment, total = request.get("Segment", 0), request.get("TotalSegments", 1)
        first, after = -(-_SLOTS * segment // total), -(-_SLOTS * (segment + 1) // total)
        self.is_empty = first == after
        self.low = _place(first) if 0 < first < _SLOTS else None
        self.high = _place(after) if after < _SLOTS else None

    def expect(self, place: bytes) -> None:
        """Refuse to start at a place of another segment.

        Raises: ValidationException.
        """
        if self.is_empty or (self.low and place < self.low) or (self.high and place >= self.high):
            raise validation(
                f"{BAD_START}: Invalid ExclusiveStartKey. Please use ExclusiveStartKey with correct Segment. "
                f"TotalSegments: {self.request['TotalSegments']} Segment: {self.request['Segment']}"
            )


def _place(slot: int) -> bytes:
    """The least hash of a slot: its three digits and a zero."""
    return (slot << 4).to_bytes(2, "big")


def _bounds(source: Source, start: Item | None, segment: _Segment) -> Bounds:
    parts, values = ["0" if segment.is_empty else "1"], list[Any]()
    for operator, limit in ((">=", segment.low), ("<", segment.high)):
        if limit is not None:
            parts.append(f"{source.columns[0]} {operator} ?")
            values.append(limit)
    if start is not None:
        marks = ", ".join("?" * len(source.columns))
        parts.append(f"({', '.join(source.columns)}) > ({marks})")
        values.extend(source.position(start))
    return Bounds(" AND ".join(parts), tuple(values))
