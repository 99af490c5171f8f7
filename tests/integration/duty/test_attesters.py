"""Hours that a roll attests stand in the report of whose word hours rest on, under whoever called each end."""

from datetime import timedelta

from shouwang.duty.store import attested
from shouwang.kernel.actor import Role
from tests.integration.duty.test_corrections import brigade_leader
from tests.integration.duty.test_teams import call, outcomes, served, team
from tests.world import FORCE

__all__ = ["team"]


def confirm(watch, person, yes: bool = True) -> None:
    (asked,) = person.get("/v1/me/attestations").json["items"]
    answer = person.post(f"/v1/attestations/{asked['attestation_id']}/answer", {"confirm": yes})
    assert answer.status_code == 200
    watch.deliver()


def report(watch) -> list[tuple[str, int, int]]:
    auditor = watch.world.staff("某审计", Role.AUDITOR, FORCE)
    told = auditor.get("/v1/reports/attested-hours?month=2026-11").json["items"]
    return sorted((one["name"], one["minutes"], one["people"]) for one in told)


def test_a_roll_that_is_confirmed_stands_under_its_leader(watch, team):
    shift_id, old_zhou = team
    served(watch, shift_id)
    before = report(watch)

    confirm(watch, old_zhou)

    assert (before, report(watch)) == ([], [("李队长", 180, 1)])


def test_a_roll_that_is_denied_is_nobodys_word(watch, team):
    shift_id, old_zhou = team
    served(watch, shift_id)

    confirm(watch, old_zhou, yes=False)

    assert report(watch) == []


def test_a_duty_that_one_leader_began_and_another_ended_rests_on_both(watch, team):
    shift_id, old_zhou = team
    call(watch, shift_id, "in", "01-01-0400")
    watch.world.clock.advance(hours=3)
    assert outcomes(call(watch, shift_id, "out", "01-01-0400", leader=brigade_leader(watch))) == ["recorded"]
    watch.deliver()

    confirm(watch, old_zhou)

    assert report(watch) == [("李队长", 180, 1), ("王大队长", 180, 1)]


def test_a_roll_over_midnight_is_two_entries_of_one_word(watch, team):
    _, old_zhou = team
    night = watch.shift(begins_in=timedelta(hours=4))
    signed_up = old_zhou.post(f"/v1/shifts/{night}/signup")
    assert signed_up.status_code == 201, signed_up.json
    watch.world.clock.advance(hours=4)
    served(watch, night)

    confirm(watch, old_zhou)

    lines = attested.attested_by(watch.leader.person_id, "2026-11")
    assert [(line.day.day, line.minutes) for line in lines] == [(23, 40), (24, 140)]
    assert report(watch) == [("李队长", 180, 1)]
