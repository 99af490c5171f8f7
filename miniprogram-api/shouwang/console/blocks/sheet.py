"""The page itself, and the blocks that are neither a table nor a form."""

from dataclasses import dataclass
from typing import ClassVar

from shouwang.console.blocks.base import Act, Block, Tone
from shouwang.console.blocks.forms import Form
from shouwang.console.views import Check, Event, Fact, Link, Time, Word


@dataclass(frozen=True, slots=True)
class Folded(Block):
    """Something that opens where it stands: a second form, a long explanation."""

    kind: ClassVar[str] = "folded"
    title: str
    blocks: tuple[Block, ...]
    opened: bool = False
    tone: Tone = "plain"


@dataclass(frozen=True, slots=True)
class Section(Block):
    """One ink rule, a heading, its one remark, blocks below."""

    kind: ClassVar[str] = "section"
    title: str
    blocks: tuple[Block, ...]
    remark: str = ""
    link: Link | None = None


@dataclass(frozen=True, slots=True)
class Columns(Block):
    """Two columns: a wide and a narrow one, or two halves."""

    kind: ClassVar[str] = "columns"
    left: tuple[Block, ...]
    right: tuple[Block, ...]
    halves: bool = False


@dataclass(frozen=True, slots=True)
class Figure:
    """One number with its unit and what it means."""

    value: str
    unit: str
    means: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class Figures(Block):
    """A few numbers side by side."""

    kind: ClassVar[str] = "figures"
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class Facts(Block):
    """Terms and values."""

    kind: ClassVar[str] = "facts"
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Checks(Block):
    """Things that speak for, against or neither, each a sentence with its glyph."""

    kind: ClassVar[str] = "checks"
    checks: tuple[Check, ...]


@dataclass(frozen=True, slots=True)
class Timeline(Block):
    """What happened, newest first."""

    kind: ClassVar[str] = "timeline"
    events: tuple[Event, ...]


@dataclass(frozen=True, slots=True)
class Words(Block):
    """One statement where there is nothing to list."""

    kind: ClassVar[str] = "words"
    word: Word


@dataclass(frozen=True, slots=True)
class Prose(Block):
    """A paragraph or more."""

    kind: ClassVar[str] = "prose"
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Buttons(Block):
    """Things to do and places to go, in one line."""

    kind: ClassVar[str] = "buttons"
    acts: tuple[Act, ...] = ()
    links: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class Picture(Block):
    """A picture we serve. `alt` says what it shows."""

    kind: ClassVar[str] = "picture"
    address: str
    alt: str
    width: int
    height: int
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Progress(Block):
    """How far long work has got; `again` is fetched every two seconds until it is done."""

    kind: ClassVar[str] = "progress"
    label: str
    done: int
    total: int
    says: str
    again: str = ""


@dataclass(frozen=True, slots=True)
class Live(Block):
    """Figures of this moment: asked for anew where they stand, and at once by a button; never read out by themselves."""

    kind: ClassVar[str] = "live"
    again: str
    read: Time
    blocks: tuple[Block, ...]
    every_s: int = 60


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page: its heading and line, tabs, and blocks."""

    title: str
    line: str = ""
    blocks: tuple[Block, ...] = ()
    tabs: tuple[Link, ...] = ()
    back: Link | None = None
    search: Form | None = None
    printed: str = ""
    reloads_after_s: int = 0  # without a script; 0 for never
