"""The clock of what is told."""

from datetime import datetime


class Past:
    """A clock that is set to what is being told."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def __call__(self) -> datetime:
        """The instant that is told of."""
        return self.at
