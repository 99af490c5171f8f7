"""What assessment holds of a person 个人数据."""

from shouwang.assessment.store import EntryRow, TotalsRow
from shouwang.platform.personal import Fate, Holding, own

_WHY = "积分的每一笔都有依据，只追加不删改，按编号保留"


def holdings() -> tuple[Holding, ...]:
    """Every table of assessment that holds a person."""
    return (
        Holding(EntryRow, "积分", own(EntryRow), Fate.KEPT, _WHY),
        Holding(TotalsRow, "积分合计", own(TotalsRow), Fate.KEPT, _WHY),
    )
