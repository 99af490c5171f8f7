"""HTTP of duty 执勤."""

from typing import TYPE_CHECKING

from shouwang.kernel.front import front

if TYPE_CHECKING:
    from shouwang.duty.routes.corrections import corrections_api
    from shouwang.duty.routes.evidence import evidence_api
    from shouwang.duty.routes.exports import exports_api
    from shouwang.duty.routes.home import home_api
    from shouwang.duty.routes.hours import hours_api
    from shouwang.duty.routes.leader import leader_api
    from shouwang.duty.routes.patterns import patterns_api
    from shouwang.duty.routes.planning import planning_api
    from shouwang.duty.routes.public import public_api
    from shouwang.duty.routes.records import records_api
    from shouwang.duty.routes.reports import reports_api
    from shouwang.duty.routes.shifts import shifts_api
    from shouwang.duty.routes.teams import teams_api
    from shouwang.duty.routes.tracks import tracks_api
    from shouwang.duty.routes.volunteer import api

__all__ = [
    "api",
    "corrections_api",
    "evidence_api",
    "exports_api",
    "home_api",
    "hours_api",
    "leader_api",
    "patterns_api",
    "planning_api",
    "public_api",
    "records_api",
    "reports_api",
    "shifts_api",
    "teams_api",
    "tracks_api",
]
__getattr__ = front(__name__)
