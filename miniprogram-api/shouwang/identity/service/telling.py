"""What identity tells people in their inbox."""

from collections.abc import Callable
from datetime import datetime

from shouwang.platform import outbox
from shouwang.platform.dynamo import Writes


def tell(person_id: str, title: str, body: str) -> Callable[[datetime, str], Writes]:
    """A notice to one person, to be joined to the commit of what it tells: give it the instant and the line's id."""
    payload = {"person_id": person_id, "topic": "account", "title": title, "body": body, "link": ""}
    return lambda at, line_id: outbox.emit("notices.tell", payload, at=at, source=f"account#{line_id}#{person_id}")
