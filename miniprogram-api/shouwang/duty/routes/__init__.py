"""HTTP of duty 执勤."""

from typing import TYPE_CHECKING

from shouwang.kernel.front import front

if TYPE_CHECKING:
    from shouwang.duty.routes.corrections import corrections_api as corrections_api
    from shouwang.duty.routes.evidence import evidence_api as evidence_api
    from shouwang.duty.routes.exports import exports_api as exports_api
    from shouwang.duty.routes.home import home_api as home_api
    from shouwang.duty.routes.hours import hours_api as hours_api
    from shouwang.duty.routes.leader import leader_api as leader_api
    from shouwang.duty.routes.patterns import patterns_api as patterns_api
    from shouwang.duty.routes.planning import planning_api as planning_api
    from shouwang.duty.routes.public import public_api as public_api
    from shouwang.duty.routes.records import records_api as records_api
    from shouwang.duty.routes.reports import reports_api as reports_api
    from shouwang.duty.routes.shifts import shifts_api as shifts_api
    from shouwang.duty.routes.teams import teams_api as teams_api
    from shouwang.duty.routes.tracks import tracks_api as tracks_api
    from shouwang.duty.routes.volunteer import api as api

__getattr__ = front(__name__)
