"""What every block has, and the button that stands in many."""

from typing import ClassVar, Literal

import msgspec

Hidden = tuple[tuple[str, str], ...]
Tone = Literal["main", "plain", "stop", "bare"]


class Block(msgspec.Struct, frozen=True):
    """Anything a page stacks."""

    kind: ClassVar[str]


class Act(msgspec.Struct, frozen=True):
    """A button that does one thing at once: a form of hidden fields. `label` is for the eye, `name` for screen readers."""

    label: str
    action: str
    hidden: Hidden = ()
    tone: Tone = "bare"
    name: str = ""
