import random
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest

from shouwang.assessment.store import EntryRow, TotalsRow
from shouwang.platform import jobs
from shouwang.platform.dynamo import commit
from tests.tiers import count
from tests.world import SQUADRON


def books(person_id):
    """The person's books as they lie in the store, byte for byte."""
    return sorted((row.serialize() for row in TotalsRow.query(person_id)), key=lambda item: item["book"]["S"])


def tell_some(ledger, person_id, chance, facts):
    for place in range(facts):
        day = date(2024, 1, 1) + timedelta(days=chance.randrange(900))
        source = f"S{chance.randrange(facts)}"
        if chance.random() < 0.7:
            ledger.tell_hours(person_id, source, chance.randint(-60, 480), day=day.isoformat(), duty_type="patrol")
        else:
            fact = chance.choice(["no-show", "completed", "late"])
            at = f"{day}T12:00:00.000000Z"
            ledger.tell("fact-told", person_id=person_id, fact=fact, source=source, quantity=place % 3, occurred_at=at)


def spoil(person_id, chance):
    """Lose some books, falsify others, and add one that no entry stands behind."""
    for row in TotalsRow.query(person_id):
        if chance.random() < 0.4:
            row.delete()
        elif chance.random() < 0.5:
            row.sum += 7
            row.save()
    TotalsRow(person_id=person_id, book="month#1999-01", sum=9, entries=1, days={}, tally={}).save()


@pytest.mark.proof
def test_books_that_were_lost_or_falsified_are_made_anew_byte_by_byte(world, ledger):
    chance = random.Random(11)
    for round_ in range(count(2, 200)):
        person_id = f"P{round_}"
        tell_some(ledger, person_id, chance, 30)
        while ledger.due():
            ledger.deliver()
        whole = books(person_id)

        spoil(person_id, chance)
        mended = world.house.rebuilding.person(person_id)

        assert mended > 0
        assert books(person_id) == whole
        assert world.house.rebuilding.person(person_id) == 0


@pytest.mark.proof
def test_books_made_anew_while_facts_keep_coming_miss_none_of_them(world, ledger):
    chance = random.Random(12)
    for round_ in range(count(2, 40)):
        person_id = f"P{round_}"
        tell_some(ledger, person_id, chance, 20)
        while ledger.due():
            ledger.deliver()
        spoil(person_id, chance)
        tell_some(ledger, person_id, chance, 20)
        coming = ledger.due()

        with ThreadPoolExecutor(4) as pool:
            delivered = [pool.submit(ledger.outbox.deliver, event) for event in coming]
            rebuilt = [pool.submit(world.house.rebuilding.person, person_id) for _ in range(6)]
        [each.result() for each in (*delivered, *rebuilt)]
        while ledger.due():
            ledger.deliver()
        world.house.rebuilding.person(person_id)
        (head,) = (row for row in TotalsRow.query(person_id, TotalsRow.book == "all"))

        assert int(head.sum) == sum(int(row.amount) for row in EntryRow.query(person_id))
        assert int(head.entries) == sum(1 for _ in EntryRow.query(person_id))


def test_the_job_goes_squadron_by_squadron_and_counts_what_it_mended(world, ledger):
    person = world.sign_in("张队员")
    _, writes = world.house.roster.number_writes(SQUADRON, person.person_id, "张守义", joined_on=date(2026, 1, 1))
    commit(writes)
    ledger.tell_hours(person.person_id, "S1", 60)
    ledger.deliver()
    for row in TotalsRow.query(person.person_id):
        row.delete()

    commit(jobs.ask("points-rebuild", {}, job_id="j1", by="test", at=world.clock()))
    world.work()

    job = jobs.fetch("j1")
    assert (job.state, job.done, job.total, job.result) == ("done", 3, 3, {"people": 1, "books_mended": 3})
    assert person.get("/v1/me/points").json["all_time"] == 10
