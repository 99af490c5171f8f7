"""Who is calling, and what people are called: all that every request needs of identity."""

import hashlib
from collections.abc import Collection

import msgspec
from msgspec.structs import replace

from shouwang.identity import rules, store
from shouwang.kernel.actor import Actor
from shouwang.kernel.clock import Clock, local_day
from shouwang.kernel.mask import ERASED


class Callers(msgspec.Struct, frozen=True):
    """身份 of whoever sends a request, by the token they were given; and the names of people by id."""

    now: Clock

    def authenticate(self, token: str) -> Actor | None:
        """The actor behind a token. Cost: 1 request, 1 more when `last_seen` is due."""
        person_id = rules.person_in(token)
        session = store.fetch_session(person_id, token_hash(token)) if person_id else None
        now = self.now()
        if session is None or not rules.is_live(session, now):
            return None
        if now - session.last_seen_at >= rules.SEEN_EVERY:
            store.touch(session, now)
        return replace(session.actor.as_of(local_day(now)), proved_at=session.proved_at)

    def names(self, person_ids: Collection[str]) -> dict[str, str]:
        """The names of some people; who was erased is called that. Cost: 1 request for each 100 people."""
        return dict.fromkeys(person_ids, ERASED) | store.names(person_ids)


def token_hash(token: str) -> str:
    """What is kept of a token."""
    return hashlib.sha256(token.encode()).hexdigest()
