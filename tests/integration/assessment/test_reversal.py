"""What is taken back whole leaves nothing: five years of facts, told in any order, taken back in another."""

import random
from datetime import timedelta

import pytest
from msgspec.structs import replace

from shouwang.assessment.models import About, Fact
from shouwang.assessment.store import EntryRow, TotalsRow
from shouwang.kernel.clock import local_day
from shouwang.platform.dynamo import Writes
from tests.tiers import count
from tests.world import START

YEARS = 5
KINDS = (
    "hours",
    "hours",
    "hours",
    "mark",
    "completed",
    "late",
    "no-show",
    "call-out",
    "commended",
    "complaint",
    "correction",
)


def told(chance, person_id, facts):
    for place in range(facts):
        at = START - timedelta(days=chance.randrange(YEARS * 365), minutes=chance.randrange(600))
        kind = chance.choice(KINDS)
        quantity = chance.randrange(5, 420) if kind == "hours" else chance.randrange(1, 6)
        about = About(duty_type="patrol", ledger="measured", level=chance.randrange(1, 4))
        yield Fact(kind, f"S{place}", local_day(at), quantity, at, START, f"{person_id}#{place}#told", about)


def taken_back(fact):
    quantity = -fact.quantity if fact.kind == "hours" else 0
    return replace(fact, quantity=quantity, told_at=START + timedelta(days=1), event=f"{fact.event}#back")


@pytest.mark.proof
@pytest.mark.timeout(3600)
def test_when_every_fact_is_taken_back_every_book_and_every_source_is_at_zero(world):
    take = world.house.assessment.take
    for person in range(count(1, 5)):
        chance, person_id = random.Random(person), f"P{person}"
        facts = list(told(chance, person_id, count(40, 300)))
        for fact in chance.sample(facts, len(facts)):
            take(person_id, fact, Writes())
        worth = sum(int(row.amount) for row in EntryRow.query(person_id))
        for fact in chance.sample(facts, len(facts)):
            take(person_id, taken_back(fact), Writes())

        books = {row.book: row for row in TotalsRow.query(person_id)}
        net = {}
        for row in EntryRow.query(person_id):
            net[row.line] = net.get(row.line, 0) + int(row.amount)
        assert worth != 0
        assert len(books) > 3
        assert {name: int(book.sum) for name, book in books.items() if book.sum} == {}
        assert {name: book.tally for name, book in books.items() if book.tally.counts or book.tally.minutes} == {}
        assert [day for book in books.values() for day, points in book.days.items() if points] == []
        assert {line: points for line, points in net.items() if points} == {}
        assert world.house.rebuilding.person(person_id) == 0
