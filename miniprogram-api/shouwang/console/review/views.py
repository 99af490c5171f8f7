"""What the templates of 报名审核 take besides what all pages have: the gate path, one application, a stale version."""

from typing import Literal

import msgspec

from shouwang.console.blocks import Block
from shouwang.console.views import Bar, Check, Event, Fact, Glyph, Link, Note, State


class Gate(msgspec.Struct, frozen=True):
    """One node of the gate path 关."""

    name: str
    fact: str
    stand: Literal["done", "now", "ahead", "closed"]
    glyph: Glyph


class Change(msgspec.Struct, frozen=True):
    """One line of what changed between the version seen and the version now."""

    term: str
    seen: str
    now: str
    seen_state: State | None = None
    now_state: State | None = None


class Overtaken(msgspec.Struct, frozen=True):
    """A stale version 旧版本: who decided what meanwhile, and the words that were not sent."""

    note: Note
    seen_version: int
    now_version: int
    changes: tuple[Change, ...]


class Application(msgspec.Struct, frozen=True):
    """One application 报名 as its reviewer sees it."""

    id: str
    name: str
    line: str
    version: int
    state: State
    href: str
    back: Link
    gates: tuple[Gate, ...]
    gates_line: str
    checks_title: str
    checks_remark: str
    checks: tuple[Check, ...]
    facts: tuple[Fact, ...]
    facts_remark: str
    reveal_action: str
    history: tuple[Event, ...]
    history_remark: str
    previous: Link | None = None
    next: Link | None = None
    bar: Bar | None = None
    why_no_bar: str = ""
    overtaken: Overtaken | None = None
    news: tuple[Note, ...] = ()
    hidden: tuple[tuple[str, str], ...] = ()
    tools: tuple[Block, ...] = ()
    mask_after_s: int = 0
    printed: str = ""
