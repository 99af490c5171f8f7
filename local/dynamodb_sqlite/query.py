"""Query."""

from typing import Any

from dynamodb_sqlite import keys
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
from dynamodb_sqlite.ranges import KeyTest, Range, expect_type, hash_value, key_tests, range_of
from dynamodb_sqlite.requests import Expressions, Request, bind_expressions, check_parameters
from dynamodb_sqlite.store import Store
from dynamodb_sqlite.tables import Attribute
from dynamodb_sqlite.values import Item, same

_EXPRESSIONS = ("ProjectionExpression", "FilterExpression", "KeyConditionExpression")
_CONDITIONS = 2  # a hash and a range attribute; an index of several attributes takes more


def query(store: Store, request: Request) -> dict[str, Any]:
    """Query."""
    check_parameters(request, _EXPRESSIONS)
    check_start_values(request)
    if "KeyConditionExpression" not in request:
        raise validation(
            "Either the KeyConditions or KeyConditionExpression parameter must be specified in the request."
        )
    expressions = bind_expressions(request)
    assert expressions.key_condition is not None
    tests = key_tests(expressions.key_condition)
    check_select(request)
    with store.reading() as connection:
        source = find_source(store, connection, request)
        plan = _Plan(source, tests, request.get("ExclusiveStartKey"))
        plan.check()
        _check_paths(source, plan, expressions, request)
        backwards = request.get("ScanIndexForward") is False
        return read_page(connection, source, plan.bounds(backwards), request, expressions)


def _check_paths(source: Source, plan: "_Plan", expressions: Expressions, request: Request) -> None:
    check_key_paths(source.table, expressions.projection or ())
    filtered = expressions.filter.paths if expressions.filter else ()
    heads = {path[0] for path in filtered}
    for attribute in plan.hash + plan.range:
        if attribute.name in heads:
            raise validation(
                "Filter Expression can only contain non-primary key attributes: "
                f"Primary key attribute: {attribute.name}"
            )
    check_projection(source, request, expressions)
    check_key_paths(source.table, filtered)


class _Plan:
    """The partition and the range a query reads."""

    def __init__(self, source: Source, tests: dict[str, KeyTest], start: Item | None) -> None:
        self.source, self.tests, self.start = source, tests, start
        holder = source.index
        self.hash: tuple[Attribute, ...] = (source.table.hash,) if holder is None else holder.hash
        table_range = () if source.table.range is None else (source.table.range,)
        self.range: tuple[Attribute, ...] = table_range if holder is None else holder.range

    def check(self) -> None:
        """Whether the conditions and the start fit the key.

        Raises: ValidationException.
        """
        if self.start is not None and self.start.keys() != set(self.source.key_names()):
            raise validation(BAD_START)
        for attribute in self.hash + self.range:
            self._check_attribute(attribute, is_hash=attribute in self.hash)
        if self.start is not None:
            self._check_start(self.start)

    def _check_attribute(self, attribute: Attribute, *, is_hash: bool) -> None:
        if self.start is not None:
            check_part(attribute, self.start.get(attribute.name), is_hash=is_hash)
        known = {one.name for one in self.hash + self.range}
        strangers = len(self.tests.keys() - known)
        if is_hash and not self.range and strangers and attribute.name in self.tests:
            raise validation("Query key condition not supported")
        test = self.tests.get(attribute.name)
        if is_hash:
            hash_value(attribute, self.tests)
        elif test is None and strangers:
            raise validation(f"Query condition missed key schema element: {attribute.name}")
        elif test is not None:
            expect_type(attribute, test)

    def _check_start(self, start: Item) -> None:
        table = self.source.table
        try:
            check_key(table, {name: start[name] for name in (one.name for one in table.attributes)})
        except AwsError as error:
            raise validation(f"{BAD_START}: {error.message}") from None
        inside = all(same(start[one.name], self.tests[one.name].values[0]) for one in self.hash)
        if not any(one.name in self.tests for one in self.range):
            if not inside:
                raise validation("The provided starting key is outside query boundaries based on provided conditions")
            return
        if not self._range().holds(self.source.position(start)[1]):
            raise validation("The provided starting key does not match the range key predicate")
        if not inside:
            raise validation("The query can return at most one row and cannot be restarted")

    def _range(self) -> Range:
        """The sort keys asked for: equal ones first, one range after them, nothing beyond."""
        closed = len(self.range) > 1
        prefix, found = b"", Range()
        for attribute in self.range:
            test = self.tests.get(attribute.name)
            if test is None:
                break
            found = range_of(attribute, test, prefix, closed)
            if test.operator != "=":
                break
            prefix += keys.escape(keys.encode(attribute.kind, test.values[0]))
        return found

    def bounds(self, backwards: bool) -> Bounds:
        """The WHERE clause."""
        hash_column, range_column = self.source.columns[:2]
        raw = [keys.encode(one.kind, self.tests[one.name].values[0]) for one in self.hash]
        joined = raw[0] if len(raw) == 1 else b"".join(map(keys.escape, raw))
        parts, values = [f"{hash_column}=?"], [keys.partition(joined)]
        if self.source.index is not None:
            parts, hash_column, range_column = ["e.hk=?"], "e.hk", "e.rk"
        within = self._range()
        if within.low is not None:
            parts.append(f"{range_column}{'>' if within.low_open else '>='}?")
            values.append(within.low)
        if within.high is not None:
            parts.append(f"{range_column}{'<' if within.high_open else '<='}?")
            values.append(within.high)
        if self.start is not None:
            after = self.source.position(self.start)[1:]
            columns = "sk" if self.source.index is None else "(e.rk, e.pk, e.sk)"
            marks = "?" if self.source.index is None else "(?, ?, ?)"
            parts.append(f"{columns} {'<' if backwards else '>'} {marks}")
            values.extend(after)
        return Bounds(" AND ".join(parts), tuple(values))
