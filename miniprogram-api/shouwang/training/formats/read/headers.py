"""The header of a table: which column holds what, in whatever words."""

from collections.abc import Mapping

import msgspec

from shouwang.training.formats.found import Column, Draft, Place
from shouwang.training.formats.read.grid import Row, column_letter
from shouwang.training.formats.read.words import column_of, radio_columns, rank

_FEWEST = 2  # columns that must be known, the stem among them


class Header(msgspec.Struct, frozen=True):
    """Columns by what they hold. Options and prompts by letter; tags and numbers may be several."""

    names: tuple[str, ...]
    columns: Mapping[Column, int]
    options: Mapping[str, int] = msgspec.field(default_factory=dict)
    prompts: Mapping[str, int] = msgspec.field(default_factory=dict)
    tags: tuple[int, ...] = ()
    numbers: tuple[int, ...] = ()
    blocks: tuple[int, ...] = ()

    @property
    def known(self) -> int:
        """How many columns are known."""
        return len(self.columns) + len(self.options) + len(self.tags) + len(self.numbers)

    def place(self, column: Column) -> int:
        """Where a column is; -1 if there is none."""
        return self.columns.get(column, -1)

    def text(self, row: Row, column: Column) -> str:
        """A row's text in a column; empty if there is none."""
        return _cell(row, self.place(column))

    def letters(self, row: Row) -> bool:
        """Whether a row holds options in columns of their own."""
        return any(_cell(row, place) for place in self.options.values())

    def uses(self, place: int) -> bool:
        """Whether a column is read at all."""
        used = {*self.columns.values(), *self.options.values(), *self.prompts.values(), *self.tags, *self.blocks}
        return place in used

    def says_anything(self, row: Row) -> bool:
        """Whether a row holds anything of a question besides its number and its labels."""
        asked = [self.text(row, column) for column in (Column.STEM, Column.OPTIONS, Column.ANSWER)]
        return any(asked) or self.letters(row)

    def key_place(self, key_column: str) -> int | None:
        """The column of that name."""
        told = [name.strip() for name in self.names]
        return told.index(key_column.strip()) if key_column.strip() in told else None

    def draft(self, row: Row, sheet: str, section: str, key_column: str) -> Draft:
        """A row as a draft."""
        texts = {column: _cell(row, place) for column, place in self.columns.items()}
        cells = {column: column_letter(place) for column, place in self.columns.items()}
        if self.options:
            cells.setdefault(Column.OPTIONS, column_letter(min(self.options.values())))
        return Draft(
            place=Place(row.number, sheet),
            kind=texts.get(Column.KIND, ""),
            stem=texts.get(Column.STEM, ""),
            options={letter: _cell(row, place) for letter, place in self.options.items()},
            prompts={letter: _cell(row, place) for letter, place in self.prompts.items()},
            block="\n".join(filter(None, (_cell(row, place) for place in self.blocks))),
            answer=texts.get(Column.ANSWER, ""),
            explanation=texts.get(Column.EXPLANATION, ""),
            source=texts.get(Column.SOURCE, ""),
            tags=[_cell(row, place) for place in self.tags],
            difficulty=texts.get(Column.DIFFICULTY, ""),
            points=texts.get(Column.POINTS, ""),
            number=self._number(row, key_column),
            policy=texts.get(Column.POLICY, ""),
            weights=texts.get(Column.WEIGHTS, ""),
            picture=texts.get(Column.PICTURE, ""),
            option_pictures=texts.get(Column.OPTION_PICTURES, ""),
            exact=Column.POLICY in self.columns and Column.WEIGHTS in self.columns,
            usual_kind=section,
            cells=cells,
        )

    def _number(self, row: Row, key_column: str) -> str:
        """The question's own number: from the column named for it, or the last of those that look like it."""
        named = self.key_place(key_column) if key_column else None
        places = (named,) if named is not None else self.numbers[::-1]
        return next((text for place in places if (text := _cell(row, place))), "")


def find_header(row: Row, above: Header | None) -> Header | None:
    """The header that a row is, or the one above made more exact by this row; None for any other row."""
    if above is not None:
        lower = _second_row(row, above)
        if lower is not None:
            return lower
    header = _header(row.cells)
    asks = Column.STEM in header.columns
    answers = Column.ANSWER in header.columns or header.options or header.blocks
    return header if asks and answers and header.known >= _FEWEST and _are_names(row, header) else None


def _are_names(row: Row, header: Header) -> bool:
    """Whether most of a row's texts are names of columns: a question that mentions one word of them is no header."""
    return all(len(text) <= 30 for text in row.told) and header.known * 2 >= len(row.told)


def _second_row(row: Row, above: Header) -> Header | None:
    """The header of two rows: names above, letters of the options below."""
    cells = row.cells
    lower = [column_of(text) for text in cells]
    options = [told for told in lower if isinstance(told, str) and told.startswith("选项")]
    if len(options) < 2 or len(above.blocks) < 2:
        return None
    if any(text and told is None and text not in above.names for text, told in zip(cells, lower, strict=True)):
        return None
    width = max(len(cells), len(above.names))
    names = [
        (_at(cells, place) if _is_option(_at(cells, place)) else _at(above.names, place)) for place in range(width)
    ]
    return _header(tuple(names))


def _is_option(text: str) -> bool:
    told = column_of(text)
    return isinstance(told, str) and told.startswith("选项")


def _header(names: tuple[str, ...]) -> Header:
    radio = radio_columns(names) or {}
    told = [radio.get(name.strip().lower()) or column_of(name) for name in names]
    columns: dict[Column, int] = {}
    lettered: dict[str, dict[str, int]] = {"选项": {}, "左项": {}}
    many: dict[Column, list[int]] = {Column.TAG: [], Column.NUMBER: [], Column.OPTIONS: []}
    for place, column in enumerate(told):
        if isinstance(column, Column):
            many.get(column, []).append(place)
            if column not in columns or rank(names[place], column) < rank(names[columns[column]], column):
                columns[column] = place
        elif column:
            lettered[column[:2]].setdefault(column[2:], place)
    for column in (Column.TAG, Column.NUMBER):
        columns.pop(column, None)
    return Header(
        names=names,
        columns=columns,
        options=lettered["选项"],
        prompts=lettered["左项"],
        tags=tuple(many[Column.TAG]),
        numbers=tuple(many[Column.NUMBER]),
        blocks=tuple(many[Column.OPTIONS]),
    )


def _cell(row: Row, place: int) -> str:
    return row.cells[place] if 0 <= place < len(row.cells) else ""


def _at(texts: tuple[str, ...], place: int) -> str:
    return texts[place] if place < len(texts) else ""
