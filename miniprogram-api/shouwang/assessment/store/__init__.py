"""Tables of assessment and the mapping to its nouns: the ledger with its rules and books, rankings."""

from typing import TYPE_CHECKING

from shouwang.kernel.front import front

if TYPE_CHECKING:
    from shouwang.assessment.store import disputes, ledger, rankings
    from shouwang.assessment.store.disputes import DisputeQueueRow, DisputeRow
    from shouwang.assessment.store.ledger import EntryRow, Moved, RuleSetRow, TotalsRow
    from shouwang.assessment.store.rankings import RankingRow

__all__ = [
    "DisputeQueueRow",
    "DisputeRow",
    "EntryRow",
    "Moved",
    "RankingRow",
    "RuleSetRow",
    "TotalsRow",
    "disputes",
    "ledger",
    "rankings",
]
__getattr__ = front(__name__)
