"""What recruitment needs of the force's data, which the roster keeps."""

from collections.abc import Sequence
from datetime import date
from typing import Protocol

from shouwang.kernel.actor import Role


class GateRule(Protocol):
    """One gate as the force runs it."""

    @property
    def gate(self) -> str:
        """Which gate."""
        ...

    @property
    def deciders(self) -> Sequence[Role]:
        """Who may decide it."""
        ...

    @property
    def usual_days(self) -> int:
        """How long it usually takes."""
        ...

    @property
    def due_days(self) -> int:
        """Working days within which it is to be decided."""
        ...


class Force(Protocol):
    """What recruitment needs of the force's data."""

    @property
    def gates(self) -> Sequence[GateRule]:
        """The gates in their order."""
        ...

    @property
    def youngest(self) -> int:
        """Full years of age from which people are taken."""
        ...

    @property
    def oldest(self) -> int:
        """Full years of age up to which people are taken."""
        ...

    @property
    def publicity_days(self) -> int:
        """Working days of publicity 公示."""
        ...

    @property
    def holidays(self) -> Sequence[date]:
        """Days of the week that are free."""
        ...

    @property
    def make_up_days(self) -> Sequence[date]:
        """Weekend days that are worked 调休."""
        ...
