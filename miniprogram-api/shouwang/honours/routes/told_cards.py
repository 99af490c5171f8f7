"""What a member is told of links and cards, and a leader of what waits."""

from collections.abc import Sequence
from datetime import date, datetime

import msgspec

from shouwang.honours.models import AwardKind, Card, Task
from shouwang.honours.service import CardCode, Link


class LinkTold(msgspec.Struct):
    """An address that opens one file without a session."""

    url: str
    expires_at: datetime


class CardCodeTold(msgspec.Struct):
    """A code for the phone's screen: `url` as a QR code is `squares`, a new one is due before `expires_at`."""

    text: str
    url: str
    server_at: datetime
    expires_at: datetime
    card_valid_until: datetime
    unit_name: str
    squares: Sequence[str]


class CardTold(msgspec.Struct):
    """A card's days."""

    issued_on: date
    valid_until: date


class TaskTold(msgspec.Struct):
    """An honour that stopped at a name: what cannot be written, and what it is about."""

    task_id: str
    name: str
    missing: list[str]
    volunteer_number: str
    kind: AwardKind
    title: str
    at: datetime


class Tasks(msgspec.Struct):
    """What waits for a person."""

    items: list[TaskTold]
    cursor: str | None


def tell_link(link: Link, public_url: str) -> LinkTold:
    """An address in full."""
    return LinkTold(public_url + link.path, link.expires_at)


def tell_card_code(code: CardCode) -> CardCodeTold:
    """The code for the screen."""
    return CardCodeTold(
        code.text, code.url.upper(), code.made_at, code.expires_at, code.card_valid_until, code.unit_name, code.squares
    )


def tell_own_card(card: Card) -> CardTold:
    """A card's days."""
    return CardTold(card.issued_on, card.valid_until)


def tell_task(task: Task) -> TaskTold:
    """One line of the list."""
    return TaskTold(
        task.task_id, task.name, list(task.missing), task.number, task.citation.kind, task.citation.title, task.at
    )
