"""Monthly reports: asked for here, made as a job."""

from typing import Annotated

import msgspec

from shouwang.assessment.service import ReportAsked, Reporting
from shouwang.kernel.actor import LEADERS, Actor, Role
from shouwang.platform.once import Once
from shouwang.platform.web import Api, post, roles


class ReportAsk(msgspec.Struct, forbid_unknown_fields=True):
    """Of which unit and all below, and which month; `until`: of all months until that one, 12 at most."""

    unit: Annotated[str, msgspec.Meta(min_length=2, max_length=20)]
    month: Annotated[str, msgspec.Meta(pattern="^20[0-9]{2}-(0[1-9]|1[0-2])$")]
    until: Annotated[str, msgspec.Meta(pattern="^(20[0-9]{2}-(0[1-9]|1[0-2]))?$")] = ""


class ReportRoutes:
    """Monthly reports."""

    def __init__(self, reporting: Reporting) -> None:
        self.reporting = reporting

    @post(
        "/v1/points-reports",
        who=roles(*LEADERS, Role.AUDITOR),
        status=202,
        summary="考核报表：按中队按月，JSON、CSV、XLSX",
    )
    def ask(self, actor: Actor, once: Once, body: ReportAsk) -> ReportAsked:
        """Ask for a report."""
        return self.reporting.ask(actor, body.unit, body.month, once, body.until)


def reports_api(reporting: Reporting) -> Api:
    """Routes of reports."""
    return Api.of("assessment", ReportRoutes(reporting))
