"""The services of roster 队伍."""

from functools import cached_property
from typing import TYPE_CHECKING

from shouwang.app.wiring.identity import IdentityWiring

if TYPE_CHECKING:
    from shouwang.roster.service import Roster


class RosterWiring(IdentityWiring):
    """Made when first asked for, so that a function imports its own slices only."""

    @cached_property
    def roster(self) -> "Roster":
        """队伍."""
        from shouwang.roster.service import Roster  # noqa: PLC0415

        return Roster(self.now, self.new_id)
