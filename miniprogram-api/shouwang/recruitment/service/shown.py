"""What reviewers get to see, and what a decision led to."""

from collections.abc import Sequence
from datetime import datetime

import msgspec

from shouwang.platform import audit
from shouwang.platform.dynamo import Page
from shouwang.recruitment.models import Application, Claim, Gate, State, Waiting
from shouwang.recruitment.rules import way


class Queue(msgspec.Struct, frozen=True):
    """A page of who waits at a gate: which gate, which unit, who, since when."""

    gate: Gate
    state: State
    unit_path: str
    usual_days: int
    waiting: Page[Waiting]
    now: datetime


class Detail(msgspec.Struct, frozen=True):
    """One application as its reviewers see it. No class S value is in it."""

    application: Application
    way: Sequence[way.Node]
    history: Sequence[audit.AuditLine]
    may_decide: bool
    revealed_today: int
    claim: Claim | None = None


class Decided(msgspec.Struct, frozen=True):
    """What a decision led to."""

    application_id: str
    number: str
    state: State
    gate: Gate | None
    version: int
    volunteer_number: str


class Revealed(msgspec.Struct, frozen=True):
    """One sensitive field in the clear, to be shown for so long and no longer."""

    field: str
    value: str
    shown_for_s: int
    revealed_today: int
    most_a_day: int


class Overdue(msgspec.Struct, frozen=True):
    """A page of the escalation list 督办名单: whose due day is over, at any gate."""

    unit_path: str
    waiting: Page[Waiting]
    now: datetime
