"""The services of roster 队伍."""

from functools import cached_property
from typing import TYPE_CHECKING

from shouwang.app.wiring.identity import IdentityWiring

if TYPE_CHECKING:
    from shouwang.roster.service import Appointments, Members, Roster, Search
    from shouwang.roster.service.exporting import MemberExport
    from shouwang.roster.service.points import Points
    from shouwang.roster.service.staging import Staging


class RosterWiring(IdentityWiring):
    """Made when first asked for, so that a function imports its own slices only."""

    @cached_property
    def roster(self) -> "Roster":
        """队伍."""
        from shouwang.roster.service import Roster  # noqa: PLC0415

        return Roster(self.now, self.new_id)

    @cached_property
    def members(self) -> "Members":
        """队员变动."""
        from shouwang.roster.service import Members  # noqa: PLC0415

        return Members(self.roster, self.rights, self.now, self.new_id)

    @cached_property
    def appointments(self) -> "Appointments":
        """任命."""
        from shouwang.roster.service import Appointments  # noqa: PLC0415

        return Appointments(self.roster, self.rights, self.now, self.new_id)

    @cached_property
    def search(self) -> "Search":
        """找人."""
        from shouwang.roster.service import Search  # noqa: PLC0415

        return Search(self.vault, self.now)

    @cached_property
    def staging(self) -> "Staging":
        """暂存."""
        from shouwang.roster.service.staging import Staging  # noqa: PLC0415

        return Staging(self.blobs, self.vault, self.uploading)

    @cached_property
    def points(self) -> "Points":
        """集结点."""
        from shouwang.roster.service.points import Points  # noqa: PLC0415

        return Points(self.roster, self.staging, self.now, self.new_id)

    @cached_property
    def member_export(self) -> "MemberExport":
        """导出名册."""
        from shouwang.roster.service.exporting import MemberExport  # noqa: PLC0415

        return MemberExport(self.roster, self.enrolment, self.job_files, self.now, self.new_id)
