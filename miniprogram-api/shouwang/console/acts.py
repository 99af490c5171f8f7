"""What every form of a page brings along beside its fields: its proof, its own id so that it acts once, the version seen."""

from datetime import date
from secrets import token_urlsafe
from typing import Annotated

import msgspec
from msgspec import Meta

from shouwang.console.blocks import Hidden
from shouwang.kernel.actor import Actor
from shouwang.kernel.problem import Fault, Invalid
from shouwang.platform.once import Once, Sent


class ActForm(msgspec.Struct, kw_only=True):
    """A form of a page as it is sent."""

    csrf: Annotated[str, Meta(max_length=64)] = ""
    request_id: Annotated[str, Meta(min_length=8, max_length=64)]
    version: Annotated[int, Meta(ge=0)] = 0

    def once(self, actor: Actor, act: str) -> Once:
        """This form of this person, to be done once. `act` names what is done, and to what."""
        sent = {name: value for name, value in msgspec.structs.asdict(self).items() if name != "csrf"}
        return Once.of(actor.person_id, f"console {act}", self.request_id, msgspec.json.encode(sent))

    def sent(self, actor: Actor, act: str) -> Sent:
        """This form, over the version it was drawn on."""
        return Sent(self.once(actor, act), self.version)

    def typed(self) -> dict[str, str]:
        """What was typed, to stand in the form again."""
        return {name: str(value or "") for name, value in msgspec.structs.asdict(self).items()}


class WhyForm(ActForm, kw_only=True):
    """An act with its reason."""

    reason: Annotated[str, Meta(min_length=2, max_length=200)]


def hidden(version: int = 0, **more: str) -> Hidden:
    """The hidden fields of a new form."""
    return (("request_id", token_urlsafe(12)), ("version", str(version)), *more.items())


def read_day(text: str, field: str) -> date | None:
    """A day as a form sends it; None for an empty one. Raises: Invalid."""
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as wrong:
        raise Invalid(faults=[Fault(f"/{field}", "不是日子，要写成 2027-11-30 这样")]) from wrong
