"""The page itself, and the blocks that are neither a table nor a form."""

from typing import ClassVar

import msgspec

from shouwang.console.blocks.base import Act, Block, Tone
from shouwang.console.blocks.forms import Form
from shouwang.console.views import Check, Event, Fact, Link, Time, Word


class Folded(Block, frozen=True):
    """Something that opens where it stands: a second form, a long explanation."""

    kind: ClassVar[str] = "folded"
    title: str
    blocks: tuple[Block, ...]
    opened: bool = False
    tone: Tone = "plain"


class Section(Block, frozen=True):
    """One ink rule, a heading, its one remark, blocks below."""

    kind: ClassVar[str] = "section"
    title: str
    blocks: tuple[Block, ...]
    remark: str = ""
    link: Link | None = None


class Columns(Block, frozen=True):
    """Two columns: a wide and a narrow one, or two halves."""

    kind: ClassVar[str] = "columns"
    left: tuple[Block, ...]
    right: tuple[Block, ...]
    halves: bool = False


class Figure(msgspec.Struct, frozen=True):
    """One number with its unit and what it means."""

    value: str
    unit: str
    means: str
    href: str = ""


class Figures(Block, frozen=True):
    """A few numbers side by side."""

    kind: ClassVar[str] = "figures"
    figures: tuple[Figure, ...]


class Facts(Block, frozen=True):
    """Terms and values."""

    kind: ClassVar[str] = "facts"
    facts: tuple[Fact, ...]


class Checks(Block, frozen=True):
    """Things that speak for, against or neither, each a sentence with its glyph."""

    kind: ClassVar[str] = "checks"
    checks: tuple[Check, ...]


class Timeline(Block, frozen=True):
    """What happened, newest first."""

    kind: ClassVar[str] = "timeline"
    events: tuple[Event, ...]


class Words(Block, frozen=True):
    """One statement where there is nothing to list."""

    kind: ClassVar[str] = "words"
    word: Word


class Prose(Block, frozen=True):
    """A paragraph or more."""

    kind: ClassVar[str] = "prose"
    paragraphs: tuple[str, ...]


class Buttons(Block, frozen=True):
    """Things to do and places to go, in one line."""

    kind: ClassVar[str] = "buttons"
    acts: tuple[Act, ...] = ()
    links: tuple[Link, ...] = ()


class Picture(Block, frozen=True):
    """A picture we serve. `alt` says what it shows."""

    kind: ClassVar[str] = "picture"
    address: str
    alt: str
    width: int
    height: int
    caption: str = ""


class Progress(Block, frozen=True):
    """How far long work has got; `again` is fetched every two seconds until it is done."""

    kind: ClassVar[str] = "progress"
    label: str
    done: int
    total: int
    says: str
    again: str = ""


class Live(Block, frozen=True):
    """Figures of this moment: asked for anew where they stand, and at once by a button; never read out by themselves."""

    kind: ClassVar[str] = "live"
    again: str
    read: Time
    blocks: tuple[Block, ...]
    every_s: int = 60


class Sheet(msgspec.Struct, frozen=True):
    """A page: its heading and line, tabs, and blocks."""

    title: str
    line: str = ""
    blocks: tuple[Block, ...] = ()
    tabs: tuple[Link, ...] = ()
    back: Link | None = None
    search: Form | None = None
    printed: str = ""
    reloads_after_s: int = 0  # without a script; 0 for never
