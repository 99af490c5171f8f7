"""HTTP of the roster 队伍."""

from typing import TYPE_CHECKING

from shouwang.kernel.front import front

if TYPE_CHECKING:
    from shouwang.roster.routes.changes import appointments_api as appointments_api, changes_api as changes_api
    from shouwang.roster.routes.ground import api as api, ground_api as ground_api
    from shouwang.roster.routes.lists import lists_api as lists_api
    from shouwang.roster.routes.recoveries import recoveries_api as recoveries_api
    from shouwang.roster.routes.register import staff_api as staff_api

__getattr__ = front(__name__)
