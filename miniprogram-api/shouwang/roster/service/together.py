"""What the roster asks of identity, and one commit over both: a change, and every session of the person it is about."""

from collections.abc import Callable
from contextlib import suppress
from typing import Protocol

from shouwang.kernel.actor import Held
from shouwang.kernel.problem import Stale
from shouwang.platform.dynamo import Conflict, Writes, commit

_TRIES = 8  # each lost to somebody who changed the same person, or a sign-in, at the same moment


class Rights(Protocol):
    """What people hold, as identity keeps it."""

    def held(self, person_id: str) -> Held:
        """What a person holds now. Raises: NotFound. Cost: 1 request."""
        ...

    def change_writes(self, person_id: str, change: Callable[[Held], Held]) -> Writes:
        """The writes of a change, with all sessions of the person. Raises (at commit): Stale. Cost: 2 requests."""
        ...


def settle(attempt: Callable[[], Writes]) -> None:
    """Decide on what is there and commit; decide again when it changed meanwhile. Raises: Conflict after bounded tries."""
    for _ in range(_TRIES):
        writes = attempt()  # who decides on a version that was seen refuses here, for good
        if not writes.actions:
            return
        with suppress(Stale):
            commit(writes)
            return
    raise Conflict


def notice(person_id: str, title: str, body: str) -> dict[str, object]:
    """The payload that tells somebody what was decided about them."""
    return {
        "person_id": person_id,
        "topic": "roster",
        "title": title,
        "body": body,
        "link": "me/index/index",
        "template": "",
        "fields": {},
    }
