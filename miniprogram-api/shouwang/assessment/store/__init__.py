"""Tables of assessment and the mapping to its nouns: the ledger with its rules and books, rankings."""

from shouwang.assessment.store import ledger, rankings
from shouwang.assessment.store.ledger import EntryRow, Moved, RuleSetRow, TotalsRow
from shouwang.assessment.store.rankings import RankingRow

__all__ = ["EntryRow", "Moved", "RankingRow", "RuleSetRow", "TotalsRow", "ledger", "rankings"]
