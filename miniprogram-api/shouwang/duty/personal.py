"""What duty holds of a person 个人数据."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from msgspec.structs import replace

from shouwang.duty.models import Matter
from shouwang.duty.store.attestations import AttestationRow
from shouwang.duty.store.attested import AttestedRow, AttesterRow
from shouwang.duty.store.check_ins import CheckInRow, DeviceRow, FixesRow
from shouwang.duty.store.corrections import CorrectionMonthRow, CorrectionRow
from shouwang.duty.store.hours import DayTotalRow, HoursEntryRow, WholeSumRow
from shouwang.duty.store.loose import LooseOutsRow
from shouwang.duty.store.reviews import ReviewRow
from shouwang.duty.store.sessions import DutySessionRow, OpenDutyRow
from shouwang.duty.store.signups import SignupRow, SignupTurnRow, WaitRow
from shouwang.duty.store.swaps import SwapRow
from shouwang.duty.store.tracks import TrackRow, VisitRow
from shouwang.kernel.mask import ERASED
from shouwang.platform.dynamo import Table
from shouwang.platform.personal import Holding, Rows, brief, indexed, kept, one, own


def holdings() -> tuple[Holding, ...]:
    """Every table of duty that holds a person. Lists of what waits are found by the duties, so they go first."""
    return (Holding(ReviewRow, "", _waiting), *_places(), *_duties(), *_hours(), *_promises(), *_words())


def _places() -> tuple[Holding, ...]:
    """Where somebody was."""
    return (
        Holding(FixesRow, "打卡位置", own(FixesRow), hide=frozenset({"sealed", "expiry_shard"})),
        Holding(TrackRow, "轨迹", own(TrackRow), hide=frozenset({"sealed", "expiry_shard"})),
        Holding(LooseOutsRow, "没有配上的离岗打卡", one(LooseOutsRow)),
        brief(DeviceRow, "用哪台手机打的卡，一天后就删"),
        brief(VisitRow, "只记哪次执勤经过哪里，没有人；180 天后删"),
    )


def _duties() -> tuple[Holding, ...]:
    """What somebody did."""
    return (
        _credited(CheckInRow, "打卡", emptied={"photos": ()}, files=lambda row: row.photos),
        Holding(OpenDutyRow, "正在执勤", one(OpenDutyRow), hide=frozenset({"overdue_shard", "overdue_at", "top"})),
        _credited(
            DutySessionRow, "执勤", emptied=_REPORT, hide=frozenset({"version"}), files=lambda row: row.report_photos
        ),
    )


def _hours() -> tuple[Holding, ...]:
    """What it came to, and what was said against it."""
    unsaid = {"name": ERASED, "reason": "", "evidence": "", "photos": ()}
    return (
        _credited(HoursEntryRow, "服务时长", fixed=True),
        _credited(DayTotalRow, "每天的时长"),
        _credited(WholeSumRow, "累计时长", one(WholeSumRow), hide=frozenset({"known", "version"})),
        _credited(CorrectionRow, "补卡", emptied=unsaid, hide=frozenset({"version"}), files=lambda row: row.photos),
        _credited(CorrectionMonthRow, ""),
    )


def _promises() -> tuple[Holding, ...]:
    """What somebody said they would do."""
    why, two = "换班牵涉另一位队员，不再有你的姓名", frozenset({"from_person", "to_person"})
    return (
        kept(SwapRow, "换班", own(SwapRow), why, hide=two),
        _credited(SignupRow, "报班", emptied={"name": ERASED}),
        Holding(SignupTurnRow, "", own(SignupTurnRow)),
        brief(WaitRow, "候补到班次开始为止"),
    )


def _words() -> tuple[Holding, ...]:
    """Whose word hours rest on."""
    why, months = "谁的话作了时长的依据，要查得到，不再有你的姓名", indexed(AttesterRow.by_person)
    return (
        _credited(AttestationRow, "见证", emptied={"reason": ""}, hide=frozenset({"by", "version"})),
        kept(AttesterRow, "替别人见证过的月份", months, why, emptied={"name": ERASED}),
        brief(AttestedRow, "谁的话作了时长的依据，要查得到；只有编号，没有姓名"),
    )


def _credited(table: type[Table], title: str, find: Rows | None = None, **more: Any) -> Holding:
    """Rows that published hours rest on."""
    why = "服务时长已经公示，按编号保留，不再对应到人"
    return kept(table, title, find or own(table), why, **more)


def obstacle(person_id: str) -> str:
    """Why the person cannot go now, if so."""
    return "你正在执勤，先签退" if OpenDutyRow.fetch(person_id) else ""


_REPORT: Mapping[str, Any] = {
    "report": lambda row: replace(row.report, text="") if row.report else None,
    "report_photos": (),
}


def _waiting(person_id: str) -> Iterator[Table]:
    """The lines about the person in the lists of the units where the person was on duty."""
    units = {row.unit_path for row in DutySessionRow.query(person_id)}
    scopes = {"/".join(path.split("/")[:depth]) for path in units for depth in range(1, path.count("/") + 2)}
    for scope in sorted(scopes):
        for matter in Matter:
            yield from _about(ReviewRow.query(f"{scope}#{matter}"), person_id)


def _about(rows: Iterable[Any], person_id: str) -> Iterator[Table]:
    return (row for row in rows if row.person_id == person_id)
