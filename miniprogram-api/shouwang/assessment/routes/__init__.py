"""HTTP of assessment 考核: my points and why, disputes, rules, rankings, reports."""

from typing import TYPE_CHECKING

from shouwang.kernel.front import front

if TYPE_CHECKING:
    from shouwang.assessment.routes.disputes import disputes_api as disputes_api
    from shouwang.assessment.routes.drafting import rules_api as rules_api
    from shouwang.assessment.routes.own import own_api as own_api
    from shouwang.assessment.routes.rankings import rankings_api as rankings_api
    from shouwang.assessment.routes.reporting import reports_api as reports_api

__getattr__ = front(__name__)
