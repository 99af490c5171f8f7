"""HTTP of assessment 考核: my points and why, rankings."""

from shouwang.assessment.routes.own import OwnRoutes
from shouwang.assessment.routes.rankings import RankingRoutes
from shouwang.assessment.service import Assessment, Rankings
from shouwang.platform.web import Api


def api(assessment: Assessment, rankings: Rankings) -> Api:
    """Routes of assessment."""
    parts = (OwnRoutes(assessment), RankingRoutes(rankings))
    return Api("assessment", tuple(route for part in parts for route in Api.of("assessment", part).routes))
