"""Volunteer cards as they are kept. Each function is one request to the store."""

from pynamodb.attributes import UnicodeAttribute

from shouwang.honours.models import Card
from shouwang.honours.store.awards import CodeRow, Overtaken
from shouwang.platform.dynamo import Day, Table, Writes, put


class CardRow(Table):
    """义警证 of a person: the one that counts."""

    TABLE = "cards"

    person_id = UnicodeAttribute(hash_key=True)
    code = UnicodeAttribute()
    issued_on = Day()
    valid_until = Day()


def fetch_card(person_id: str) -> Card | None:
    """A person's card."""
    row = CardRow.fetch(person_id)
    return row.value(Card) if row else None


def kept_card(card: Card, before: Card | None) -> Writes:
    """A new card in place of the one seen, and the claim on its code. Raises (at commit): Overtaken."""
    still = CardRow.code == before.code if before else CardRow.person_id.does_not_exist()
    code = CodeRow(code=card.code, award_id=f"card#{card.person_id}")
    return put(CardRow.of(card), still, Overtaken) + put(code, CodeRow.code.does_not_exist())


def person_of_card(code: str) -> str | None:
    """Whose card has or had this code."""
    row = CodeRow.fetch(code)
    return row.award_id.removeprefix("card#") if row and row.award_id.startswith("card#") else None
