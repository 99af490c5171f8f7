"""What training holds of a person 个人数据."""

from shouwang.platform.personal import Fate, Holding, indexed, own
from shouwang.training.store.tables import AttemptRow, StandingRow

_WHY = "培训合格是执勤资格的依据，按编号保留"


def holdings() -> tuple[Holding, ...]:
    """Every table of training that holds a person. Which questions were drawn is the bank's, not the person's."""
    return (
        Holding(
            AttemptRow,
            "答卷",
            indexed(AttemptRow.by_person),
            Fate.KEPT,
            _WHY,
            hide=frozenset({"drawn", "unfinished_on"}),
        ),
        Holding(StandingRow, "培训合格", own(StandingRow), Fate.KEPT, _WHY, hide=frozenset({"version"})),
    )
