"""What strangers are told: honours, files, cards, proofs."""

from datetime import date, datetime

import msgspec

from shouwang.honours.models import AwardKind, AwardState, CardSeen, CardStanding, Verified
from shouwang.honours.service import Checked, Found, Shown


class VerifiedTold(msgspec.Struct):
    """What a stranger learns; `title`, `holder` and `serial` are empty where the holder withdrew publication."""

    state: AwardState
    kind: AwardKind
    title: str
    holder: str
    issuer: str
    issued_on: date
    valid_until: date | None
    serial: str
    state_at: datetime | None
    checked_at: datetime
    withdrawn: bool


class CheckedTold(msgspec.Struct):
    """What a file is worth. `found`: whether its signature was checked, or only the code on it was read."""

    found: Found
    honour: VerifiedTold


class CardTold(msgspec.Struct):
    """What somebody learns who scans a card."""

    standing: CardStanding
    holder: str
    unit: str
    issuer: str
    valid_until: date
    shown_until: datetime | None
    checked_at: datetime


class ProofTold(msgspec.Struct):
    """One entry of the hours: its public line and the way up to its day's signed root; all null while not sealed."""

    line: str | None
    index: int | None
    size: int | None
    proof: list[str] | None
    statement: str | None
    signature: str | None


class ProofsTold(msgspec.Struct):
    """A page of the proofs behind a service record."""

    serial: str
    first_on: date
    last_on: date
    entries: int
    items: list[ProofTold]
    cursor: str | None


def tell_verified(verified: Verified) -> VerifiedTold:
    """What the public page says, as JSON."""
    return VerifiedTold(
        state=verified.state,
        kind=verified.kind,
        title=verified.title,
        holder=verified.holder,
        issuer=verified.issuer,
        issued_on=verified.issued_on,
        valid_until=verified.valid_until,
        serial=verified.serial,
        state_at=verified.state_at,
        checked_at=verified.checked_at,
        withdrawn=verified.withdrawn,
    )


def tell_checked(checked: Checked) -> CheckedTold:
    """What a file is worth, as JSON."""
    return CheckedTold(checked.found, tell_verified(checked.verified))


def tell_card(seen: CardSeen) -> CardTold:
    """What a card is worth, as JSON."""
    return CardTold(
        seen.standing, seen.holder, seen.unit, seen.issuer, seen.valid_until, seen.shown_until, seen.checked_at
    )


def tell_proofs(shown: Shown) -> ProofsTold:
    """The proofs behind a record, as JSON."""
    items = []
    for step in shown.items:
        p = step.proven
        items.append(
            ProofTold(p.line, p.index, p.size, list(p.proof), p.root.statement, p.root.signature)
            if p
            else ProofTold(None, None, None, None, None, None)
        )
    return ProofsTold(shown.award.inscription.serial, *shown.span, shown.entries, items, shown.cursor)
