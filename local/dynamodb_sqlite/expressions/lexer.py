"""Expression text to tokens."""

import re
from typing import NamedTuple

_TOKEN = re.compile(
    r"\s*(?:(?P<name>[A-Za-z][A-Za-z0-9_]*)|(?P<alias>#[A-Za-z0-9_]+)|(?P<value>:[A-Za-z0-9_]+)"
    r"|(?P<number>[0-9]+)|(?P<symbol><=|>=|<>|[-+=<>()\[\].,])|(?P<end>\Z)|(?P<stray>.))",
    re.ASCII | re.DOTALL,
)
_END = "<EOF>"


class Token(NamedTuple):
    """A piece of an expression: what it is, its text, where it lies."""

    kind: str
    text: str
    start: int
    stop: int


class SyntaxFault(Exception):
    """An expression that is not of the language; the message is DynamoDB's, without the expression's name."""


def tokens(source: str) -> list[Token]:
    """All tokens of an expression, the last one its end; a character that begins no token is a `stray` one."""
    found: list[Token] = []
    for match in _TOKEN.finditer(source):
        kind = match.lastgroup or "end"
        found.append(Token(kind, match[kind], match.start(kind), match.end()))
        if kind == "end":
            break
    return found


def syntax_fault(source: str, found: list[Token], at: int) -> SyntaxFault:
    """The fault at one token, shown with its neighbours as DynamoDB does."""
    token = found[at]
    last = found[min(at + 1, len(found) - 1)]
    near = source[found[max(at - 1, 0)].start : last.stop].rstrip()
    return SyntaxFault(f'Syntax error; token: "{_END if token.kind == "end" else token.text}", near: "{near}"')
