"""Use cases of assessment 考核: the ledger and why, disputes, rules and trying them, books anew, rankings, reports."""

from typing import TYPE_CHECKING

from shouwang.kernel.front import front

if TYPE_CHECKING:
    from shouwang.assessment.service.disputes import Asked, Disputes
    from shouwang.assessment.service.drafting import Drafting, Kept, PreviewAsked, Previewing, Tried, Version
    from shouwang.assessment.service.ledger import Assessment, Points
    from shouwang.assessment.service.rankings import Ranking, Rankings
    from shouwang.assessment.service.rebuilding import Rebuilding
    from shouwang.assessment.service.reporting import ReportAsked, Reporting
    from shouwang.assessment.service.years import Years

__all__ = [
    "Asked",
    "Assessment",
    "Disputes",
    "Drafting",
    "Kept",
    "Points",
    "PreviewAsked",
    "Previewing",
    "Ranking",
    "Rankings",
    "Rebuilding",
    "ReportAsked",
    "Reporting",
    "Tried",
    "Version",
    "Years",
]
__getattr__ = front(__name__)
