"""The queue 待审名单 as a view: who waits at a gate, the longest waiting first."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

import msgspec

from shouwang.console.places import APPLICATIONS
from shouwang.console.review.place import Place
from shouwang.console.views import Entry, Link, Queue, State, Word
from shouwang.console.words import EM, waited
from shouwang.recruitment.models import Gate, State as Stands, Waiting
from shouwang.roster.models import GateRule

UnitName = Callable[[str], str]
"""A unit's name by its path; nothing for one that is no more."""


class Listed(msgspec.Struct, frozen=True):
    """One page of a queue as it was read."""

    place: Place
    waiting: Sequence[Waiting]
    cursor: str | None
    usual_days: int

    def neighbours(self, application_id: str) -> tuple[Waiting | None, Waiting | None]:
        """Who stands before and after an application on this page; for one that left it, who waits longest now."""
        ids = [line.application_id for line in self.waiting]
        if application_id not in ids:
            return None, next(iter(self.waiting), None)
        at = ids.index(application_id)
        return (self.waiting[at - 1] if at else None), (self.waiting[at + 1] if at + 1 < len(ids) else None)


def queue_view(
    listed: Listed, rules: Sequence[GateRule], unit_name: UnitName, now: datetime, selected: str = ""
) -> Queue:
    """The queue, beside the open application or alone."""
    place = listed.place
    return Queue(
        title="报名审核",
        remark=f"{place.gate.words}，{_waits_for(place)}{EM}等得最久的在前",
        tabs=tuple(_tab(place, Gate(rule.gate)) for rule in rules),
        entries=tuple(_entry(line, listed, unit_name, now, selected) for line in listed.waiting),
        more=Link("后面还有", place.after(listed.cursor).here) if listed.cursor else None,
        start=Link("回到等得最久的", place.start) if place.cursor else None,
        other=_other(place),
        besides=_besides(place),
        empty=_word(listed, now),
    )


def row_of(listed: Listed, application_id: str, unit_name: UnitName, now: datetime) -> Entry | None:
    """The row of an application that is open; None for one that left the queue."""
    lines = (line for line in listed.waiting if line.application_id == application_id)
    return next((_entry(line, listed, unit_name, now, application_id) for line in lines), None)


def _tab(place: Place, gate: Gate) -> Link:
    return Link(gate.words.removesuffix("关"), place.at(gate).here, current=gate is place.gate)


def _waits_for(place: Place) -> str:
    return "退回后等本人补" if place.state is Stands.RETURNED else "等人判"


def _other(place: Place) -> Link:
    if place.state is Stands.RETURNED:
        return Link("看等人判的", place.of(Stands.REVIEW).here)
    return Link("看退回后等本人补的", place.of(Stands.RETURNED).here)


def _besides(place: Place) -> tuple[Link, ...]:
    """Other ways to go through a queue."""
    many = (Link("成批判", f"{APPLICATIONS.href}/bulk?gate={place.gate}"),) if place.state is Stands.REVIEW else ()
    return (*many, Link("督办", f"{APPLICATIONS.href}/overdue"), Link("按证件找", f"{APPLICATIONS.href}/find"))


def _entry(line: Waiting, listed: Listed, unit_name: UnitName, now: datetime, selected: str) -> Entry:
    late = now - line.since > timedelta(days=listed.usual_days)
    return Entry(
        id=line.application_id,
        name=line.name,
        number=line.number,
        unit=unit_name(line.unit_path),
        href=listed.place.one(line.application_id),
        waited=waited(line.since, now),
        state=_state(line, listed.place, now, late=late),
        current=line.application_id == selected,
    )


def _state(line: Waiting, place: Place, now: datetime, *, late: bool) -> State:
    if place.state is Stands.RETURNED:
        return State("returned", "等本人补")
    if line.claimed(now):
        return State("taken", f"{line.claimed(now)} 在办")
    if late:
        return State("overdue", "超期", urgent=True)
    return State("returned", "补件已回") if line.again else State("ahead", "待审")


def _word(listed: Listed, now: datetime) -> Word:
    place, gate = listed.place, listed.place.gate.words
    if listed.waiting:
        first = listed.waiting[0]
        opens = Link(f"打开 {first.name}", place.one(first.application_id))
        return Word("从等得最久的开始", f"{first.name} 等了 {waited(first.since, now).words}。", (opens,))
    if place.cursor:
        return Word("这一页空了", "后面的都判完了，前面也许又来了新的。", (Link("回到等得最久的", place.start),))
    if place.state is Stands.RETURNED:
        return Word(f"{gate}没有退回待补的", "退回的都补来了，或者还没有退回过。", (_other(place),))
    return Word(f"{gate}都审完了", "新交来的会排到这里。换一关看看，或者看退回后等本人补的。", (_other(place),))
