"""When a record that an import brought along may be taken over by whoever signs in."""

from shouwang.identity.models import Person, Purpose
from shouwang.identity.rules.signing_in import PhoneTaken
from shouwang.kernel.names import tidy_name
from shouwang.kernel.problem import Problem


class NameNeeded(Problem):
    """The number belongs to a record that nobody has signed in to yet; the name is the second fact."""

    slug, title, status = "name-needed", "这个手机号登记在一位队员名下，填上姓名再试一次", 409


def require_waiting(newcomer: Person, known: Person | None, name: str) -> Person:
    """The record that waits for its person: never signed in to, and of that name; the newcomer holds nothing yet.

    The phone is proved by WeChat, the name is told: two facts. Raises: NameNeeded, PhoneTaken for everything else.
    """
    if known is None or known.openid or not known.volunteer_number:
        raise PhoneTaken
    if newcomer.volunteer_number or newcomer.grants or any(c.purpose is Purpose.DOCUMENT for c in newcomer.consents):
        raise PhoneTaken
    if not name.strip():
        raise NameNeeded
    if tidy_name(name) != tidy_name(known.name):
        raise PhoneTaken
    return known
