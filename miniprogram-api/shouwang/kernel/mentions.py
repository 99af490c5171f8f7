"""People in words 提到的人: a text holds who is meant, not the name; the name is drawn when somebody reads it.

So a name stands in its person's own record alone: who changes it is called by the new one everywhere, and who is erased is
named nowhere, in what others were told and in what is never changed, too.
"""

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Any

Names = Callable[[Collection[str]], Mapping[str, str]]
"""What people are called, by person_id. Cost: 1 request for each 100."""

# Two of Unicode's noncharacters: no text that people write holds them. Source: Unicode 17, section 23.7
OPEN, CLOSE = "\ufdd0", "\ufdd1"
_MENTION = re.compile(f"{OPEN}([^{OPEN}{CLOSE}]{{1,64}}){CLOSE}")


def mention(person_id: str) -> str:
    """What stands in a text for a person."""
    return f"{OPEN}{person_id}{CLOSE}"


def mentioned(text: str) -> Iterator[str]:
    """The person_ids of everybody a text mentions, each as often as it does."""
    return (found[1] for found in _MENTION.finditer(text))


def drawn(text: str, names: Mapping[str, str]) -> str:
    """The text as people read it. Raises: KeyError for who is mentioned and has no name there."""
    return _MENTION.sub(lambda found: names[found[1]], text)


def mentioned_in(value: Any) -> set[str]:
    """The person_ids of everybody that plain data mentions."""
    match value:
        case str():
            return set(mentioned(value))
        case Mapping():
            return {found for inner in value.values() for found in mentioned_in(inner)}
        case list() | tuple():
            return {found for inner in value for found in mentioned_in(inner)}
    return set()


def all_drawn(value: Any, names: Mapping[str, str]) -> Any:
    """Plain data as people read it. Raises: KeyError for who is mentioned and has no name there."""
    match value:
        case str():
            return drawn(value, names)
        case Mapping():
            return {key: all_drawn(inner, names) for key, inner in value.items()}
        case list() | tuple():
            return [all_drawn(inner, names) for inner in value]
    return value


def nameless(value: Any, people: Mapping[str, str]) -> Any:
    """A text, or plain data with texts in it, that mentions people (person_id to name) where it named them."""
    if isinstance(value, str):
        for person_id, name in people.items():
            value = value.replace(name, mention(person_id)) if name else value
        return value
    if isinstance(value, Mapping):
        return {key: nameless(inner, people) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [nameless(inner, people) for inner in value]
    return value


def is_free(text: str) -> bool:
    """Whether a text could not be taken for one that mentions somebody: whatever comes from outside must be."""
    return OPEN not in text and CLOSE not in text
