"""Condition, filter and key condition expressions: text to tree."""

from functools import lru_cache
from typing import NamedTuple

from dynamodb_sqlite.expressions.lint import lint
from dynamodb_sqlite.expressions.parser import Parser
from dynamodb_sqlite.expressions.tree import Call, Comparison, Condition, Logic, Not, Operand, Path, Placeholder, Sum

_KEYWORDS = frozenset({"AND", "OR", "NOT", "BETWEEN", "IN"})
_COMPARATORS = ("=", "<>", "<", "<=", ">", ">=")
_OPERANDS = (Path, Placeholder, Call)


class Parsed(NamedTuple):
    """A parsed condition and the first thing wrong with it whatever the names and values."""

    condition: Condition
    fault: str | None


@lru_cache(maxsize=2048)
def parse(source: str) -> Parsed:
    """The tree of a condition.

    Raises: SyntaxFault.
    """
    parser = _Conditions(source, _KEYWORDS)
    condition = parser.condition()
    parser.expect_end()
    redundant = "The expression has redundant parentheses;" if parser.redundant else None
    return Parsed(condition, redundant or lint(condition))


class _Conditions(Parser):
    redundant = False
    _closed = (-1, -1)  # where the parentheses closed last began and ended

    def condition(self) -> Condition:
        """A whole condition."""
        return self._boolean(self._disjunction())

    def _disjunction(self) -> Condition | Operand:
        left = self._conjunction()
        while self.is_keyword("OR"):
            self._boolean(left)
            self.advance()
            left = Logic("OR", self._boolean(left), self._boolean(self._conjunction()))
        return left

    def _conjunction(self) -> Condition | Operand:
        left = self._negation()
        while self.is_keyword("AND"):
            self._boolean(left)
            self.advance()
            left = Logic("AND", self._boolean(left), self._boolean(self._negation()))
        return left

    def _negation(self) -> Condition | Operand:
        if not self.is_keyword("NOT"):
            return self._comparison()
        self.advance()
        self.descend()
        inner = self._boolean(self._negation())
        self.ascend()
        return Not(inner)

    def _boolean(self, node: Condition | Operand) -> Condition:
        if isinstance(node, Path | Placeholder | Sum):
            raise self.fault()
        return node

    def _comparison(self) -> Condition | Operand:
        left = self._group() if self.is_symbol("(") else self.operand()
        if isinstance(left, _OPERANDS):
            if self.is_symbol(*_COMPARATORS):
                return Comparison(self.advance().text, (left, self.argument()))
            if self.is_keyword("BETWEEN"):
                return self._between(left)
            if self.is_keyword("IN"):
                return self._among(left)
        return left

    def _between(self, subject: Operand) -> Condition:
        self.advance()
        low = self.argument()
        if not self.is_keyword("AND"):
            raise self.fault()
        self.advance()
        return Comparison("BETWEEN", (subject, low, self.argument()))

    def _among(self, subject: Operand) -> Condition:
        self.advance()
        self.expect("(")
        options = [self.argument()]
        while self.take(","):
            options.append(self.argument())
        self.expect(")")
        return Comparison("IN", (subject, *options))

    def argument(self) -> Operand:
        """An operand, perhaps in parentheses."""
        if not self.is_symbol("("):
            return self.operand()
        inner = self._group()
        if not isinstance(inner, _OPERANDS):
            raise self.fault()
        return inner

    def _group(self) -> Condition | Operand:
        start = self.position
        self.expect("(")
        self.descend()
        inner = self._disjunction()
        self.ascend()
        if self._closed == (start + 1, self.position - 1):
            self.redundant = True
        self.expect(")")
        self._closed = (start, self.position - 1)
        return self.rest_of_path(inner) if isinstance(inner, Path) else inner
