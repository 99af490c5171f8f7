"""The ledger and its public log: each minute once, each line for ever, each night sealed."""

import base64
import json
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from shouwang.duty.rules import log
from shouwang.duty.store.hours import HoursEntryRow, LogRow
from shouwang.duty.store.sessions import DutySessionRow, OpenDutyRow
from shouwang.kernel.clock import parse_rfc3339
from shouwang.kernel.merkle import merkle_root, proves_inclusion
from shouwang.platform.outbox import EventRow, Outbox
from tests.tiers import count
from tests.world import POINT


def serve(watch, hours: float) -> None:
    watch.tap("in", watch.at_point())
    watch.world.clock.advance(hours=hours)
    watch.tap("out", watch.at_point())


def test_a_duty_delivered_again_and_again_enters_its_hours_once(watch):
    serve(watch, 2)
    (event,) = [e for e in watch.world.house.outbox.due() if e.kind == "duty.session-closed"]
    outbox = Outbox(watch.handlers, watch.world.clock)

    done = [outbox.deliver(event) for _ in range(3)]

    assert done == [True, True, True]
    assert [(row.minutes, row.ledger.value) for row in HoursEntryRow.scan()] == [(120, "measured")]


@pytest.mark.proof
def test_two_duties_of_a_day_folded_at_once_keep_every_minute(watch):
    for _ in range(count(3, 25)):  # days: a session on the phone lives for 30
        serve(watch, 1)
        watch.world.clock.advance(minutes=10)
        serve(watch, 1)
        events = [e for e in watch.world.house.outbox.due() if e.kind == "duty.session-closed"]
        outbox = Outbox(watch.handlers, watch.world.clock)
        with ThreadPoolExecutor(2) as pool:
            assert list(pool.map(outbox.deliver, events)) == [True, True]
        watch.deliver()
        watch.world.clock.advance(hours=24 - 2 - 1 / 6)

    minutes = [row.minutes for row in HoursEntryRow.scan()]
    assert minutes == [60] * len(minutes)
    assert watch.world.house.hours.service(watch.volunteer.person_id).minutes_measured == sum(minutes)


def test_eight_hours_a_day_over_many_duties(watch):
    watch.world.clock.advance(hours=-10)  # 9:00 in China
    for _ in range(3):
        serve(watch, 4)
        watch.world.clock.advance(minutes=20)
    watch.deliver()

    hours = watch.volunteer.get("/v1/me/hours?first=2026-11-23&last=2026-11-23").json
    duties = watch.volunteer.get("/v1/duty/sessions?month=2026-11").json["items"]

    assert (hours["minutes_measured"], hours["patrols"]) == (480, 2)
    assert [d["credited"] for d in duties] == [0, 240, 240]


def test_the_log_of_a_day_tells_no_person(watch):
    serve(watch, 2)
    watch.deliver()

    page = watch.world.client.get("/v1/hours-log/2026-11-23")
    (line,) = [json.loads(item["line"]) for item in page.json["items"]]

    assert (line["minutes"], line["ledger"], line["day"]) == (120, "measured", "2026-11-23")
    shown = page.get_data(as_text=True)
    assert not any(s in shown for s in ("张队员", "01-01-0002", watch.volunteer.person_id))
    assert watch.world.client.get("/v1/hours-log/yesterday").status_code == 404
    assert watch.world.client.get("/v1/hours-log").json == {"items": [], "cursor": None}


def test_each_night_is_sealed_chained_signed_and_put_away_once(watch):
    serve(watch, 2)
    watch.deliver()
    public_log = watch.world.house.public_log
    watch.world.clock.advance(days=2)

    sealed = public_log.seal_due()
    again = public_log.seal_due()
    watch.world.clock.advance(days=1)
    (third,) = public_log.seal_due()

    assert [(r.day, r.lines) for r in sealed] == [(date(2026, 11, 23), 1), (date(2026, 11, 24), 0)]
    assert again == []
    roots = watch.world.client.get("/v1/hours-log").json["items"]
    assert [r["day"] for r in roots] == ["2026-11-25", "2026-11-24", "2026-11-23"]
    key = Ed25519PrivateKey.from_private_bytes(watch.world.house.keys["signing"]).public_key()
    for root in roots:
        key.verify(base64.urlsafe_b64decode(root["signature"] + "=="), root["statement"].encode())
        kept = json.loads(watch.world.house.locked.get(f"roots/{root['day']}.json"))
        assert kept == {"statement": root["statement"], "signature": root["signature"]}
    chain = [_root(root["statement"]) for root in reversed(roots)]
    assert log.is_chained(chain)
    assert (chain[0].previous, chain[-1].day) == ("", third.day)


def _root(statement: str) -> log.Root:
    """A sealed day as a stranger reads it from its statement."""
    said = json.loads(statement)
    day, at = date.fromisoformat(said["day"]), parse_rfc3339(said["sealed_at"])
    return log.Root(day, said["root"], said["lines"], said["previous"], at, said["key"], said["next_key"])


def test_a_volunteer_can_show_a_stranger_one_entry(watch):
    serve(watch, 2)
    watch.deliver()
    (entry,) = watch.volunteer.get("/v1/me/hours/entries?first=2026-11-01&last=2026-11-30").json["items"]
    path = f"/v1/me/hours/entries/{entry['entry_id'].replace('#', '%23')}/proof"
    early = watch.volunteer.get(path)
    watch.world.clock.advance(days=1)
    watch.world.house.public_log.seal_due()

    shown = watch.volunteer.get(path).json
    steps = [bytes.fromhex(step) for step in shown["proof"]]
    line = shown["line"].encode()

    assert early.json["type"] == "/problems/not-sealed"
    assert proves_inclusion(line, shown["index"], shown["size"], steps, bytes.fromhex(shown["root"]["root"]))
    assert log.opens(log.Opening(shown["salt"], shown["facts"]), line)
    assert watch.leader.get(path).status_code == 404


def test_a_line_changed_by_hand_no_longer_fits_its_root(watch):
    serve(watch, 2)
    watch.deliver()
    watch.world.clock.advance(days=1)
    (root,) = watch.world.house.public_log.seal_due()

    (row,) = LogRow.scan()
    row.update([LogRow.line.set(row.line.replace(b":120,", b":180,"))])

    lines = [item["line"].encode() for item in watch.world.client.get("/v1/hours-log/2026-11-23").json["items"]]
    assert merkle_root(lines).hex() != root.root


@pytest.mark.proof
def test_two_identical_check_ins_at_once_are_one_duty(watch):
    app = watch.world.client.application
    headers = {"Authorization": f"Bearer {watch.volunteer.token}"}

    def post(body_and_key):
        body, key = body_and_key
        with app.test_client() as client:
            return client.post("/v1/checkins", json=body, headers={**headers, "Idempotency-Key": key})

    with ThreadPoolExecutor(2) as pool:
        for round_ in range(count(5, 200)):
            nonce = watch.nonce(watch.volunteer)
            body = {"way": "in", "point_number": POINT, "fixes": [watch.at_point()], "nonce": nonce}
            first, second = pool.map(post, [(body, f"double-tap-{round_}")] * 2)
            assert (first.status_code, first.json) == (second.status_code, second.json)
            assert first.status_code == 201
            assert len(list(OpenDutyRow.scan())) == 1
            watch.world.clock.advance(minutes=20)
            watch.tap("out", watch.at_point())
            watch.world.clock.advance(minutes=1)
            watch.deliver()

        assert len(list(DutySessionRow.scan())) == round_ + 1


def test_a_span_of_days_is_checked(watch):
    spans = ["first=2026-11-02&last=2026-11-01", "first=2025-01-01&last=2026-11-01", "first=x&last=y", ""]

    refused = [watch.volunteer.get(f"/v1/me/hours?{span}").json["type"] for span in spans]

    assert refused == ["/problems/invalid"] * 4


def test_nothing_of_duty_is_left_undone(watch):
    serve(watch, 2)
    watch.deliver()

    assert [row.event_id for row in EventRow.scan() if row.undone_shard] == []
