"""The volunteer card 义警证: how long it lives, what it is worth when somebody looks at it."""

from datetime import date, datetime, timedelta

from shouwang.honours.models import Card, CardSeen, CardStanding, Holder
from shouwang.kernel.clock import day_start
from shouwang.kernel.ids import is_code
from shouwang.kernel.mask import mask_name
from shouwang.kernel.problem import Problem

CARD_LIVES = timedelta(days=365)
CARD_CODE_LIVES = timedelta(seconds=60)  # Source: design section 4, `GET /v1/me/card-code`
CARD_LENGTHS = frozenset({128, 132})  # of a printed card's string, and a phone screen's
PHOTO_MOST_BYTES = 4 * 1024 * 1024  # Source: design section 3, uploads


class PhotoMissing(Problem):
    """A card needs a face."""

    slug, title, status = "card-photo-missing", "先传一张证件照，再看义警证", 409


class NotAPhoto(Problem):
    """What was sent is no picture, or too large a one."""

    slug, title, status = "not-a-photo", "这不是能用的照片，换一张 JPG 或 PNG", 422


class NotAVolunteer(Problem):
    """Only volunteers on the rolls have a card."""

    slug, title, status = "no-card", "在队队员才有义警证", 403


class CardReplaced(Problem):
    """A card of ours whose owner has a newer one, or whose year is over."""

    slug, title, status = "card-replaced", "这张证作废了，请本人换新证", 409


def new_card(person_id: str, code: str, today: date) -> Card:
    """A card from today on."""
    return Card(person_id, code, today, today + CARD_LIVES)


def photo_key(person_id: str) -> str:
    """Where the face on a person's card lies."""
    return f"honours/cards/{person_id}.jpg"


def is_card(typed: str) -> bool:
    """Whether what was scanned is written like a card's string."""
    return len(typed) in CARD_LENGTHS and is_code(typed.upper(), len(typed))


def require_in_force(card: Card, code: str, today: date) -> None:
    """Raises: CardReplaced when the scanned code is not the card's that counts today."""
    if card.code != code or today > card.valid_until:
        raise CardReplaced


def day_end(day: date) -> datetime:
    """The last second of a day in China."""
    return day_start(day + timedelta(days=1)) - timedelta(seconds=1)


def seen(
    card: Card | None,
    code: str,
    holder: Holder | None,
    issuer: str,
    shown_until: datetime | None,
    at: datetime,
    today: date,
) -> CardSeen:
    """What a card whose signature holds is worth today."""
    if holder is None or card is None:
        return CardSeen(CardStanding.LEFT, "", "", issuer, today, shown_until, at)
    standing = CardStanding.ACTIVE
    if card.code != code:
        standing = CardStanding.RENEWED
    elif today > card.valid_until:
        standing = CardStanding.EXPIRED
    name, unit = mask_name(holder.name), holder.unit_name
    return CardSeen(standing, name, unit, issuer, card.valid_until, shown_until, at)
