"""The services of assessment 考核."""

from functools import cached_property
from typing import TYPE_CHECKING

from shouwang.app.wiring.duty import DutyWiring

if TYPE_CHECKING:
    from shouwang.assessment.service import Assessment


class AssessmentWiring(DutyWiring):
    """Made when first asked for, so that a function imports its own slices only."""

    @cached_property
    def assessment(self) -> "Assessment":
        """考核."""
        from shouwang.assessment.service import Assessment  # noqa: PLC0415

        return Assessment(self.now, self.new_id)
