"""What people hold here, changed for the roster: every session of theirs knows with the commit, or the commit fails."""

from collections.abc import Callable
from datetime import datetime

import msgspec

from shouwang.identity import rules, store
from shouwang.identity.models import Person
from shouwang.kernel.actor import Held
from shouwang.kernel.clock import Clock
from shouwang.kernel.problem import NotFound
from shouwang.platform.dynamo import Writes, commit


class Rights(msgspec.Struct, frozen=True):
    """身份 as the roster changes it: roles, unit, status, insurance cover."""

    now: Clock

    def held(self, person_id: str) -> Held:
        """What a person holds now. Raises: NotFound. Cost: 1 request."""
        return _require(person_id).held

    def change_writes(self, person_id: str, change: Callable[[Held], Held]) -> Writes:
        """The writes of a change of what a person holds, with all their sessions; they join the caller's commit.

        Raises: NotFound; at commit Stale when the person changed meanwhile: call again and commit again.
        Cost: 2 requests, 1 more for each 50 sessions beyond the newest 50.
        """
        person = _require(person_id)
        return kept_with_sessions(person.holding(change(person.held)), self.now())


def kept_with_sessions(person: Person, now: datetime) -> Writes:
    """A changed person, and what their live sessions carry. Raises (at commit): Stale. Cost: 1 request, 1 for each 50 to end."""
    live = [s for s in store.sessions_of(person.person_id) if rules.is_live(s, now)]
    for start in range(rules.SESSIONS_KEPT, len(live), rules.SESSIONS_KEPT):
        commit(*map(store.end_session, live[start : start + rules.SESSIONS_KEPT]))
    writes = store.keep_person(person)
    for session in live[: rules.SESSIONS_KEPT]:
        writes += store.rewrite_session(session, rules.actor_of(person, session.session_id, session.signed_in_at))
    return writes


def _require(person_id: str) -> Person:
    person = store.fetch_person(person_id)
    if person is None:
        raise NotFound
    return person
