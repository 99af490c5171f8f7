"""A table as it is handed on: rows of cells, all text, with what is known of each row."""

from collections.abc import Mapping, Sequence

import msgspec

MOST_ROWS = 20_000
MOST_COLUMNS = 200


class Row(msgspec.Struct, frozen=True):
    """A row by its number in the sheet. `bad` names cells that could not be read; `joined` the first row of the merged
    cell that a column's value comes from, where it comes from above."""

    number: int
    cells: tuple[str, ...]
    hidden: bool = False
    bad: Mapping[int, str] = msgspec.field(default_factory=dict)
    joined: Mapping[int, int] = msgspec.field(default_factory=dict)

    @property
    def told(self) -> list[str]:
        """The texts that are there, without those that a merged cell repeats."""
        return list(dict.fromkeys(text for text in self.cells if text))


class Grid(msgspec.Struct, frozen=True):
    """One sheet. `notes` are rows and words about what was left out."""

    name: str
    rows: Sequence[Row]
    hidden: bool = False
    notes: Sequence[tuple[int, str]] = ()


def column_letter(place: int) -> str:
    """A column's letters, from 0: A, B, ..., AA."""
    letters = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
