"""Where in the queue a reviewer stands: the gate, what its applications wait for, the page. It travels in every address."""

from typing import Self
from urllib.parse import urlencode

import msgspec
from msgspec.structs import replace

from shouwang.console.places import APPLICATIONS
from shouwang.recruitment.models import Gate, State


class Place(msgspec.Struct, frozen=True):
    """One page of one queue."""

    gate: Gate
    state: State = State.REVIEW
    cursor: str = ""

    @property
    def query(self) -> str:
        """The place as a query; what is as usual is left out."""
        state = {"status": self.state} if self.state is not State.REVIEW else {}
        cursor = {"cursor": self.cursor} if self.cursor else {}
        return urlencode({"gate": self.gate, **state, **cursor})

    @property
    def here(self) -> str:
        """The queue itself."""
        return f"{APPLICATIONS.href}?{self.query}"

    @property
    def start(self) -> str:
        """The queue from who has waited longest."""
        return replace(self, cursor="").here

    def one(self, application_id: str) -> str:
        """One application, the queue beside it."""
        return f"{APPLICATIONS.href}/{application_id}?{self.query}"

    def at(self, gate: Gate) -> Self:
        """The same kind of queue at another gate."""
        return replace(self, gate=gate, cursor="")

    def of(self, state: State) -> Self:
        """The same gate, waiting for something else."""
        return replace(self, state=state, cursor="")

    def after(self, cursor: str) -> Self:
        """The page that begins after a cursor."""
        return replace(self, cursor=cursor)
