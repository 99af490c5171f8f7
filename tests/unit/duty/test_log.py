"""The public log shows enough to check an hour and nothing to know a person by."""

import json
from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from shouwang.duty.models import HoursEntry, Ledger
from shouwang.duty.rules import log
from tests.unit.duty.cast import EVENING, local, session

KEY = bytes(range(32))
DUTY = session(local(23, 19), local(23, 22, 30), "01JSESSION")
ENTRY = HoursEntry(
    "2026-11-23#01JSESSION#0001", "p1", Ledger.MEASURED, date(2026, 11, 23), 210, "01JSESSION", 1, "hours-1", EVENING
)

texts = st.text(min_size=1, max_size=20)
entries = st.builds(
    HoursEntry,
    texts,
    texts,
    st.sampled_from(Ledger),
    st.dates(date(2026, 1, 1), date(2030, 1, 1)),
    st.integers(-480, 480),
    texts,
    st.integers(1, 99),
    st.just("hours-1"),
    st.just(EVENING),
)


def test_a_line_is_the_same_bytes_for_ever():
    assert log.line(KEY, ENTRY, DUTY) == (
        b'{"commitment":"' + log.commitment(log.opening(KEY, ENTRY, DUTY)).encode() + b'","day":"2026-11-23",'
        b'"form":"hours-log-1","id":"' + log.line_id(KEY, ENTRY).encode() + b'","ledger":"measured","minutes":210,'
        b'"recorded_at":"2026-11-23T11:00:00.000000Z","revision":1,"rule":"hours-1",'
        b'"who":"' + log.pseudonym(KEY, "p1").encode() + b'"}'
    )


def test_a_line_tells_nothing_of_who_where_or_when_on_the_day():
    shown = log.line(KEY, ENTRY, DUTY).decode()

    assert all(secret not in shown for secret in ("p1", "01JSESSION", "042", "19:00", "14:30"))
    assert set(json.loads(shown)) == {
        "form", "id", "who", "ledger", "day", "minutes", "revision", "rule", "recorded_at", "commitment",
    }  # fmt: skip


def test_the_same_person_has_one_name_in_the_log_and_another_under_another_key():
    assert log.pseudonym(KEY, "p1") == log.pseudonym(KEY, "p1") != log.pseudonym(KEY, "p2")
    assert log.pseudonym(KEY, "p1") != log.pseudonym(bytes(32), "p1")


def test_a_volunteer_can_open_a_line_to_a_stranger():
    opened = log.opening(KEY, ENTRY, DUTY)

    assert log.opens(opened, log.line(KEY, ENTRY, DUTY))
    assert opened.facts == {
        "person": "p1",
        "session": "01JSESSION",
        "point": "042",
        "in_at": "2026-11-23T11:00:00.000000Z",
        "out_at": "2026-11-23T14:30:00.000000Z",
    }


def test_another_story_does_not_open_it():
    opened, shown = log.opening(KEY, ENTRY, DUTY), log.line(KEY, ENTRY, DUTY)

    assert not log.opens(replace(opened, salt="0" * 64), shown)
    assert not log.opens(replace(opened, facts={**opened.facts, "point": "017"}), shown)
    assert not log.opens(opened, b'{"commitment":7}')
    assert not log.opens(opened, b"{}")


def test_a_duty_still_open_has_no_end_to_commit_to():
    assert log.opening(KEY, ENTRY, session(local(23, 19), None)).facts["out_at"] == ""


@given(entries, entries)
def test_different_entries_never_share_a_line(one, other):
    same = log.line(KEY, one, DUTY) == log.line(KEY, other, DUTY)

    assert same == (replace(one, source="") == replace(other, source=""))


@given(entries)
def test_a_line_is_canonical_json(entry):
    shown = log.line(KEY, entry, DUTY)

    assert log.canonical(json.loads(shown)) == shown
    assert shown.isascii()
