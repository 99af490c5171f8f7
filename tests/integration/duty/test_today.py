"""今日: everything the first page shows, in one small answer, whose cost nothing grows."""

from datetime import timedelta

from tests.integration.duty.test_teams import call, team

__all__ = ["team"]


def test_home_tells_the_shift_the_duty_the_month_the_next_honour_and_what_waits(watch):
    shift_id = watch.shift(begins_in=timedelta(hours=3))
    watch.volunteer.post(f"/v1/shifts/{shift_id}/signup")
    before = watch.volunteer.get("/v1/me/today").json
    watch.world.clock.advance(hours=3)
    watch.tap("in", watch.at_point(158, 65.0))
    during = watch.volunteer.get("/v1/me/today").json

    assert before["server_at"] == "2026-11-23T11:00:00Z"
    assert (before["signup"]["shift_id"], before["duty"], before["waits"]) == (shift_id, None, [])
    nearest = {"medal": "first-patrol", "title": "首次巡逻", "have": 0, "at_least": 1, "missing": "还差 1 次执勤"}
    assert before["next_honour"] == nearest
    assert before["month"] == {
        "first": "2026-11-01",
        "last": "2026-11-23",
        "minutes_measured": 0,
        "minutes_attested": 0,
        "patrols": 0,
        "days": [],
    }
    assert (during["duty"]["waits"], [w["what"] for w in during["waits"]]) == (True, ["evidence"])


def test_a_duty_that_was_proved_waits_no_more(watch):
    arrived = watch.tap("in", watch.at_point(158, 65.0)).json
    watch.volunteer.post(f"/v1/checkins/{arrived['check_in_id']}/evidence", {"fixes": [watch.at_point(3, 5.0)]})

    home = watch.volunteer.get("/v1/me/today").json

    assert (home["duty"]["waits"], home["waits"]) == (False, [])


def test_a_roll_to_confirm_and_a_report_to_write_wait(watch, team):
    shift_id, old_zhou = team
    call(watch, shift_id, "in", "01-01-0400")
    watch.world.clock.advance(hours=3)
    call(watch, shift_id, "out", "01-01-0400")

    waits = old_zhou.get("/v1/me/today").json["waits"]

    assert sorted(w["what"] for w in waits) == ["attestation", "evidence", "report"]


def stored_items(watch, person) -> list[int]:
    """How many items each request to the store brought, for one look at home."""
    import botocore.client

    brought: list[int] = []
    real = botocore.client.BaseClient._make_api_call

    def watched(client, operation, arguments):
        answer = real(client, operation, arguments)
        brought.append(len(answer.get("Items", [])) + ("Item" in answer))
        return answer

    botocore.client.BaseClient._make_api_call = watched
    try:
        assert person.get("/v1/me/today").status_code == 200
    finally:
        botocore.client.BaseClient._make_api_call = real
    return brought


def test_home_after_five_years_reads_no_more_than_after_a_week(watch):
    watch.tap("in", watch.at_point())
    watch.world.clock.advance(hours=2)
    watch.tap("out", watch.at_point())
    watch.deliver()
    watch.volunteer.get("/v1/me/today")  # a due `last_seen` is written here
    week = stored_items(watch, watch.volunteer)
    five_years(watch, watch.volunteer.person_id)
    watch.world.clock.advance(hours=22)
    watch.tap("in", watch.at_point())
    watch.world.clock.advance(hours=2)
    watch.tap("out", watch.at_point())
    watch.deliver()
    watch.volunteer.get("/v1/me/today")

    years = stored_items(watch, watch.volunteer)
    whole = watch.world.house.hours.service(watch.volunteer.person_id)

    assert (len(week), len(years)) == (8, 8)
    assert sum(years) <= sum(week) + 2  # the second day and its duty
    assert (whole.minutes_measured, whole.patrols) == (1_825 * 60 + 240, 1_827)


def five_years(watch, person_id: str) -> None:
    """A duty a day until yesterday, and the sum to be added up anew, as for whoever served before it was kept."""
    from shouwang.duty.store import hours as store
    from shouwang.platform.dynamo import commit

    today = watch.world.clock().date()
    with store.DayTotalRow.batch_write() as batch:
        for n in range(31, 1_856):
            day = today - timedelta(days=n)
            batch.save(store.DayTotalRow(person_id, day, measured=60, attested=0, sources=(f"d{n}",), folds=1))
    commit(store.summed(person_id, store.fetch_sum(person_id), None))


def test_home_is_small_and_costs_the_same_however_much_waits(watch):
    home = watch.volunteer.get("/v1/me/today")
    for _ in range(8):
        watch.tap("in")
        watch.world.clock.advance(hours=1)
        watch.tap("out")
        watch.world.clock.advance(hours=1)
    watch.deliver()

    watch.volunteer.get("/v1/duty/current")  # a due `last_seen` is written here
    full = watch.volunteer.get("/v1/me/today")

    assert [answer.headers["Server-Timing"].rpartition("=")[2] for answer in (home, full)] == ["8", "8"]
    assert len(home.data) <= 4096 and len(full.data) <= 4096
    assert len(full.json["waits"]) == 12
