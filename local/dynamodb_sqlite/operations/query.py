"""Query."""

from dynamodb_sqlite import keys
from dynamodb_sqlite.operations.context import Context, Response
from dynamodb_sqlite.operations.pages import Bounds, moment_of, read_page
from dynamodb_sqlite.operations.ranges import KeyTest, Range, expect_type, key_tests, range_after, range_of
from dynamodb_sqlite.operations.source import (
    BAD_START,
    Source,
    check_projection,
    check_select,
    check_start_values,
    find_source,
)
from dynamodb_sqlite.tables.key_checks import check_key, check_part, refuse_empty_conditions
from dynamodb_sqlite.tables.model import Attribute
from dynamodb_sqlite.tables.update_checks import check_key_paths
from dynamodb_sqlite.values import Item, same
from dynamodb_sqlite.values.wording import NEWER
from dynamodb_sqlite.wire.errors import AwsError, enveloped, validation
from dynamodb_sqlite.wire.requests import Expressions, bind_expressions, check_parameters, refuse_legacy
from dynamodb_sqlite.wire.shapes import Request

_EXPRESSIONS = ("ProjectionExpression", "FilterExpression", "KeyConditionExpression")


def query(context: Context, request: Request) -> Response:
    """Query."""
    check_parameters(request, _EXPRESSIONS, NEWER)
    check_start_values(request, NEWER)
    with enveloped():
        check_select(request)
    if "KeyConditionExpression" not in request and "KeyConditions" not in request:
        raise validation(
            "Either the KeyConditions or KeyConditionExpression parameter must be specified in the request."
        )
    expressions = bind_expressions(request, NEWER)
    refuse_legacy(request)
    assert expressions.key_condition is not None  # noqa: S101 - KeyConditions alone were refused just now
    tests = key_tests(expressions.key_condition)
    with moment_of(context, request) as connection:
        source = find_source(context.store, connection, request)
        plan = _Plan(source, tests, request.get("ExclusiveStartKey"))
        plan.check()
        _check_paths(source, expressions, request)
        bounds = plan.bounds(backwards=request.get("ScanIndexForward") is False)
        return read_page(connection, source, bounds, request, expressions)


def _check_paths(source: Source, expressions: Expressions, request: Request) -> None:
    check_key_paths(source.table, expressions.projection or ())
    filtered = expressions.filter.paths if expressions.filter is not None else ()
    heads = {path[0] for path in filtered}
    for attribute in source.hash + source.range:
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

    def check(self) -> None:
        """Whether the conditions and the start fit the key.

        Raises: ValidationException.
        """
        source = self.source
        if self.start is not None:
            if self.start.keys() != set(source.key_names):
                raise validation(BAD_START)
            for attribute in source.hash + source.range:
                check_part(attribute, self.start[attribute.name], is_hash=attribute in source.hash)
        self._check_hash()
        self._check_range()
        if self.start is not None:
            self._check_start(self.start)

    def _check_hash(self) -> None:
        attributes = self.source.hash + self.source.range
        if len(self.tests) > len(attributes) and all(one.name in self.tests for one in self.source.hash):
            raise validation(
                f"The number of query conditions ({len(self.tests)}) exceeds the number of key attributes defined "
                f"in the schema ({len(attributes)})"
            )
        for attribute in self.source.hash:
            test = self.tests.get(attribute.name)
            if test is None:
                raise validation(f"Query condition missed key schema element: {attribute.name}")
            self._expect_value(attribute, test)
            if test.operator != "=":
                raise validation("Query key condition not supported")

    def _check_range(self) -> None:
        names = {attribute.name for attribute in self.source.hash + self.source.range}
        strangers = [name for name in self.tests if name not in names]
        unmet = next((one.name for one in self.source.range if one.name not in self.tests), None)
        if strangers:
            element = unmet or self.source.hash[0].name
            raise validation(f"Query condition missed key schema element: {element}")
        ended: str | None = None  # the attribute after which no condition may follow
        for attribute in self.source.range:
            test = self.tests.get(attribute.name)
            if test is None:
                ended = ended or attribute.name
                continue
            if ended is not None:
                raise validation(
                    f"RANGE key attributes {ended} must have equality conditions specified in the query because a "
                    f"condition is present on key attribute {attribute.name}"
                )
            self._expect_value(attribute, test)
            if test.operator != "=":
                ended = attribute.name

    def _expect_value(self, attribute: Attribute, test: KeyTest) -> None:
        expect_type(attribute, test)
        refuse_empty_conditions(attribute, test.values, self.source.index)

    def _check_start(self, start: Item) -> None:
        try:
            check_key(self.source.table, {one.name: start[one.name] for one in self.source.table.attributes})
        except AwsError as error:
            raise validation(f"{BAD_START}: {error.message}") from None
        inside = all(same(start[one.name], self.tests[one.name].values[0]) for one in self.source.hash)
        if not any(one.name in self.tests for one in self.source.range):
            if not inside:
                raise validation("The provided starting key is outside query boundaries based on provided conditions")
            return
        if not self._range().holds(self.source.position(start)[1]):
            raise validation("The provided starting key does not match the range key predicate")
        if not inside:
            raise validation("The query can return at most one row and cannot be restarted")

    def _range(self) -> Range:
        """The sort keys asked for: equal ones first, one range after them, nothing beyond."""
        tested = [(one, self.tests[one.name]) for one in self.source.range if one.name in self.tests]
        if not tested:
            return Range()
        if len(self.source.range) == 1:
            return range_of(*tested[0])
        prefix = b"".join(keys.escape(keys.encode(one.kind, test.values[0])) for one, test in tested[:-1])
        return range_after(prefix, *tested[-1])

    def bounds(self, *, backwards: bool) -> Bounds:
        """The WHERE clause."""
        hash_column, range_column = self.source.columns[:2]
        raw = [keys.encode(one.kind, self.tests[one.name].values[0]) for one in self.source.hash]
        joined = raw[0] if len(raw) == 1 else b"".join(map(keys.escape, raw))
        parts, values = [f"{hash_column}=?"], [keys.partition(joined)]
        within = self._range()
        if within.low is not None:
            parts.append(f"{range_column}{'>' if within.low_open else '>='}?")
            values.append(within.low)
        if within.high is not None:
            parts.append(f"{range_column}{'<' if within.high_open else '<='}?")
            values.append(within.high)
        if self.start is not None:
            columns = self.source.columns[1:]
            marks = ", ".join("?" * len(columns))
            parts.append(f"({', '.join(columns)}) {'<' if backwards else '>'} ({marks})")
            values.extend(self.source.position(self.start)[1:])
        return Bounds(" AND ".join(parts), tuple(values))
