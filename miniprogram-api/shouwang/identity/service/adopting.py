"""A record brought along by an import, taken over by the person it is about: the phone is proved by WeChat, the name is told."""

from datetime import datetime

from shouwang.identity import rules, store
from shouwang.identity.models import Person
from shouwang.kernel.ids import NewId
from shouwang.platform import audit
from shouwang.platform.dynamo import commit


def adopt(newcomer: Person, known: Person | None, name: str, now: datetime, new_id: NewId) -> Person:
    """The record that waits for its person, under the newcomer's WeChat; the newcomer signs in again.

    Raises: PhoneTaken, NameNeeded; Stale when either changed meanwhile. Cost: 2 requests.
    """
    found = rules.require_waiting(newcomer, known, name)
    line = audit.note(
        f"person {found.person_id}", "record-taken-over", "identity", now, new_id(), {"number": found.volunteer_number}
    )
    sessions = [store.end_session(session) for session in store.sessions_of(newcomer.person_id)[: rules.SESSIONS_KEPT]]
    commit(*store.taken_over(found, newcomer), *sessions, line)
    return found
