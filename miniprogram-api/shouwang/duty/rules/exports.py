"""Service records in the field groups of the national record. Source: Order 67 of the Ministry of Civil Affairs, Art. 4"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

import msgspec

from shouwang.duty.models import DayTotal, DutySession
from shouwang.duty.rules.credit import tenths_of_hours
from shouwang.kernel.problem import Fault, Invalid

LONGEST_DAYS = 366 * 5
FORMATS = ("csv", "xlsx", "json")
# 基本情况, 服务情况, 培训情况, 表彰奖励情况, 评价情况; honours come from their own slice's records.
GROUPS: Mapping[str, Sequence[str]] = {
    "基本情况": ("姓名", "编号", "单位", "加入日期"),
    "服务情况": ("实测时长（小时）", "见证时长（小时）", "服务次数", "服务天数", "首次服务", "最近服务", "服务内容"),
    "培训情况": ("技能资格",),
    "表彰奖励情况": ("星级",),
    "评价情况": ("评价次数", "平均评分"),
}


class Asked(msgspec.Struct, frozen=True):
    """Which records: of a unit and all below it, over some days, in a format."""

    unit_path: str
    first: date
    last: date
    format: str


class Who(msgspec.Struct, frozen=True):
    """A volunteer as the record names them."""

    name: str
    volunteer_number: str
    unit_name: str
    joined_on: date
    qualifications: tuple[str, ...]


def check(asked: Asked) -> None:
    """Raises: Invalid with every fault."""
    faults = []
    if asked.format not in FORMATS:
        faults.append(Fault("/format", "只有 csv、xlsx、json"))
    if not 0 <= (asked.last - asked.first).days < LONGEST_DAYS:
        faults.append(Fault("/last", "在 first 之后，最多五年"))
    if faults:
        raise Invalid(faults=faults)


def row(
    who: Who, days: Sequence[DayTotal], sessions: Iterable[DutySession], stars: int
) -> dict[str, str | int | float]:
    """A volunteer's record; hours to 0.1, rounded down, the two ledgers never added."""
    served = [total for total in days if total.measured or total.attested]
    credited = {source for total in served for source in total.sources}
    mine = [one for one in sessions if one.session_id in credited]
    kinds = Counter(one.duty_type or "其他" for one in mine)
    marks = [one.mark.score for one in mine if one.mark]
    return {
        "姓名": who.name,
        "编号": who.volunteer_number,
        "单位": who.unit_name,
        "加入日期": who.joined_on.isoformat(),
        "实测时长（小时）": tenths_of_hours(sum(total.measured for total in served)),
        "见证时长（小时）": tenths_of_hours(sum(total.attested for total in served)),
        "服务次数": len(credited),
        "服务天数": len(served),
        "首次服务": served[0].day.isoformat() if served else "",
        "最近服务": served[-1].day.isoformat() if served else "",
        "服务内容": "、".join(f"{kind} {count} 次" for kind, count in sorted(kinds.items())),
        "技能资格": "、".join(who.qualifications),
        "星级": stars,
        "评价次数": len(marks),
        "平均评分": round(sum(marks) / len(marks), 1) if marks else "",
    }
