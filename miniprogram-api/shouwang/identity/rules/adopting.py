"""When a record that an import brought along may be taken over by whoever signs in."""

from shouwang.identity.models import Person, Purpose
from shouwang.identity.rules.signing_in import PhoneTaken
from shouwang.kernel.names import tidy_name
from shouwang.kernel.problem import Problem


class NameNeeded(Problem):
    """The number belongs to a record that nobody has signed in to yet; the name is the second fact."""

    slug, title, status = "name-needed", "这个手机号登记在一位队员名下，填上姓名再试一次", 409


class HoldsSomething(Problem):
    """Whoever asks holds something here already, or has begun an application: a human must look which to keep."""

    slug, title, status = "holds-something", "这个微信已经在用了，不能再移一份记录过来，请到中队办理", 409


def is_empty(newcomer: Person) -> bool:
    """Whether a person holds nothing yet: no number, no role, no application begun."""
    begun = any(c.purpose is Purpose.DOCUMENT for c in newcomer.consents)
    return not (newcomer.volunteer_number or newcomer.grants or begun)


def require_empty(newcomer: Person) -> None:
    """Raises: HoldsSomething."""
    if not is_empty(newcomer):
        raise HoldsSomething


def require_waiting(newcomer: Person, known: Person | None, name: str) -> Person:
    """The record that waits for its person: never signed in to, and of that name; the newcomer holds nothing yet.

    The phone is proved by WeChat, the name is told: two facts. Raises: NameNeeded, PhoneTaken for everything else.
    """
    if known is None or known.openid or not known.volunteer_number:
        raise PhoneTaken
    if not is_empty(newcomer):
        raise PhoneTaken
    if not name.strip():
        raise NameNeeded
    if tidy_name(name) != tidy_name(known.name):
        raise PhoneTaken
    return known
