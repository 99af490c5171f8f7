"""The matters a leader is asked about, each with its queue and its words."""

from collections.abc import Sequence
from datetime import datetime

import msgspec

from shouwang.console.views import Entry, Link, Queue, State, Word
from shouwang.console.words import EM, waited
from shouwang.duty.models import Matter, Waiting


class Kind(msgspec.Struct, frozen=True):
    """One matter: its tab, where it is, what its queue says."""

    matter: Matter
    label: str
    href: str
    state: State
    empty: Word

    def one(self, line: Waiting) -> str:
        """The address of one case."""
        return f"{self.href}/{line.person_id}/{line.subject_id}"


_ELSE = Link("看此刻在岗", "/console/duty")
CHECK_INS = Kind(
    Matter.CHECK_IN, "拿不准的", "/console/check-ins", State("now", "待核"),
    Word("打卡都核完了", "机器判不了的打卡会排到这里，等得最久的在前。", (_ELSE,)),
)  # fmt: skip
CORRECTIONS = Kind(
    Matter.CORRECTION, "补卡", "/console/corrections", State("clock", "待核"),
    Word("补卡都核完了", "队员要改时刻、忘了打卡的，会排到这里。", (_ELSE,)),
)  # fmt: skip
SWAPS = Kind(
    Matter.SWAP, "换班", "/console/swaps", State("move", "待点头"),
    Word("没有等着点头的换班", "双方都答应了的换班会排到这里，点了头位子才动。", (_ELSE,)),
)  # fmt: skip
REPORTS = Kind(
    Matter.REPORT, "回报", "/console/duty-reports", State("sheet", "待评"),
    Word("回报都评完了", "队员写了任务回报，会排到这里等你评 0 到 5 分。", (_ELSE,)),
)  # fmt: skip
KINDS = (CHECK_INS, CORRECTIONS, SWAPS, REPORTS)
TITLE = "打卡与补卡"


class Listed(msgspec.Struct, frozen=True):
    """One page of a matter's queue as it was read."""

    kind: Kind
    waiting: Sequence[Waiting]
    cursor: str | None
    at: str = ""  # the cursor this page was read with

    @property
    def query(self) -> str:
        """How a link stays on this page of the queue."""
        return f"?cursor={self.at}" if self.at else ""

    def line(self, subject_id: str) -> Waiting | None:
        """The line of one case, as long as it waits on this page."""
        return next((line for line in self.waiting if line.subject_id == subject_id), None)

    def neighbours(self, subject_id: str) -> tuple[Waiting | None, Waiting | None]:
        """Who stands before and after a case on this page; for one that left it, who waits longest now."""
        ids = [line.subject_id for line in self.waiting]
        if subject_id not in ids:
            return None, next(iter(self.waiting), None)
        at = ids.index(subject_id)
        return (self.waiting[at - 1] if at else None), (self.waiting[at + 1] if at + 1 < len(ids) else None)

    def link(self, line: Waiting | None) -> Link | None:
        """The way to a neighbour."""
        return Link(line.name, self.kind.one(line) + self.query) if line else None


def queue_view(listed: Listed, now: datetime, selected: str = "") -> Queue:
    """The queue of a matter, beside the open case or alone."""
    kind, count = listed.kind, len(listed.waiting)
    more = "多" if listed.cursor or listed.at else ""
    first = listed.waiting[0] if listed.waiting else None
    return Queue(
        title=TITLE,
        remark=EM.join((f"{count} {more}件要人看", "等得最久的在前")) if count else "现在没有要看的",
        tabs=tuple(Link(each.label, each.href, current=each is kind) for each in KINDS),
        entries=tuple(_entry(listed, line, now, selected) for line in listed.waiting),
        empty=_first(kind, first, now) if first else kind.empty,
        more=Link("后面还有", f"{kind.href}?cursor={listed.cursor}") if listed.cursor else None,
        start=Link("回到等得最久的", kind.href) if listed.at else None,
        tabs_label="要看的事",
    )


def _entry(listed: Listed, line: Waiting, now: datetime, selected: str) -> Entry:
    return Entry(
        id=line.subject_id,
        name=line.name,
        number=line.volunteer_number,
        unit=line.point_number,
        href=listed.kind.one(line) + listed.query,
        waited=waited(line.since, now),
        state=listed.kind.state,
        current=line.subject_id == selected,
    )


def _first(kind: Kind, first: Waiting, now: datetime) -> Word:
    words = f"{first.name} 等了 {waited(first.since, now).words}。{first.about}"
    return Word("从等得最久的开始", words, (Link(f"打开 {first.name}", kind.one(first)),))
