"""The services of assessment 考核."""

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from shouwang.app.wiring.duty import DutyWiring

if TYPE_CHECKING:
    from shouwang.assessment.models import Member
    from shouwang.assessment.service import (
        Assessment,
        Disputes,
        Drafting,
        Previewing,
        Rankings,
        Rebuilding,
        Years,
    )
    from shouwang.roster.models import Volunteer

_FORCE = "D1"


class AssessmentWiring(DutyWiring):
    """Made when first asked for, so that a function imports its own slices only."""

    @cached_property
    def assessment(self) -> "Assessment":
        """考核."""
        from shouwang.assessment.service import Assessment  # noqa: PLC0415

        return Assessment(self.now, self.new_id)

    @cached_property
    def rankings(self) -> "Rankings":
        """排行."""
        from shouwang.assessment.service import Rankings  # noqa: PLC0415
        from shouwang.identity.models import Purpose  # noqa: PLC0415

        return Rankings(self._members, lambda people: self.identity.agreed(people, Purpose.PUBLICATION), self.now)

    @cached_property
    def years(self) -> "Years":
        """一年的考核."""
        from shouwang.assessment.service import Years  # noqa: PLC0415

        return Years(self.rankings)

    @cached_property
    def rebuilding(self) -> "Rebuilding":
        """重算积分."""
        from shouwang.assessment.service import Rebuilding  # noqa: PLC0415

        return Rebuilding(self.squadrons, self._people_of)

    @cached_property
    def disputes(self) -> "Disputes":
        """积分申诉."""
        from shouwang.assessment.service import Disputes  # noqa: PLC0415

        return Disputes(self.roster, self.now, self.new_id)

    @cached_property
    def drafting(self) -> "Drafting":
        """积分办法."""
        from shouwang.assessment.service import Drafting  # noqa: PLC0415

        return Drafting(self.assessment)

    @cached_property
    def previewing(self) -> "Previewing":
        """积分办法试算."""
        from shouwang.assessment.service import Previewing  # noqa: PLC0415

        return Previewing(self.squadrons, self.active, self.job_files)

    def active(self, unit_path: str) -> "Iterator[Volunteer]":
        """Who serves in a unit and all below it now."""
        from shouwang.roster.models import Status  # noqa: PLC0415 -- only where everybody is gone through

        return (v for v in self.roster.everyone(unit_path) if v.status is Status.ACTIVE)

    def _members(self) -> "Iterator[Member]":
        from shouwang.assessment.models import Member  # noqa: PLC0415 -- only where ranks are made

        for volunteer in self.active(_FORCE):
            yield Member(volunteer.person_id, volunteer.volunteer_number, volunteer.name, volunteer.unit_path)

    def squadrons(self) -> Sequence[str]:
        """Units that have no units below them; volunteers are in these."""
        paths = [unit.path for unit in self.roster.units()]
        above = {path.rpartition("/")[0] for path in paths}
        return [path for path in paths if path not in above]

    def _people_of(self, unit_path: str) -> Iterator[str]:
        return (volunteer.person_id for volunteer in self.roster.everyone(unit_path))
