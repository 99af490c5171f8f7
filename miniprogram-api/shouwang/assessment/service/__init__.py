"""Use cases of assessment 考核: the ledger and why, rebuilding its books, rankings."""

from shouwang.assessment.service.ledger import Assessment, Points
from shouwang.assessment.service.rankings import Ranking, Rankings
from shouwang.assessment.service.rebuilding import Rebuilding

__all__ = ["Assessment", "Points", "Ranking", "Rankings", "Rebuilding"]
