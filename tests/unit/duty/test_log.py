"""The public log shows enough to check an hour and nothing to know a person by."""

import json
from datetime import date

import pytest
from hypothesis import given, strategies as st
from msgspec.structs import replace

from shouwang.duty.models import HoursEntry, Ledger
from shouwang.duty.rules import credit, log
from tests.unit.duty.cast import EVENING, local, session

KEY = bytes(range(32))
DUTY = session(local(23, 19), local(23, 22, 30), "01JSESSION")
ENTRY = credit.with_facts(
    HoursEntry(
        "2026-11-23#01JSESSION#0001",
        "p1",
        Ledger.MEASURED,
        date(2026, 11, 23),
        210,
        "01JSESSION",
        1,
        "hours-1",
        EVENING,
    ),
    DUTY,
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
    assert log.line(KEY, ENTRY) == (
        b'{"commitment":"' + log.commitment(log.opening(KEY, ENTRY)).encode() + b'","day":"2026-11-23",'
        b'"form":"hours-log-1","id":"' + log.line_id(KEY, ENTRY).encode() + b'","ledger":"measured","minutes":210,'
        b'"recorded_at":"2026-11-23T11:00:00.000000Z","revision":1,"rule":"hours-1",'
        b'"who":"' + log.pseudonym(KEY, "p1").encode() + b'"}'
    )


def test_a_line_tells_nothing_of_who_where_or_when_on_the_day():
    shown = log.line(KEY, ENTRY).decode()

    assert all(secret not in shown for secret in ("p1", "01JSESSION", "042", "19:00", "14:30"))
    assert set(json.loads(shown)) == {
        "form", "id", "who", "ledger", "day", "minutes", "revision", "rule", "recorded_at", "commitment",
    }  # fmt: skip


def test_the_same_person_has_one_name_in_the_log_and_another_under_another_key():
    assert log.pseudonym(KEY, "p1") == log.pseudonym(KEY, "p1") != log.pseudonym(KEY, "p2")
    assert log.pseudonym(KEY, "p1") != log.pseudonym(bytes(32), "p1")


def test_a_volunteer_can_open_a_line_to_a_stranger():
    opened = log.opening(KEY, ENTRY)

    assert log.opens(opened, log.line(KEY, ENTRY))
    assert opened.facts == {
        "person": "p1",
        "session": "01JSESSION",
        "point": "042",
        "in_at": "2026-11-23T11:00:00.000000Z",
        "out_at": "2026-11-23T14:30:00.000000Z",
    }


def test_another_story_does_not_open_it():
    opened, shown = log.opening(KEY, ENTRY), log.line(KEY, ENTRY)

    assert not log.opens(replace(opened, salt="0" * 64), shown)
    assert not log.opens(replace(opened, facts={**opened.facts, "point": "017"}), shown)
    assert not log.opens(opened, b'{"commitment":7}')
    assert not log.opens(opened, b"{}")


def test_a_duty_still_open_has_no_end_to_commit_to():
    begun = session(local(23, 19), None)

    assert log.opening(KEY, credit.with_facts(ENTRY, begun)).facts["out_at"] == ""


@given(entries, entries)
def test_different_entries_never_share_a_line(one, other):
    assert (log.line(KEY, one) == log.line(KEY, other)) == (one == other)


@given(entries)
def test_a_line_is_canonical_json(entry):
    shown = log.line(KEY, entry)

    assert log.canonical(json.loads(shown)) == shown
    assert shown.isascii()


LATER = local(26, 2)


def sealed(*days: int) -> list[log.Root]:
    """A chain of sealed days of November."""
    chain: list[log.Root] = []
    for day in days:
        lines = [f"line {day}".encode()]
        chain.append(log.seal(date(2026, 11, day), lines, chain[-1] if chain else None, LATER))
    return chain


def test_sealed_days_are_a_chain():
    chain = sealed(23, 24, 25)

    assert log.is_chained(chain)
    assert [root.lines for root in chain] == [1, 1, 1]
    assert (chain[0].previous, len(chain[1].previous)) == ("", 64)


def test_a_day_taken_out_put_elsewhere_or_rewritten_breaks_the_chain():
    first, second, third = sealed(23, 24, 25)

    assert not log.is_chained([first, third])
    assert not log.is_chained([second, first, third])
    assert not log.is_chained([first, replace(second, root="0" * 64), third])
    assert not log.is_chained([replace(first, lines=2), second, third])
    assert not log.is_chained([first, replace(second, day=first.day), third])


@pytest.mark.parametrize(("day", "before", "at"), [(25, None, local(26, 0, 9)), (23, 24, LATER), (24, 24, LATER)])
def test_a_day_is_sealed_in_order_when_it_is_over_and_settled(day, before, at):
    earlier = sealed(before)[0] if before else None

    with pytest.raises(ValueError, match="sealed once, in order"):
        log.seal(date(2026, 11, day), [], earlier, at)


def test_ten_minutes_after_midnight_a_day_can_be_sealed():
    assert log.seal(date(2026, 11, 25), [], None, local(26, 0, 10)).lines == 0
