"""What routes of honours take."""

from datetime import date
from typing import Annotated, Literal

import msgspec

from shouwang.honours.models import AwardKind, Publication
from shouwang.honours.rules import Form

Reason = Annotated[str, msgspec.Meta(min_length=4, max_length=100)]


class GiveAsk(msgspec.Struct, forbid_unknown_fields=True):
    """A certificate by hand; `body` is the text below the holder's name."""

    volunteer_number: Annotated[str, msgspec.Meta(min_length=1, max_length=20)]
    kind: AwardKind
    title: Annotated[str, msgspec.Meta(min_length=2, max_length=20)]
    body: Annotated[str, msgspec.Meta(min_length=10, max_length=160)]
    valid_until: date | None = None


class CeremonyAsk(msgspec.Struct, forbid_unknown_fields=True):
    """One honour for many: for those named, or for everybody in a unit and below."""

    kind: AwardKind
    title: Annotated[str, msgspec.Meta(min_length=2, max_length=20)]
    body: Annotated[str, msgspec.Meta(min_length=10, max_length=160)]
    volunteer_numbers: list[Annotated[str, msgspec.Meta(min_length=1, max_length=20)]] = []
    unit: str | None = None
    valid_until: date | None = None


class ReasonAsk(msgspec.Struct, forbid_unknown_fields=True):
    """Why an award is taken back or replaced; its holder reads it."""

    reason: Reason


class PraiseAsk(msgspec.Struct, forbid_unknown_fields=True):
    """Whom to praise, in which of the fixed words."""

    volunteer_number: Annotated[str, msgspec.Meta(min_length=1, max_length=20)]
    words: str


class OfAsk(msgspec.Struct):
    """Whose honours."""

    volunteer_number: Annotated[str, msgspec.Meta(min_length=1, max_length=20)]


class PublicationAsk(msgspec.Struct, forbid_unknown_fields=True):
    """What strangers may see of an honour."""

    publication: Publication


class RecordAsk(msgspec.Struct, forbid_unknown_fields=True):
    """The days a service record speaks of, both counted."""

    first_on: date
    last_on: date


class LinkAsk(msgspec.Struct, forbid_unknown_fields=True):
    """Which file an address is wanted for."""

    form: Form


class SettleAsk(msgspec.Struct, forbid_unknown_fields=True):
    """How the name is to be written, as its holder agreed; without one, as the roster has it."""

    spelling: Annotated[str, msgspec.Meta(min_length=1, max_length=50)] | None = None


class TasksAsk(msgspec.Struct):
    """Which unit's list, and where to go on."""

    unit: str | None = None
    cursor: str | None = None


class PageAsk(msgspec.Struct):
    """Where to go on."""

    cursor: str | None = None


class SizeAsk(msgspec.Struct):
    """A picture to share, or one to print."""

    size: Annotated[str, msgspec.Meta(pattern="^(share|a4)$")] = "share"


class MedalSizeAsk(msgspec.Struct):
    """How large a medal's picture is. Units: pixels."""

    size: Literal[1024, 512, 128] = 512


class CodeAsk(msgspec.Struct):
    """A code typed into the page's form."""

    code: Annotated[str, msgspec.Meta(max_length=100)] = ""


class CirclesAsk(msgspec.Struct):
    """Which squadron's, and in which quarter; by default this one."""

    unit: Annotated[str, msgspec.Meta(min_length=2, max_length=20)]
    quarter: Annotated[str, msgspec.Meta(pattern="^[0-9]{4}-Q[1-4]$")] | None = None
