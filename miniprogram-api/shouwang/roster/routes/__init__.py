"""HTTP of the roster 队伍."""

from typing import TYPE_CHECKING

from shouwang.kernel.front import front

if TYPE_CHECKING:
    from shouwang.roster.routes.changes import appointments_api, changes_api
    from shouwang.roster.routes.ground import api, ground_api
    from shouwang.roster.routes.lists import lists_api
    from shouwang.roster.routes.recoveries import recoveries_api
    from shouwang.roster.routes.register import staff_api

__all__ = ["api", "appointments_api", "changes_api", "ground_api", "lists_api", "recoveries_api", "staff_api"]
__getattr__ = front(__name__)
