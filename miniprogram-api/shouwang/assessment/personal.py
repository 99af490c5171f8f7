"""What assessment holds of a person 个人数据."""

from collections.abc import Iterable

from shouwang.assessment.models import Dispute
from shouwang.assessment.store import EntryRow, TotalsRow
from shouwang.assessment.store.disputes import DisputeQueueRow, DisputeRow, queued
from shouwang.kernel.mask import ERASED
from shouwang.platform.dynamo import Table
from shouwang.platform.personal import Fate, Holding, indexed, own

_WHY = "积分的每一笔都有依据，只追加不删改，按编号保留"


def holdings() -> tuple[Holding, ...]:
    """Every table of assessment that holds a person."""
    return (
        Holding(DisputeQueueRow, "", _waiting),
        Holding(EntryRow, "积分", own(EntryRow), Fate.KEPT, _WHY, fixed=True),
        Holding(TotalsRow, "积分合计", own(TotalsRow), Fate.KEPT, _WHY),
        Holding(
            DisputeRow,
            "积分申诉",
            indexed(DisputeRow.by_person),
            Fate.KEPT,
            "申诉怎么答复的要留存，不再有姓名和你写的话",
            emptied={"name": ERASED, "text": ""},
        ),
    )


def _waiting(person_id: str) -> Iterable[Table]:
    """The person's disputes in the lists of those who answer them."""
    for row in DisputeRow.by_person.query(person_id):
        yield from queued(row.value(Dispute))
