"""HTTP of assessment 考核: my points and why, disputes, rules, rankings, reports."""

from shouwang.assessment.routes.disputes import DisputeRoutes
from shouwang.assessment.routes.drafting import RulesRoutes
from shouwang.assessment.routes.own import OwnRoutes
from shouwang.assessment.routes.rankings import RankingRoutes
from shouwang.assessment.routes.reporting import ReportRoutes
from shouwang.assessment.service import Assessment, Disputes, Drafting, Rankings, Reporting
from shouwang.platform.web import Api


def api(
    assessment: Assessment, disputes: Disputes, drafting: Drafting, rankings: Rankings, reporting: Reporting
) -> Api:
    """Routes of assessment."""
    parts = (
        OwnRoutes(assessment),
        DisputeRoutes(assessment, disputes),
        RulesRoutes(drafting),
        RankingRoutes(rankings),
        ReportRoutes(reporting),
    )
    return Api("assessment", tuple(route for part in parts for route in Api.of("assessment", part).routes))
