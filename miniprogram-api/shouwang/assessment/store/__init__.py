"""Tables of assessment and the mapping to its nouns: the ledger with its rules and books, rankings."""

from typing import TYPE_CHECKING

from shouwang.kernel.front import front

if TYPE_CHECKING:
    from shouwang.assessment.store import disputes as disputes, ledger as ledger, rankings as rankings
    from shouwang.assessment.store.disputes import DisputeQueueRow as DisputeQueueRow, DisputeRow as DisputeRow
    from shouwang.assessment.store.ledger import (
        EntryRow as EntryRow,
        Moved as Moved,
        RuleSetRow as RuleSetRow,
        TotalsRow as TotalsRow,
    )
    from shouwang.assessment.store.rankings import RankingRow as RankingRow

__getattr__ = front(__name__)
