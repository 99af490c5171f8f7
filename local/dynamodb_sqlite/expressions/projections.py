"""Projection expressions: text to paths."""

from functools import lru_cache

from dynamodb_sqlite.expressions.parser import Parser
from dynamodb_sqlite.expressions.tree import Path


@lru_cache(maxsize=1024)
def parse(source: str) -> tuple[Path, ...]:
    """The paths a projection names.

    Raises: SyntaxFault.
    """
    parser = Parser(source, frozenset())
    paths = [parser.path()]
    while parser.take(","):
        paths.append(parser.path())
    parser.expect_end()
    return tuple(paths)
