"""The services of the console."""

from functools import cached_property
from typing import TYPE_CHECKING

from shouwang.app.wiring.privacy import PrivacyWiring

if TYPE_CHECKING:
    from shouwang.console.desk import Desk
    from shouwang.console.pages import Pages


class ConsoleWiring(PrivacyWiring):
    """Made when first asked for, so that a function imports its own slices only."""

    @cached_property
    def pages(self) -> "Pages":
        """What every page of the console has."""
        from shouwang.console.pages import Pages  # noqa: PLC0415

        secure = self.settings.public_url.startswith("https:")
        return Pages(self.settings.force_name, secure=secure, simulated=self.settings.development)

    @cached_property
    def console_desk(self) -> "Desk":
        """What the routes of every page draw and act with."""
        from shouwang.console.desk import Desk  # noqa: PLC0415
        from shouwang.console.shell import Surroundings  # noqa: PLC0415

        return Desk(self.pages, Surroundings(self.roster))
