"""How a volunteer stands, and who did what, in words."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from shouwang.console.shell import ROLE_WORDS
from shouwang.console.views import Event, State
from shouwang.console.words import moment
from shouwang.kernel.actor import Role, Status
from shouwang.roster.models import HistoryEntry, Post, Step
from shouwang.roster.rules.appointing import POSTS, ROLE_TITLES
from shouwang.roster.rules.members import STATUS_TITLES

UnitName = Callable[[str], str]

STATES = {
    Status.ACTIVE: State("pass", STATUS_TITLES[Status.ACTIVE]),
    Status.ON_LEAVE: State("clock", STATUS_TITLES[Status.ON_LEAVE]),
    Status.SUSPENDED: State("taken", STATUS_TITLES[Status.SUSPENDED]),
    Status.LEFT: State("ahead", STATUS_TITLES[Status.LEFT]),
}


def day_words(day: date, today: date) -> str:
    """A day: 11 月 22 日, with its year where that is another."""
    year = f"{day.year} 年 " if day.year != today.year else ""
    return f"{year}{day.month} 月 {day.day} 日"


def hours_words(minutes: int) -> str:
    """412 小时 36 分."""
    hours, rest = divmod(minutes, 60)
    if hours and rest:
        return f"{hours:,} 小时 {rest} 分"
    return f"{hours:,} 小时" if hours else f"{rest} 分"


def event(entry: HistoryEntry, unit_name: UnitName, now: datetime) -> Event:
    """One line of a volunteer's history."""
    return Event(
        glyph="move" if entry.step in (Step.TRANSFERRED, Step.ALSO_JOINED, Step.ALSO_LEFT) else "sheet",
        what=_what(entry, unit_name),
        when=moment(entry.at, now),
        who=by_words(entry.by_as),
        note=str(entry.facts.get("reason") or ""),
    )


def by_words(by_as: str) -> str:
    """Who did it, by role and number: 支队长 01-01-0001."""
    roles, _, number = by_as.partition(" ")
    known = [words for role, words in ROLE_WORDS.items() if role in roles.split(",")]
    return " ".join(part for part in (known[0] if known else "系统", number) if part)


def _what(entry: HistoryEntry, unit_name: UnitName) -> str:
    facts = entry.facts
    says: dict[Step, Callable[[], str]] = {
        Step.TRANSFERRED: lambda: f"从{_unit(facts, 'from', unit_name)}调到{_unit(facts, 'to', unit_name)}",
        Step.ALSO_JOINED: lambda: f"兼属{_unit(facts, 'unit', unit_name)}",
        Step.ALSO_LEFT: lambda: f"不再兼属{_unit(facts, 'unit', unit_name)}",
        Step.STATUS: lambda: _status(facts),
        Step.COVER: lambda: f"保险登记到 {facts.get('to', '')}",
        Step.POST_BEGUN: lambda: f"任{_unit(facts, 'unit', unit_name)}{_title(facts)}",
        Step.POST_ENDED: lambda: f"不再任{_unit(facts, 'unit', unit_name)}{_title(facts)}",
        Step.IMPORTED: lambda: "随名册导入",
    }
    return says[entry.step]()


def _unit(facts: dict[str, Any], name: str, unit_name: UnitName) -> str:
    path = str(facts.get(name) or "")
    return unit_name(path) or path


def _status(facts: dict[str, Any]) -> str:
    was, to = (STATUS_TITLES[Status(facts[name])] for name in ("from", "to"))
    until = f"，到 {facts['until']}" if facts.get("until") else ""
    return f"{was}改为{to}{until}"


def _title(facts: dict[str, Any]) -> str:
    if facts.get("post"):
        return POSTS[Post(facts["post"])].title
    return ROLE_TITLES.get(Role(facts["role"]), ROLE_WORDS[Role(facts["role"])])
