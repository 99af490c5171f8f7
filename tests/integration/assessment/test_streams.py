"""Five years of a force through the whole chain: in order, and shuffled, doubled, with crashes at random points."""

import random
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from msgspec.structs import replace

from shouwang.assessment.models import Tally
from shouwang.assessment.store import EntryRow, TotalsRow
from shouwang.duty.models import Clearance, DutySession, SessionState
from shouwang.duty.store.sessions import DutySessionRow
from shouwang.honours.store import ClaimRow
from shouwang.kernel.clock import rfc3339
from shouwang.kernel.ids import ulid
from shouwang.platform.dynamo import commit
from shouwang.platform.outbox import EventRow, _event, emit
from tests.integration.assessment.conftest import enrol
from tests.tiers import count
from tests.world import POINT, SQUADRON, START

YEARS = 5
_OWN = ("duty.", "assessment.", "honours.")  # what people are told is another matter


class Crash(BaseException):
    """The process is gone, in the middle of whatever it did."""


class Crashing:
    """A store whose caller dies now and then, before or after what it asked for was done."""

    def __init__(self, engine, chance, share):
        self.engine, self.chance, self.share = engine, chance, share

    def handle(self, target, body):
        if self.chance.random() < self.share:
            raise Crash
        answer = self.engine.handle(target, body)
        if self.chance.random() < self.share:
            raise Crash
        return answer

    def close(self):
        self.engine.close()


def arrive(world, name):
    """A member more, ten seconds after the one before: who signs in more often from one place is held up."""
    world.clock.advance(seconds=10)
    return enrol(world, name, SQUADRON).person_id


def history(person_id, chance, duties):
    """A person's five years: duties of all lengths that overlap, measured or attested."""
    for place in range(duties):
        begun = START - timedelta(days=chance.randrange(YEARS * 365), minutes=chance.randrange(600))
        yield DutySession(
            session_id=ulid(begun, place.to_bytes(10, "big")),
            person_id=person_id,
            unit_path=SQUADRON,
            point_number=POINT,
            in_at=begun,
            in_clearance=chance.choice([Clearance.FIX, Clearance.FIX, Clearance.WORD]),
            duty_type=chance.choice(["patrol", "school-guard"]),
            out_at=begun + timedelta(minutes=chance.randrange(5, 420)),
            out_clearance=Clearance.FIX,
            state=SessionState.CLOSED,
        )


def told(history_, chance):
    """The events of a history: (kind, payload, source)."""
    for place, session in enumerate(history_):
        ids = {"person_id": session.person_id, "session_id": session.session_id}
        yield "duty.session-closed", ids, f"{session.person_id}#{place}"
        about = {**ids, "occurred_at": rfc3339(session.in_at)}
        if chance.random() < 0.4:
            yield "assessment.duty-marked", {**about, "mark": chance.randrange(6)}, f"{session.person_id}#{place}"
        if chance.random() < 0.3:
            fact = {"fact": chance.choice(["no-show", "completed", "call-out"]), "source": session.session_id}
            for again in range(chance.randrange(1, 3)):
                quantity = {"quantity": 1 - again, "level": 2}
                yield "assessment.fact-told", {**about, **fact, **quantity}, f"{session.person_id}#{place}#{again}"


def play(world, person_ids, seed, duties):
    """Write everybody's duties as they ended and the events about them; each event a second after the one before."""
    for number, person_id in enumerate(person_ids):
        chance = random.Random(seed + number)
        sessions = list(history(person_id, chance, duties))
        for session in sessions:
            DutySessionRow.of(session).save()
        for kind, payload, source in told(sessions, chance):
            world.clock.advance(seconds=1)
            commit(emit(kind, payload, at=world.clock(), source=source))


def refuse_some(world, person_ids, seed, duties):
    """Afterwards a leader refuses every fourth duty: its hours are taken back."""
    for number, person_id in enumerate(person_ids):
        sessions = list(history(person_id, random.Random(seed + number), duties))
        for place, session in list(enumerate(sessions))[::4]:
            DutySessionRow.of(replace(session, in_clearance=Clearance.REFUSED)).save()
            ids = {"person_id": person_id, "session_id": session.session_id}
            world.clock.advance(seconds=1)
            commit(emit("duty.session-closed", ids, at=world.clock(), source=f"{person_id}#{place}#refused"))


def undone():
    rows = EventRow.scan()
    return [_event(row) for row in rows if row.undone_shard is not None and row.kind.startswith(_OWN)]


def deliver_in_order(world):
    while events := undone():
        for event in sorted(events, key=lambda each: each.at):
            assert world.house.outbox.deliver(event)


def deliver_in_a_storm(world, store, chance, share=1.0):
    """Every event about twice, in any order, by processes that die; then again whatever is left; or only a share, once."""
    calm = store.engine
    crashes = 0
    while events := undone():
        storm = events + chance.sample(events, len(events) // 2)
        chance.shuffle(storm)
        store.engine = Crashing(calm, chance, 0.01)
        for event in storm[: int(len(storm) * share)]:
            try:
                world.house.outbox.deliver(event)
            except Crash:
                crashes += 1
        store.engine = calm
        world.clock.advance(minutes=10)
        if share < 1:
            break
    return crashes


def outcome(person_id):
    """What must not depend on how events came: net points of each source, sums of every book, medals."""
    net = Counter()
    for row in EntryRow.query(person_id):
        net[row.line.day, row.line.source, row.line.rule, row.line.part] += int(row.amount)
    books = {row.book: (int(row.sum), row.days, row.tally) for row in TotalsRow.query(person_id)}
    medals = {row.claim.partition("#")[2] for row in ClaimRow.scan() if row.claim.startswith(f"{person_id}#")}
    return {line: points for line, points in net.items() if points}, _standing(books), medals


def _standing(books):
    """A day or month that came to nothing is not told apart from one in which nothing happened."""
    told = {
        name: (total, {day: points for day, points in days.items() if points}, tally)
        for name, (total, days, tally) in books.items()
    }
    return {name: book for name, book in told.items() if book != (0, {}, Tally())}


@pytest.mark.proof
@pytest.mark.timeout(7200)
def test_shuffled_doubled_and_crashed_years_end_as_the_years_in_order(world, store):
    people, duties = count(2, 25), count(25, 130)
    calm = [arrive(world, f"静 {n}") for n in range(people)]
    stormy = [arrive(world, f"乱 {n}") for n in range(people)]

    play(world, calm, 1, duties)
    deliver_in_order(world)
    refuse_some(world, calm, 1, duties)
    deliver_in_order(world)
    play(world, stormy, 1, duties)
    crashes = deliver_in_a_storm(world, store, random.Random(5), share=0.5)
    refuse_some(world, stormy, 1, duties)
    crashes += deliver_in_a_storm(world, store, random.Random(6))

    assert crashes > 0
    for one, other in zip(calm, stormy, strict=True):
        assert outcome(other) == outcome(one)
        assert outcome(one)[0]
        assert outcome(one)[2]


@pytest.mark.proof
def test_two_hundred_events_for_one_member_at_once_are_neither_lost_nor_doubled(world, ledger):
    person = world.sign_in("张队员")
    events = count(60, 200)
    for place in range(events):
        day = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(days=place)
        ledger.tell_hours(person.person_id, f"S{place}", 60, day=f"{day:%Y-%m-%d}", occurred_at=rfc3339(day))
    waiting = [event for event in undone() if event.kind == "assessment.hours-entered"]

    with ThreadPoolExecutor(16) as pool:
        list(pool.map(world.house.outbox.deliver, [*waiting, *waiting]))
    while left := [event for event in undone() if event.kind == "assessment.hours-entered"]:
        world.clock.advance(minutes=10)
        for event in left:
            world.house.outbox.deliver(event)

    assert len(waiting) == events
    assert _dead() == 0
    assert person.get("/v1/me/points").json["all_time"] == events * 10
    assert sum(int(row.amount) for row in EntryRow.query(person.person_id)) == events * 10
    assert sum(1 for _ in EntryRow.query(person.person_id)) == events


def _dead() -> int:
    return sum(row.undone_shard == "dead" for row in EventRow.scan())
