"""今日待办 as a page."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from shouwang.console.blocks import Block, Cell, Columns, Figure, Figures, Head, Row, Rows, Section, Sheet, Table
from shouwang.console.places import TODAY_PAGE
from shouwang.console.today.day import Day, strip
from shouwang.console.today.waits import Urgency, Wait, Waiting, by_urgency, due_words
from shouwang.console.views import Time, Word
from shouwang.console.words import exact, joined, waited
from shouwang.kernel.clock import SHANGHAI

_SHOWN = 30  # of one group; the rest is on the pages it came from
_HEADS = (Head("谁"), Head("事"), Head("从哪里来", second=True), Head("等了"), Head("期限"))
_WEEK = "一二三四五六日"


def today_sheet(waiting: Waiting, day: Day | None, now: datetime) -> Sheet:
    """What waits, and for who leads the day."""
    local = now.astimezone(SHANGHAI)
    groups, plus = by_urgency(waiting.waits, now), "以上" if waiting.cut else ""
    left = (_waiting(groups, now, plus),)
    right = (Section("数", (_figures(groups, day, plus),), remark="此刻"),)
    top: tuple[Block, ...] = (Section("今天", (strip(day),), remark="" if day.empty else "一格一刻钟"),) if day else ()
    line = joined(f"{local.month} 月 {local.day} 日 周{_WEEK[local.weekday()]}", f"{local:%H:%M} 的数，刷新就是新的")
    return Sheet(TODAY_PAGE.label, line, (*top, Columns(left, right)))


def _waiting(groups: Mapping[Urgency, Sequence[Wait]], now: datetime, plus: str) -> Section:
    rows = tuple(
        Rows(tuple(_row(wait, group, now) for wait in waits[:_SHOWN]), title=str(group), urgent=group is Urgency.OVER)
        for group, waits in groups.items()
    )
    count = sum(map(len, groups.values()))
    hidden = count - sum(min(len(waits), _SHOWN) for waits in groups.values())
    more = f"，另有 {hidden} 件在各自的页里" if hidden else ""
    empty = Word("没有等你处理的", "该你审的、该你核的、该你答复的都办完了。新来的会排到这里。")
    table = Table("等你处理的", _HEADS, rows, empty)
    return Section("等你处理", (table,), remark=f"{count} 件{plus}，等得最久的在前{more}" if count else "")


def _row(wait: Wait, group: Urgency, now: datetime) -> Row:
    late = group is Urgency.OVER
    since = waited(wait.since, now)
    return Row(
        (
            Cell(wait.who, href=wait.href),
            Cell(wait.what),
            Cell(wait.origin),
            Cell(time=Time(since.words, since.exact), bar=wait.share(now)),
            Cell(time=Time(due_words(wait.due_at, now), exact(wait.due_at)), urgent=late),
        )
    )


def _stand(day: Day) -> str:
    """How the day's shifts stand."""
    if not day.shifts:
        return "今天没有排班"
    return f"今天的班，还缺 {day.short} 人才够最少的人数" if day.short else "今天的班，人都够"


def _figures(groups: Mapping[Urgency, Sequence[Wait]], day: Day | None, plus: str) -> Figures:
    count, over = sum(map(len, groups.values())), len(groups[Urgency.OVER])
    waiting = Figure(str(count), f"件{plus}", f"等你处理，{over} 件超期了" if over else "等你处理，没有超期的")
    if day is None:
        return Figures((waiting,))
    return Figures(
        (
            waiting,
            Figure(str(day.on_duty), "人以上" if day.more else "人", f"此刻在岗，报了名应到 {day.expected} 人"),
            Figure(
                str(day.planned),
                "人次",
                _stand(day),
            ),
        )
    )
