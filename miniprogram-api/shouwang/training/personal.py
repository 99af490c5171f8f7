"""What training holds of a person 个人数据."""

from collections.abc import Iterable

from shouwang.kernel.mask import ERASED
from shouwang.platform.dynamo import Table
from shouwang.platform.personal import Fate, Holding, brief, indexed, own
from shouwang.training.store.classes import AttendanceRow, ReadingRow
from shouwang.training.store.regrades import ChangeRow
from shouwang.training.store.statistics import ClickOrderRow, NoticedRow, noticed_as
from shouwang.training.store.tables import AttemptRow, StandingRow

_WHY = "培训合格是执勤资格的依据，按编号保留"


def holdings() -> tuple[Holding, ...]:
    """Every table of training that holds a person. Which questions were drawn is the bank's, not the person's."""
    return (
        Holding(NoticedRow, "", _noticed),
        Holding(
            AttemptRow,
            "答卷",
            indexed(AttemptRow.by_person),
            Fate.KEPT,
            _WHY,
            hide=frozenset({"drawn", "unfinished_on"}),
        ),
        Holding(StandingRow, "培训合格", own(StandingRow), Fate.KEPT, _WHY, hide=frozenset({"version"})),
        Holding(
            ChangeRow,
            "成绩更正",
            indexed(ChangeRow.by_person),
            Fate.KEPT,
            "题目改过答案以后谁的成绩变了，要查得到，不再有姓名",
            emptied={"name": ERASED},
        ),
        Holding(
            AttendanceRow,
            "到课",
            indexed(AttendanceRow.by_person),
            Fate.KEPT,
            _WHY,
            emptied={"name": ERASED},
            hide=frozenset({"marked_by"}),
        ),
        Holding(ReadingRow, "读过的课", own(ReadingRow)),
        brief(ClickOrderRow, "点选的先后只用来比对答卷，到期就删"),
    )


def _noticed(person_id: str) -> Iterable[Table]:
    """What was noticed of the person's attempts; for trainers alone, so none of it is told."""
    for attempt in AttemptRow.by_person.query(person_id):
        if attempt.result:
            row = NoticedRow.fetch(attempt.course_id, noticed_as(attempt.result.finished_at, attempt.attempt_id))
            if row is not None:
                yield row
