"""The two ways DynamoDB words what is wrong with a value: most operations have moved to the newer one."""

from dynamodb_sqlite.wire.errors import INVALID

_NOT_NUMERIC = "The parameter cannot be converted to a numeric value"


class Wording:
    """The newer words: of PutItem, UpdateItem, DeleteItem, GetItem, BatchGetItem and Query."""

    empty_number = _NOT_NUMERIC + ": "
    duplicate_numbers = INVALID + "Input collection contains duplicates."

    def duplicate_strings(self, members: list[str]) -> str:
        """A string set that has a member twice."""
        listed = ", ".join(f'"{member}"' for member in _to_first_repeat(members))
        return f"{INVALID}Input collection [{listed}] contains duplicates."

    def duplicate_binaries(self, members: list[str]) -> str:
        """A binary set that has a member twice."""
        listed = ",".join(f'"{member}"' for member in _to_first_repeat(members))
        return f"{INVALID}Input collection [{listed}]of type BS contains duplicates."

    def expression_value(self, message: str, key: str) -> str:
        """A value of ExpressionAttributeValues that is none."""
        return message

    def no_expressions(self, names: list[str]) -> str:
        """ExpressionAttributeValues without an expression that could use them."""
        return "ExpressionAttributeValues can only be specified when using expressions"


class OlderWording(Wording):
    """The older words: of BatchWriteItem, Scan and the transactions."""

    empty_number = _NOT_NUMERIC
    duplicate_numbers = "Input collection contains duplicates"

    def duplicate_strings(self, members: list[str]) -> str:
        """See `Wording`."""
        return f"{INVALID}Input collection [{', '.join(members)}] contains duplicates."

    def duplicate_binaries(self, members: list[str]) -> str:
        """See `Wording`."""
        return f"{INVALID}Input collection [{', '.join(members)}]of type BS contains duplicates."

    def expression_value(self, message: str, key: str) -> str:
        """See `Wording`."""
        return f"ExpressionAttributeValues contains invalid value: {message} for key {key}"

    def no_expressions(self, names: list[str]) -> str:
        """See `Wording`."""
        verb = "are" if len(names) > 1 else "is"
        return f"{super().no_expressions(names)}: {' and '.join(names)} {verb} null"


def _to_first_repeat(members: list[str]) -> list[str]:
    """The members up to the first repeat in order, then the repeat and what follows it as sent."""
    for place, member in enumerate(members):
        if member in members[:place]:
            return sorted(members[:place]) + members[place:]
    return members


NEWER, OLDER = Wording(), OlderWording()
