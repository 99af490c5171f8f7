"""What may be kept no longer goes in the night, and the ledger of deletions proves it: kind by kind, counted, nothing left."""

from datetime import timedelta
from pathlib import Path

import pytest

from shouwang.app import declare_tables
from shouwang.app.clearing import _tables, clear_away
from shouwang.app.nightly import TASKS
from shouwang.duty.store.check_ins import FixesRow, device_used
from shouwang.duty.store.tracks import new_stretch, visited
from shouwang.kernel.actor import Role
from shouwang.kernel.clock import local_day
from shouwang.platform import audit, dynamo, retention
from shouwang.platform.dynamo import commit, expiry_shard
from shouwang.platform.once import Once
from shouwang.platform.retention import TERMS, Kind
from tests.integration.recruitment.making import problem
from tests.world import START

SWEPT = {Kind.FIXES, Kind.TRACKS, Kind.VISITS, Kind.DEVICES, Kind.ANSWERS}


def plant(at, many):
    """So many rows of every kind whose rows end by themselves, made at an instant."""
    for serial in range(many):
        person, number = f"person-{serial}", f"{at:%Y%m%d}-{serial}"
        until = int((at + timedelta(days=180)).timestamp())
        FixesRow(
            person_id=person,
            check_in_id=number,
            sealed=b"x",
            expires_at=until,
            expiry_shard=expiry_shard(person, number),
        ).save()
        commit(
            new_stretch(person, number, at, b"x", at),
            visited(number, [(local_day(at), 19, "042")], at),
            device_used("phone", person, at),
            Once.of(person, "POST", number, b"").record({}, at=at),
        )


def rows(kind):
    return sum(1 for _ in _tables()[kind].scan())


def ledger(kind):
    return [(night.day, night.gone, night.left, night.oldest_due_on) for night in retention.nights(kind).items]


def test_every_row_whose_term_is_over_goes_and_is_counted_in_the_commit_that_removes_it(world):
    planted, later = START, START + timedelta(days=1)
    plant(planted, 200)
    plant(later, 3)
    world.clock.instant = planted + timedelta(days=180, hours=8)
    today = local_day(world.clock())

    TASKS["clear-away"](world.house, today)
    TASKS["clear-away"](world.house, today)

    kept = local_day(later + timedelta(days=180))
    assert {kind: (rows(kind), ledger(kind)) for kind in SWEPT} == {
        **{kind: (3, [(today, 200, 0, kept)]) for kind in (Kind.FIXES, Kind.TRACKS, Kind.VISITS)},
        **{kind: (0, [(today, 203, 0, None)]) for kind in (Kind.DEVICES, Kind.ANSWERS)},
    }


def test_a_night_that_did_not_run_is_made_up_for_by_the_next(world):
    plant(START, 2)
    world.clock.advance(days=300)

    clear_away(world.house, local_day(world.clock()))

    assert [night[1:] for night in ledger(Kind.FIXES)] == [(2, 0, None)]


def test_of_what_nobody_may_remove_the_night_counts_what_is_to_go_and_then_what_is_left(world):
    for serial in range(3):
        commit(audit.note("gate", "opened", "somebody", START, f"{serial}", {}))
    ends = START + audit.KEPT
    world.clock.instant = ends - timedelta(days=2)
    before = audit.AuditRow.scan()

    clear_away(world.house, local_day(world.clock()))
    world.clock.instant = ends + timedelta(hours=6)
    today = local_day(ends)
    clear_away(world.house, today)
    late = retention.fetch(Kind.AUDIT, today)
    for line in before:
        line.delete()  # as the store does, in its own time
    clear_away(world.house, today + timedelta(days=1))

    assert (late.due, late.gone, late.left, late.oldest_due_on) == (3, 0, 3, today)
    assert ledger(Kind.AUDIT)[-2:] != []
    settled = retention.fetch(Kind.AUDIT, today + timedelta(days=1))
    assert (settled.gone, settled.left, settled.oldest_due_on) == (3, 0, None)


def test_the_auditor_and_the_administrator_read_the_ledger_and_nobody_else(world):
    plant(START - timedelta(days=200), 2)
    clear_away(world.house, local_day(world.clock()))

    for role in (Role.AUDITOR, Role.ADMINISTRATOR):
        reader = world.staff(f"某{role}", role)
        newest = reader.get("/v1/deletions").json
        fixes = reader.get("/v1/deletions?kind=fixes").json

        assert {line["kind"] for line in newest["items"]} == set(Kind)
        assert fixes == {
            "items": [
                {
                    "kind": "fixes",
                    "what": "打卡的原始定位",
                    "kept": "180 天",
                    "day": "2026-11-23",
                    "gone": 2,
                    "left": 0,
                    "oldest_due_on": None,
                    "checked_at": "2026-11-23T11:00:00Z",
                    "expected": None,
                }
            ],
            "cursor": None,
        }
        assert problem(reader.get("/v1/deletions?kind=secrets")) == (404, "no-such-kind")
    assert problem(world.staff("王招录", Role.RECRUITER).get("/v1/deletions")) == (403, "not-allowed")


def test_every_table_whose_rows_end_is_cleared_by_the_night_and_told_in_the_privacy_page():
    declare_tables()
    ending = {t for t in dynamo.tables() if "expiry_shard" in t.get_attributes()}
    page = Path("docs/privacy.md").read_text()

    assert ending == set(_tables().values())
    assert [term.what for term in TERMS.values() if term.what not in page] == []


@pytest.mark.parametrize("kind", [kind for kind in Kind if TERMS[kind].by_store])
def test_what_is_append_only_goes_by_the_stores_expiry_and_the_rest_by_the_night_alone(kind):
    tables = _tables()

    assert tables[kind].TTL == "expires_at"
    assert {tables[other].TTL for other in SWEPT} == {None}
