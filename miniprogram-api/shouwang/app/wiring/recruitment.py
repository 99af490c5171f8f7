"""The services of recruitment 招录."""

from functools import cached_property
from typing import TYPE_CHECKING

from shouwang.app.wiring.training import TrainingWiring

if TYPE_CHECKING:
    from shouwang.recruitment.service import Applications, Review, Submission


class RecruitmentWiring(TrainingWiring):
    """Made when first asked for, so that a function imports its own slices only."""

    @cached_property
    def applications(self) -> "Applications":
        """报名, as the applicant writes it."""
        from shouwang.recruitment.service import Applications  # noqa: PLC0415

        return Applications(self.vault, self.blobs, self.identity, self.roster, self.now, self.new_id)

    @cached_property
    def submission(self) -> "Submission":
        """报名, handed in."""
        from shouwang.recruitment.service import Submission  # noqa: PLC0415

        return Submission(self.vault, self.identity, self.roster, self.now, self.new_id)

    @cached_property
    def review(self) -> "Review":
        """报名审核."""
        from shouwang.recruitment.service import Review  # noqa: PLC0415

        return Review(self.vault, self.blobs, self.identity, self.roster, self.now, self.new_id)
