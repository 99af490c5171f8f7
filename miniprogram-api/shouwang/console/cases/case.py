"""One case 件 as a view: what is told in blocks, what may be decided in a bar, where to go on."""

from collections.abc import Sequence

import msgspec

from shouwang.console.blocks import Block
from shouwang.console.views import Bar, Link, Note, Reason, State


class Written(msgspec.Struct, frozen=True):
    """What a leader wrote on the page: kept on it until it is kept for good."""

    note: str = ""
    reason: str = ""
    score: str = ""


class Told(msgspec.Struct, frozen=True):
    """What a matter tells of one case. `hidden`: what was seen, to be sent with the act."""

    title: str
    line: str
    side: str
    left: tuple[Block, ...]
    right: tuple[Block, ...]
    bar: Bar | None
    why_no_bar: str = ""
    hidden: tuple[tuple[str, str], ...] = ()


class Case(msgspec.Struct, frozen=True):
    """One case on its page."""

    told: Told
    state: State
    back: Link
    previous: Link | None
    next: Link | None
    hidden: tuple[tuple[str, str], ...]
    news: tuple[Note, ...] = msgspec.field(default=())


def bar(
    action: str, accepts: str, refuses: str, means: str, reasons: Sequence[str], written: Written, hint: str
) -> Bar:
    """The bar of a case: accept at once, or refuse with one of the reasons, more words beside."""
    fails = tuple(Reason(words, words, key) for key, words in enumerate(reasons, 1))
    return Bar(
        action=action,
        gate="",
        passes=accepts,
        returns=(),
        fails=fails,
        note=written.note,
        chosen=written.reason,
        refuses=refuses,
        means=means,
        hint=hint,
        unit="件",
    )
