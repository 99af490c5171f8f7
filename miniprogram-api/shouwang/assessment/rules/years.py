"""A year 年度 as labels and values, for shortlists."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from shouwang.assessment.models import HOURS, MARK, Entry, UnitPlace
from shouwang.assessment.rules.reporting import Figures

Facts = tuple[tuple[str, str], ...]

_TOLD: Mapping[str, str] = {
    "call-out": "出警到场",
    "course": "培训合格",
    "commended": "表扬",
    "no-show": "报班未到",
    "complaint": "投诉查实",
}


def marks(entries: Iterable[Entry]) -> tuple[int, ...]:
    """The leaders' marks of a year, of each duty the one told last."""
    told: dict[str, tuple[datetime, int]] = {}
    for entry in entries:
        fact = entry.fact
        if fact is not None and fact.kind == MARK:
            told[fact.source] = max(told.get(fact.source, (fact.told_at, fact.quantity)), (fact.told_at, fact.quantity))
    return tuple(mark for _, mark in told.values())


def year_of_volunteer(figures: Figures, given: tuple[int, ...]) -> Facts:
    """A volunteer's year. Units: hours to one decimal, the ledgers side by side; marks 0-5 on average."""
    average = f"{sum(given) / len(given):.1f}（{len(given)} 次）" if given else "没有评分"
    counted = [(label, f"{figures.counts.get(kind, 0)} 次") for kind, label in _TOLD.items()]
    return (
        ("积分", str(figures.points)),
        ("实测时长", f"{sum(figures.measured.values()) / 60:.1f} 小时"),
        ("认定时长", f"{sum(figures.attested.values()) / 60:.1f} 小时"),
        ("执勤", f"{figures.counts.get(HOURS, 0)} 次"),
        ("平均评分", average),
        *counted,
    )


def year_of_squadron(unit: UnitPlace) -> Facts:
    """A squadron's year, by the head."""
    return (
        ("人均积分", f"{unit.per_head_x100 / 100:.2f}"),
        ("积分", str(unit.points)),
        ("人数", str(unit.members)),
        ("大队内名次", str(unit.place)),
    )
