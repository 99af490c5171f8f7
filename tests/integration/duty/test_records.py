"""服务记录 over HTTP: who may read whose hours, in which words, and on whose word they rest."""

from datetime import timedelta

from msgspec.structs import replace

from shouwang.duty.store.hours import DayTotalRow
from shouwang.honours.models import Done
from shouwang.kernel.actor import Role
from shouwang.platform.dynamo import Writes
from tests.integration.duty.test_corrections import ask, brigade_leader, forgotten, path
from tests.world import FORCE

NUMBER = "01-01-0002"


def serve(watch, hours: float) -> None:
    watch.tap("in", watch.at_point())
    watch.world.clock.advance(hours=hours)
    watch.tap("out", watch.at_point())
    watch.deliver()


def enlisted(watch) -> None:
    """The volunteer stands in the roster, too."""
    from shouwang.roster.models import Volunteer

    joined = watch.world.clock().date()
    row = Volunteer(NUMBER, watch.volunteer.person_id, "张队员", "D1/B01/S01", joined)
    watch.world.house.roster.put_volunteers([row], {"D1/B01/S01": 2})


def test_a_squadron_leader_explains_somebodys_hours_minute_by_minute(watch):
    enlisted(watch)
    serve(watch, 2)
    watch.world.clock.advance(hours=2)
    serve(watch, 3)

    told = watch.leader.get(f"/v1/volunteers/{NUMBER}/hours?month=2026-11").json
    own = watch.volunteer.get("/v1/me/hours/explained?month=2026-11").json

    assert (told["name"], told["minutes_measured"], told["minutes_attested"]) == ("张队员", 300, 0)
    assert [(day["day"], [duty["recorded"] for duty in day["duties"]]) for day in told["days"]] == [
        ("2026-11-23", ["19:00 到岗（定位），21:00 离岗（定位）", "23:00 到岗（定位），次日 02:00 离岗（定位）"]),
        ("2026-11-24", ["23:00 到岗（定位），次日 02:00 离岗（定位）"]),
    ]
    assert [[duty["measured"] for duty in day["duties"]] for day in told["days"]] == [[120, 60], [120]]
    assert told["days"][1]["duties"][0]["steps"][-1] == {"minutes": 120, "words": "记入实测时长 120 分钟"}
    assert own["days"] == told["days"]


def test_another_units_leader_and_a_volunteer_do_not_read_it(watch):
    enlisted(watch)
    serve(watch, 2)

    for view in ("hours", "service-record"):
        assert watch.stranger.get(f"/v1/volunteers/{NUMBER}/{view}").status_code == 404
        assert watch.volunteer.get(f"/v1/volunteers/{NUMBER}/{view}").status_code == 403


def test_a_record_shows_months_and_a_star_in_publicity(watch):
    enlisted(watch)
    serve(watch, 2)
    for n in range(13):
        day = watch.world.clock().date() - timedelta(days=n + 1)
        DayTotalRow(watch.volunteer.person_id, day, measured=480, attested=0, sources=(f"d{n}",), folds=1).save()
    house = watch.world.house
    stars = replace(house.stars, force=lambda: replace(house.roster.force(), publicity_days=5))
    medals = replace(house.medals, stars=stars, facts=lambda _: Done(minutes_measured=13 * 480 + 120))
    medals.evaluate(watch.volunteer.person_id, Writes())

    told = watch.leader.get(f"/v1/volunteers/{NUMBER}/service-record").json

    assert told == watch.volunteer.get("/v1/me/service-record").json
    assert (told["minutes_measured"], told["patrols"], told["next_star_hours"]) == (13 * 480 + 120, 14, 300)
    (star,) = told["stars"]
    assert star == {
        "level": 1,
        "hours": 100,
        "state": "publicity",
        "proposed_on": "2026-11-23",
        "counts_from": "2026-12-01",
        "counts": False,
        "reason": "",
    }


def test_hours_by_whose_word_they_rest_on(watch):
    auditor = watch.world.staff("某审计", Role.AUDITOR, FORCE)
    first = ask(watch, forgotten(watch, hours=5), hours=5)
    watch.leader.post(path(first), {"accept": True, "reason": "登记本核过"})
    other = brigade_leader(watch)
    other.post(path(first), {"accept": True, "reason": "电话问过"})
    watch.deliver()

    told = auditor.get("/v1/reports/attested-hours?month=2026-11").json["items"]
    lines = auditor.get(f"/v1/reports/attested-hours/{watch.leader.person_id}?month=2026-11").json["items"]

    assert sorted((one["name"], one["minutes"], one["entries"], one["people"]) for one in told) == [
        ("李队长", 300, 1, 1),
        ("王大队长", 300, 1, 1),
    ]
    assert [(line["person_id"], line["minutes"]) for line in lines] == [(watch.volunteer.person_id, 300)]
    assert watch.leader.get("/v1/reports/attested-hours").status_code == 403
    assert auditor.get("/v1/reports/attested-hours/nobody?month=2026-11").status_code == 404
    assert auditor.get("/v1/reports/attested-hours?month=2026-10").json["items"] == []


def test_hours_taken_back_leave_the_report_of_who_gave_their_word(watch):
    commander = watch.world.staff("某支队长", Role.COMMANDER, FORCE)
    asked = ask(watch, forgotten(watch))
    watch.leader.post(path(asked), {"accept": True, "reason": "登记本核过"})
    watch.deliver()
    watch.leader.post(path(asked) + "/reverse", {"reason": "登记本上是别人"})
    watch.deliver()

    (told,) = commander.get("/v1/reports/attested-hours?month=2026-11").json["items"]

    assert (told["name"], told["minutes"], told["entries"]) == ("李队长", 0, 2)


def test_a_leaders_word_on_a_check_in_is_in_the_report(watch):
    auditor = watch.world.staff("某审计", Role.AUDITOR, FORCE)
    arrived = watch.tap("in", watch.at_point(158, 65.0)).json
    watch.leader.post(
        f"/v1/review/checkins/{watch.volunteer.person_id}/{arrived['check_in_id']}", {"accept": True, "reason": "在"}
    )
    watch.world.clock.advance(hours=2)
    watch.tap("out", watch.at_point())
    watch.deliver()

    (told,) = auditor.get("/v1/reports/attested-hours?month=2026-11").json["items"]

    assert (told["name"], told["minutes"]) == ("李队长", 120)


def test_who_is_on_duty_is_told_by_place_and_at_one_place_alone_at_the_same_cost(watch):
    here, there = [point.number for point in watch.world.house.roster.points()][:2]
    people = [watch.volunteer_named(f"某队员{n}", f"01-01-08{n:02}") for n in range(5)]
    for n, one in enumerate(people):
        watch.tap("in", person=one, point_number=there if n % 2 else here)
        watch.world.clock.advance(minutes=1)

    everywhere = watch.leader.get("/v1/duty/now")
    alone = watch.leader.get(f"/v1/duty/now?point={there}")

    told = {at["point_number"]: [one["name"] for one in at["people"]] for at in everywhere.json["items"]}
    assert told == {here: ["某队员0", "某队员2", "某队员4"], there: ["某队员1", "某队员3"]}
    assert alone.json["items"] == [at for at in everywhere.json["items"] if at["point_number"] == there]
    assert watch.stranger.get(f"/v1/duty/now?point={there}").json["items"] == []
    assert watch.leader.get("/v1/duty/now?point=nowhere").status_code == 404
    costs = [answer.headers["Server-Timing"].rpartition("=")[2] for answer in (everywhere, alone)]
    assert costs == ["2", "2"]


def test_who_is_on_duty_and_a_months_record_cost_the_same_in_any_force(watch):
    enlisted(watch)
    serve(watch, 2)
    watch.tap("in", watch.at_point(), person=watch.leader)

    def costs() -> list[tuple[str, str]]:
        paths = ("/v1/duty/now", f"/v1/volunteers/{NUMBER}/hours?month=2026-11", "/v1/duty/sessions?month=2026-11")
        who = (watch.leader, watch.leader, watch.volunteer)
        return [
            one.get(p).headers["Server-Timing"].rpartition("store;desc=")[2] for one, p in zip(who, paths, strict=True)
        ]

    few = costs()
    for n in range(120):
        other = watch.volunteer_named(f"某队员{n}", f"01-01-9{n:03}") if n < 3 else None
        if other:
            watch.tap("in", watch.at_point(), person=other)
    on_others(watch, 400)

    assert costs() == few == ["2", "4", "3"]


def on_others(watch, people: int) -> None:
    """Duties, sums and open duties of many other people, of this squadron and of others."""
    from shouwang.duty.store import sessions as store
    from shouwang.duty.store.sessions import DutySessionRow, OpenDutyRow
    from shouwang.platform.dynamo import commit

    (one,) = [row for row in OpenDutyRow.scan() if row.person_id == watch.leader.person_id]
    for n in range(people):
        unit = "D1/B01/S01" if n % 2 else "D1/B02/S01"
        other = replace(one.session, person_id=f"other-{n}", unit_path=unit)
        commit(store.begin(other, f"某{n}", f"99-{n:04}"))
        DayTotalRow(other.person_id, watch.world.clock().date(), measured=60, attested=0, sources=(), folds=1).save()
    assert len(list(DutySessionRow.scan())) >= people
