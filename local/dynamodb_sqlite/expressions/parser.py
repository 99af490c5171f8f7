"""Tokens to a tree: what all expressions have in common."""

from dynamodb_sqlite.expressions.lexer import SyntaxFault, Token, syntax_fault, tokens
from dynamodb_sqlite.expressions.tree import Call, Operand, Path, Placeholder

MAX_OPERATORS = 300
_LARGEST_INDEX = 2**31 - 1
_MAX_DEPTH = 150  # with an operator each, deeper parentheses hold more operators than are allowed


def too_many_operators() -> SyntaxFault:
    """An expression of more operators than are allowed; DynamoDB stops counting at the first one too many."""
    return SyntaxFault(f"The expression contains too many operators; operator count: {MAX_OPERATORS + 1}")


class Parser:
    """A cursor over tokens."""

    def __init__(self, source: str, keywords: frozenset[str]) -> None:
        self.source = source
        self.tokens: list[Token] = tokens(source)
        self.position = 0
        self.keywords = keywords
        self.depth = 0

    @property
    def token(self) -> Token:
        """The token under the cursor."""
        return self.tokens[self.position]

    def fault(self) -> SyntaxFault:
        """A syntax fault at the cursor."""
        return syntax_fault(self.source, self.tokens, self.position)

    def advance(self) -> Token:
        """Pass a token by."""
        token = self.token
        self.position += 1
        return token

    def is_symbol(self, *texts: str) -> bool:
        """Whether the cursor is on one of these symbols."""
        return self.token.kind == "symbol" and self.token.text in texts

    def is_keyword(self, *words: str) -> bool:
        """Whether the cursor is on one of these keywords, in any case."""
        return self.token.kind == "name" and self.token.text.upper() in words

    def take(self, text: str) -> bool:
        """Pass a symbol by, if it is there."""
        if self.is_symbol(text):
            self.position += 1
            return True
        return False

    def expect(self, text: str) -> None:
        """Pass a symbol by that must be there."""
        if not self.take(text):
            raise self.fault()

    def expect_end(self) -> None:
        """Nothing may follow."""
        if self.token.kind != "end":
            raise self.fault()

    def descend(self) -> None:
        """Go one level deeper, within reason."""
        self.depth += 1
        if self.depth > _MAX_DEPTH:
            raise too_many_operators()

    def ascend(self) -> None:
        """Come back up."""
        self.depth -= 1

    def operand(self) -> Operand:
        """A path, a value or a function."""
        token = self.token
        if token.kind == "value":
            self.advance()
            return Placeholder(token.text)
        if token.kind == "name" and self.tokens[self.position + 1].text == "(" and not self._is_reserved_here(token):
            return self.call()
        return self.path()

    def call(self) -> Call:
        """A function with its operands in parentheses."""
        name = self.advance().text
        self.expect("(")
        self.descend()
        operands = [self.argument()]
        while self.take(","):
            operands.append(self.argument())
        self.ascend()
        self.expect(")")
        return Call(name, tuple(operands))

    def argument(self) -> Operand:
        """What may stand as an operand of a function."""
        return self.operand()

    def path(self) -> Path:
        """A document path."""
        return self.rest_of_path(Path((self._head(),)))

    def rest_of_path(self, path: Path) -> Path:
        """The elements after the head of a path."""
        parts = list(path.parts)
        while self.is_symbol(".", "["):
            if self.advance().text == ".":
                parts.append(self._head())
                continue
            if self.token.kind != "number":
                raise self.fault()
            parts.append(self._index())
            self.expect("]")
        return Path(tuple(parts))

    def _index(self) -> int:
        index = int(self.advance().text)
        if index > _LARGEST_INDEX:
            raise SyntaxFault(f"List index is not within the allowable range; index: [{index}]")
        return index

    def _head(self) -> str:
        token = self.token
        if token.kind not in ("name", "alias") or self._is_reserved_here(token):
            raise self.fault()
        self.advance()
        return token.text

    def _is_reserved_here(self, token: Token) -> bool:
        return token.kind == "name" and token.text.upper() in self.keywords
