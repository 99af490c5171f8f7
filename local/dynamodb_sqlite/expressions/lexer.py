"""Expression text to tokens."""

import re
from typing import NamedTuple

_TOKEN = re.compile(
    r"\s*(?:(?P<name>[A-Za-z][A-Za-z0-9_]*)|(?P<alias>#[A-Za-z0-9_]+)|(?P<value>:[A-Za-z0-9_]+)"
    r"|(?P<number>[0-9]+)|(?P<symbol><=|>=|<>|[-+=<>()\[\].,])|(?P<end>\Z)|(?P<stray>.))",
    re.ASCII | re.DOTALL,
)
END = "<EOF>"


class Token(NamedTuple):
    """A piece of an expression: what it is, its text, where it lies."""

    kind: str
    text: str
    start: int
    stop: int


class SyntaxFault(Exception):
    """An expression that is not of the language; the message is DynamoDB's, without the expression's name."""


def tokens(source: str) -> list[Token]:
    """All tokens of an expression, the last one its end.

    Raises: SyntaxFault at the first character that begins no token.
    """
    found: list[Token] = []
    position = 0
    while True:
        match = _TOKEN.match(source, position)
        assert match is not None  # the pattern matches anything
        kind = str(match.lastgroup)
        found.append(Token(kind, match[kind], match.start(kind), match.end()))
        if kind == "end":
            return found
        if kind == "stray":
            raise syntax_fault(source, found, len(found) - 1)
        position = match.end()


def syntax_fault(source: str, found: list[Token], at: int) -> SyntaxFault:
    """The fault at one token, shown with its neighbours as DynamoDB does."""
    token = found[at]
    first = found[max(at - 1, 0)]
    last = found[min(at + 1, len(found) - 1)]
    near = source[first.start : last.stop].rstrip()
    shown = END if token.kind == "end" else token.text
    return SyntaxFault(f'Syntax error; token: "{shown}", near: "{near}"')
