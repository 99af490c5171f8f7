"""Update expressions: text to actions."""

from functools import lru_cache

from dynamodb_sqlite.expressions.parser import Parser
from dynamodb_sqlite.expressions.tree import Action, Operand, Path, Sum

_SECTIONS = frozenset({"SET", "REMOVE", "ADD", "DELETE"})


@lru_cache(maxsize=2048)
def parse(source: str) -> tuple[tuple[str, ...], tuple[Action, ...]]:
    """The sections an update names, in order, and all its actions.

    Raises: SyntaxFault.
    """
    parser = _Updates(source, _SECTIONS)
    sections: list[str] = []
    actions: list[Action] = []
    while parser.is_keyword(*_SECTIONS):
        section = parser.advance().text.upper()
        sections.append(section)
        actions.append(parser.action(section))
        while parser.take(","):
            actions.append(parser.action(section))
    parser.expect_end()
    if not actions:
        raise parser.fault()
    return tuple(sections), tuple(actions)


class _Updates(Parser):
    def action(self, section: str) -> Action:
        """One action of a section."""
        path = self.path()
        if section == "REMOVE":
            return Action(section, path, None)
        if section != "SET":
            return Action(section, path, self._addend())
        self.expect("=")
        return Action(section, path, self._sum())

    def _sum(self) -> Operand:
        left = self._operand_or_group()
        if not self.is_symbol("+", "-") or isinstance(left, Sum):
            return left
        sign = self.advance().text
        right = self._operand_or_group()
        if isinstance(right, Sum):
            raise self.fault()
        return Sum(sign, left, right)

    def _operand_or_group(self) -> Operand:
        if not self.take("("):
            return self.operand()
        self.descend()
        inner = self._sum()
        self.ascend()
        self.expect(")")
        return self.rest_of_path(inner) if isinstance(inner, Path) else inner

    def _addend(self) -> Operand:
        if self.token.kind != "value":
            raise self.fault()
        return self.operand()
