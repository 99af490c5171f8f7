"""The services of training 培训."""

from functools import cached_property
from typing import TYPE_CHECKING

from shouwang.app.wiring.roster import RosterWiring

if TYPE_CHECKING:
    from shouwang.training.service import Banks, Training


class TrainingWiring(RosterWiring):
    """Made when first asked for, so that a function imports its own slices only."""

    @cached_property
    def training(self) -> "Training":
        """培训."""
        from shouwang.training.service import Training  # noqa: PLC0415

        return Training(self.keys, self.banks, self.now, self.new_id)

    @cached_property
    def banks(self) -> "Banks":
        """题库."""
        from shouwang.training.service import Banks  # noqa: PLC0415

        return Banks(self.blobs, self.now, self.new_id)
