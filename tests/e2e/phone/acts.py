"""What an act is, and how its one effect is read: the acts themselves stand in the files beside this one.

A story is what happened before; its acts are done one after the other in one world, on one phone.
`calls` says where in the mini-program's source the act is sent, and what is sent: a contract test holds the acts
against the source, so that none is forgotten, and the act is seen to send just that.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tests.e2e.phone.phone import Phone
from tests.e2e.phone.scenes import Prepare
from tests.integration.duty.conftest import Watch

Effect = Callable[[Watch], Any]
Arrange = Callable[[Watch, Phone], str | None]


@dataclass(frozen=True)
class Act:
    """One act: its page, what is touched and written before, the button, what is sent, and its one effect on the server.

    `again`: the page still offers the act when it is done, and a repetition has no second effect; mostly it sees that it is.
    `arrange`: what happens just before in its story; it may give another query for the page.
    `once`: the effect; or, of an act that is meant anew each time, what it is after so many.
    """

    name: str
    calls: tuple[str, ...]
    page: str
    button: str
    effect: Effect
    once: Any
    before: tuple[str, ...] = ()
    fields: dict[str, str | Callable[[Watch], str]] = field(default_factory=dict)
    again: bool = False
    arrange: Arrange | None = None


@dataclass(frozen=True)
class Story:
    """Acts of one world, in their order."""

    prepare: Prepare
    acts: tuple[Act, ...]


def of(who: str, path: str, *keys: str) -> Effect:
    """What somebody reads through the API: these keys of each item, or of the answer itself."""

    def read(watch: Watch) -> Any:
        person = {"volunteer": watch.volunteer, "leader": watch.leader}.get(who) or watch.world.sign_in(who)
        told = person.get(path).json
        return [tuple(one[key] for key in keys) for one in told.get("items", [told])]

    return read
