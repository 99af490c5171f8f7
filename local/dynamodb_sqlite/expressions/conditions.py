"""Condition, filter and key condition expressions: text to tree."""

from functools import lru_cache
from typing import NamedTuple

from dynamodb_sqlite.expressions.lint import lint
from dynamodb_sqlite.expressions.parser import MAX_OPERATORS, Parser, too_many_operators
from dynamodb_sqlite.expressions.tree import Comparison, Condition, Logic, Not, Operand, Path, Placeholder, Sum

_KEYWORDS = frozenset({"AND", "OR", "NOT", "BETWEEN", "IN"})
_COMPARATORS = ("=", "<>", "<", "<=", ">", ">=")
_BARE = (Path, Placeholder, Sum)


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
        """OR binds least, AND more; what stands in parentheses comes back here.

        One call for each pair of parentheses keeps the depth of the stack to what 4 KB of text can ask for.
        """
        alternatives: list[Condition] = []
        terms: list[Condition | Operand] = [self._term()]
        while self.is_keyword("AND", "OR"):
            terms[-1] = self._boolean(terms[-1])
            if self.advance().text.upper() == "OR":
                alternatives.append(self._joined("AND", terms))
                terms = []
            terms.append(self._term())
        if not alternatives and len(terms) == 1:
            return terms[0]
        return self._joined("OR", [*alternatives, self._joined("AND", terms)])

    def _joined(self, operator: str, terms: list[Condition] | list[Condition | Operand]) -> Condition:
        conditions = tuple(self._boolean(term) for term in terms)
        return conditions[0] if len(conditions) == 1 else Logic(operator, conditions)

    def _term(self) -> Condition | Operand:
        """A comparison or a function, after any number of NOTs."""
        negations = 0
        while self.is_keyword("NOT"):
            self.advance()
            negations += 1
            if negations > MAX_OPERATORS:
                raise too_many_operators()
        found = self._comparison()
        if not negations:
            return found
        condition = self._boolean(found)
        for _ in range(negations):
            condition = Not(condition)
        return condition

    def _boolean(self, node: Condition | Operand) -> Condition:
        if isinstance(node, _BARE):
            raise self.fault()
        return node

    def _comparison(self) -> Condition | Operand:
        left = self._group() if self.is_symbol("(") else self.operand()
        if isinstance(left, Comparison | Not | Logic):
            return left
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
        if isinstance(inner, Comparison | Not | Logic):
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
