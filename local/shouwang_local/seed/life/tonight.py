"""The present: people on duty in six squadrons, a squad short of people, and what waits for the leader's word."""

from datetime import datetime, timedelta

from shouwang.kernel.clock import SHANGHAI, rfc3339
from shouwang_local.seed.life.cast import NIGHT_MARKET, Squad, squads
from shouwang_local.seed.life.telling import Telling
from shouwang_local.seed.people import person_id

_ON_DUTY = {NIGHT_MARKET: 4, "S01": 3, "S03": 2, "S09": 3, "S14": 2, "S20": 3}  # squadron -> how many came
_EDGE_M, _BLURRED_M = 158, 65  # at the edge of the fence, with a blurred fix: a leader decides


def tell(telling: Telling) -> None:
    """The whole chapter."""
    known = squads(telling.at)
    for code, came in _ON_DUTY.items():
        _on_duty(telling, known[code], came)
    for code in (NIGHT_MARKET, "S03"):
        _doubtful(telling, known[code])
    _short(telling, known[NIGHT_MARKET])
    for member, hours, reason in (
        (known[NIGHT_MARKET].people[13], 2, "手机没电，没有打上卡"),
        (known[NIGHT_MARKET].people[14], 5, "换了手机，登录不上，到岗和离岗都没打"),
        (known["S09"].people[13], 3, "地下商场里没有信号"),
    ):
        _correction(telling, member.number, known[NIGHT_MARKET].point, hours, reason)
    _attested(telling, known[NIGHT_MARKET])
    _swap(telling, known[NIGHT_MARKET])
    _second_words(telling, known["S01"])


def _on_duty(telling: Telling, squad: Squad, came: int) -> None:
    """A shift that runs, all of it signed up before, one who has not come yet."""
    telling.back(days=1)
    shift = _shift(telling, squad, telling.at - timedelta(minutes=40), 200, capacity=came + 2)
    people = squad.people_numbers[6 : 7 + came]
    for number in people:
        telling.post(number, f"/v1/shifts/{shift}/signup", {})
    for n, number in enumerate(people[:came]):
        telling.back(minutes=44 - 3 * n)
        telling.tap(number, "in", squad.point, 15 + 9 * n)


def _doubtful(telling: Telling, squad: Squad) -> None:
    """Somebody arrives at the edge of the fence."""
    telling.back(minutes=25)
    telling.tap(squad.people_numbers[12], "in", squad.point, _EDGE_M, _BLURRED_M)


def _short(telling: Telling, squad: Squad) -> None:
    """A shift of this night that has one of the three people it needs."""
    telling.back(hours=20)
    evening = telling.at.astimezone(SHANGHAI).replace(hour=22, minute=0, second=0, microsecond=0)
    begins_at = max(evening, telling.at + timedelta(hours=1))
    shift = _shift(telling, squad, begins_at, 210, capacity=5)
    telling.post(squad.people_numbers[15], f"/v1/shifts/{shift}/signup", {})


def _correction(telling: Telling, number: str, point: str, hours: float, reason: str) -> str:
    """A correction that is asked for; its id."""
    telling.agree(number)
    ended_at = telling.back(hours=30 + hours)
    telling.back(hours=26)
    asked = {
        "in_at": rfc3339(ended_at - timedelta(hours=hours)),
        "out_at": rfc3339(ended_at),
        "point_number": point,
        "reason": reason,
        "evidence": "和我一组的队员可以作证",
    }
    return str(telling.post(number, "/v1/corrections", asked)["correction_id"])


def _attested(telling: Telling, squad: Squad) -> None:
    """Hours that rest on the leader's word."""
    member = squad.people[19]
    asked = _correction(telling, member.number, squad.point, 3, "到岗打了，离岗时手机进水了")
    telling.back(hours=24)
    told = {"accept": True, "reason": "那一班我在场，他站到最后"}
    telling.post(squad.leader, f"/v1/review/corrections/{person_id(member.number)}/{asked}", told)


def _swap(telling: Telling, squad: Squad) -> None:
    """A place handed on to somebody who agreed: the leader has to nod."""
    telling.back(hours=8)
    shift = _shift(telling, squad, telling.at + timedelta(days=2, hours=1), 180, capacity=4)
    giver, taker = squad.people_numbers[16:18]
    telling.post(giver, f"/v1/shifts/{shift}/signup", {})
    swap = telling.post(giver, f"/v1/shifts/{shift}/swaps", {"volunteer_number": taker})["swap_id"]
    telling.post(taker, f"/v1/swaps/{swap}/answer", {"accept": True})


def _second_words(telling: Telling, squad: Squad) -> None:
    """An appointment that another person has to confirm."""
    day = telling.back(days=1).astimezone(SHANGHAI).date()
    asked = {
        "volunteer_number": squad.people_numbers[2],
        "unit_path": squad.unit.path,
        "post": "squadron_leader",
        "from_on": (day + timedelta(days=2)).isoformat(),
        "reason": "老中队长下月回老家，中队推荐",
    }
    telling.post("administrator-1", "/v1/appointments", asked)


def _shift(telling: Telling, squad: Squad, starts_at: datetime, minutes: int, capacity: int) -> str:
    asked = {
        "unit_path": squad.unit.path,
        "point_number": squad.point,
        "duty_type": squad.duty_type,
        "starts_at": rfc3339(starts_at),
        "ends_at": rfc3339(starts_at + timedelta(minutes=minutes)),
        "capacity": capacity,
    }
    return str(telling.post(squad.leader, "/v1/shifts", asked)["shift_id"])
