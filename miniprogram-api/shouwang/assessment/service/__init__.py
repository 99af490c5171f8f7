"""Use cases of assessment 考核: the ledger and why, disputes, rules and trying them, books anew, rankings, reports."""

from typing import TYPE_CHECKING

from shouwang.kernel.front import front

if TYPE_CHECKING:
    from shouwang.assessment.service.disputes import Asked as Asked, Disputes as Disputes
    from shouwang.assessment.service.drafting import (
        Drafting as Drafting,
        Kept as Kept,
        PreviewAsked as PreviewAsked,
        Previewing as Previewing,
        Tried as Tried,
        Version as Version,
    )
    from shouwang.assessment.service.ledger import Assessment as Assessment, Points as Points
    from shouwang.assessment.service.rankings import Ranking as Ranking, Rankings as Rankings
    from shouwang.assessment.service.rebuilding import Rebuilding as Rebuilding
    from shouwang.assessment.service.reporting import ReportAsked as ReportAsked, Reporting as Reporting
    from shouwang.assessment.service.years import Years as Years

__getattr__ = front(__name__)
