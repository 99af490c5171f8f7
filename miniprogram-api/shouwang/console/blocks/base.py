"""What every block has, and the button that stands in many."""

from dataclasses import dataclass
from typing import ClassVar, Literal

Hidden = tuple[tuple[str, str], ...]
Tone = Literal["main", "plain", "stop", "bare"]


@dataclass(frozen=True, slots=True)
class Block:
    """Anything a page stacks."""

    kind: ClassVar[str]


@dataclass(frozen=True, slots=True)
class Act:
    """A button that does one thing at once: a form of hidden fields. `label` is for the eye, `name` for screen readers."""

    label: str
    action: str
    hidden: Hidden = ()
    tone: Tone = "bare"
    name: str = ""
