"""What the roster holds of a person 个人数据."""

from collections.abc import Iterable

from shouwang.kernel.mask import ERASED
from shouwang.platform.dynamo import Table
from shouwang.platform.personal import Fate, Holding, brief, indexed, one
from shouwang.roster.store import AppointmentRow, ClaimRow, HistoryRow, RecoveryRow, SeatRow, VolunteerRow

_BY_NUMBER = "服务时长、证书和履历按编号保留，不再对应到人"
_HISTORY = "履历只追加不删改，按编号保留，里面不再有你的姓名"


def holdings() -> tuple[Holding, ...]:
    """Every table of the roster that holds a person."""
    return (
        Holding(
            VolunteerRow,
            "队员登记",
            _volunteer,
            Fate.KEPT,
            _BY_NUMBER,
            emptied={
                "name": ERASED,
                "qualifications": (),
                "tail_index": None,
                "name_place": None,
                "cover_place": None,
            },
            hide=frozenset({"tail_index", "top", "place", "name_place", "cover_place", "reserved_for", "version"}),
        ),
        Holding(HistoryRow, "履历", _history, Fate.KEPT, _HISTORY, fixed=True),
        Holding(
            AppointmentRow,
            "任命",
            indexed(AppointmentRow.by_person),
            Fate.KEPT,
            "谁在什么时候有什么权限，审计要查得到",
            emptied={"name": ERASED},
            hide=frozenset({"waiting_top", "waiting_place", "asked_by", "decided_by"}),
        ),
        Holding(
            RecoveryRow,
            "找回记录的申请",
            _recoveries,
            Fate.KEPT,
            "谁把记录移到了哪个微信、由谁核对，审计要查得到",
            emptied={"name": ERASED, "words": "", "new_phone_tail": ""},
            # Who asks is told nothing of a record that may be another's.
            hide=frozenset(
                {
                    *("name", "volunteer_number", "unit_path", "person_id", "newcomer_id", "vouched_by", "decided_by"),
                    *("waiting_top", "waiting_place"),
                }
            ),
        ),
        brief(SeatRow, "担任职务的人要先免职才能注销"),
        Holding(ClaimRow, "", one(ClaimRow), Fate.KEPT, _BY_NUMBER),
    )


def _recoveries(person_id: str) -> Iterable[Table]:
    yield from RecoveryRow.by_person.query(person_id)
    yield from RecoveryRow.by_newcomer.query(person_id)


def _volunteer(person_id: str) -> Iterable[Table]:
    claim = ClaimRow.fetch(person_id)
    row = VolunteerRow.fetch(claim.volunteer_number) if claim else None
    if row is not None:
        yield row


def _history(person_id: str) -> Iterable[Table]:
    claim = ClaimRow.fetch(person_id)
    if claim is not None:
        yield from HistoryRow.query(claim.volunteer_number, consistent_read=True)
