"""Second chapter: a night's duty at assembly point 042, from the sign-up to hours that are entered, and the leader's mark."""

from datetime import datetime, timedelta
from math import cos, radians
from typing import Any

from shouwang.kernel.clock import SHANGHAI, parse_rfc3339, rfc3339
from shouwang.kernel.geo import Crs, Position
from shouwang_local.demo.play import Answer, Differs, Player, Stage
from shouwang_local.force.points import assembly_points

POINT = "042"
MOST_STORE_REQUESTS = 3  # a check-in's, the session's included. Source: design section 5


def serve(stage: Stage, volunteer: Player) -> str:
    """Play the chapter; the duty session's id."""
    leader = Player(stage, "中队长", "squadron-leader-S05")
    leader.login()
    volunteer.login("再登录，带着编号")
    _shift(stage, leader, volunteer)
    session_id = _arrive(stage, leader, volunteer)
    _leave(stage, volunteer)
    _report(stage, leader, volunteer, session_id)
    return session_id


def _shift(stage: Stage, leader: Player, volunteer: Player) -> None:
    now = _server_time(volunteer)
    starts = now.astimezone(SHANGHAI).replace(hour=21, minute=30, second=0, microsecond=0)
    if starts < now + timedelta(hours=1):
        starts += timedelta(days=1)
    asked = {
        "unit_path": volunteer.ask("GET", "/v1/me").json["unit_path"],
        "point_number": POINT,
        "duty_type": "market",
        "starts_at": rfc3339(starts),
        "ends_at": rfc3339(starts + timedelta(hours=3, minutes=30)),
        "capacity": 5,
    }
    shift = leader.step("排一个夜班，跨零点", "POST", "/v1/shifts", asked).json
    days = {"first": starts.date().isoformat(), "days": "1"}
    path = f"/v1/shifts?first={days['first']}&days={days['days']}"
    seen = volunteer.step("看班次", "GET", path, note=lambda a: f"{len(a.json['items'])} 个班").json["items"]
    if shift["shift_id"] not in {one["shift_id"] for one in seen}:
        raise Differs("the new shift is not in the volunteer's list")
    volunteer.step("报班", "POST", f"/v1/shifts/{shift['shift_id']}/signup", {})
    stage.advance((starts - now).total_seconds() - 420, "到了晚上 21:23")


def _arrive(stage: Stage, leader: Player, volunteer: Player) -> str:
    volunteer.step("离着 600 米打卡", "POST", "/v1/checkins", _tap(volunteer, "in", 600, 12), problem="not-there")
    far = _tap(volunteer, "in", 158, 65)
    unsure = volunteer.step("在边上打卡，误差大", "POST", "/v1/checkins", far, note=lambda a: str(a.json["reason"]))
    if not unsure.json["waits"]:
        raise Differs(f"an uncertain check-in must wait: {unsure.json}")
    stage.eventually(
        "the uncertain check-in in the leader's list",
        lambda: leader.ask("GET", "/v1/review/checkins").json["items"],
    )
    leader.step("看待核的打卡", "GET", "/v1/review/checkins", note=lambda a: f"{len(a.json['items'])} 条待核")
    settled = volunteer.step(
        "走近再定位，补上凭据",
        "POST",
        f"/v1/checkins/{unsure.json['check_in_id']}/evidence",
        {"fixes": [_fix(volunteer, 30, 9)]},
        note=lambda a: str(a.json["reason"]),
    )
    if settled.json["waits"]:
        raise Differs(f"a good fix must settle the check-in: {settled.json}")
    _cheap(stage, unsure)
    leader.step("看此刻谁在岗", "GET", "/v1/duty/now", note=_on_duty)
    return str(unsure.json["duty"]["session_id"])


def _on_duty(answer: Any) -> str:
    return "，".join(f"{at['point_name']} {len(at['people'])} 人" for at in answer.json["items"])


def _leave(stage: Stage, volunteer: Player) -> None:
    stage.advance(3.5 * 3600, "三个半小时以后，已经过了零点")
    key = "demo-check-out-0001"
    tap = _tap(volunteer, "out", 40, 15)
    left = volunteer.step("离岗打卡", "POST", "/v1/checkins", tap, key=key, note=lambda a: str(a.json["reason"]))
    again = volunteer.step("手一抖，又点了一次", "POST", "/v1/checkins", tap, key=key)
    if again.json != left.json:
        raise Differs("the same tap must get the same answer")
    _cheap(stage, left)


def _report(stage: Stage, leader: Player, volunteer: Player, session_id: str) -> None:
    written = {
        "text": "劝开两起口角，扶一位喝多的大叔上了出租车。",
        "duty_type": "market",
        "counts": {"disputes_mediated": 2},
    }
    volunteer.step("写任务回报", "POST", f"/v1/duty/sessions/{session_id}/report", written)
    path = f"/v1/review/reports/{volunteer.me['person_id']}/{session_id}"
    leader.step("评 5 分，写明理由", "POST", path, {"score": 5, "reason": "两起口角都在现场化解"})
    hours = stage.eventually("the hours of the night", lambda: _minutes(volunteer))
    volunteer.step("我的时长", "GET", _span(volunteer), note=lambda a: f"实测 {hours} 分钟")
    if not 200 <= hours <= 210:
        raise Differs(f"a shift of 3.5 hours gave {hours} minutes")


def _minutes(volunteer: Player) -> int:
    told = volunteer.ask("GET", _span(volunteer)).json
    return int(told["total"]["minutes_measured"] if "total" in told else told["minutes_measured"])


def _span(volunteer: Player) -> str:
    today = _server_time(volunteer).astimezone(SHANGHAI).date()
    return f"/v1/me/hours?first={today - timedelta(days=3)}&last={today}"


def _server_time(volunteer: Player) -> datetime:
    return parse_rfc3339(volunteer.ask("GET", "/v1/duty/current").json["server_at"])


def _tap(volunteer: Player, way: str, north_m: float, accuracy_m: float) -> dict[str, Any]:
    today = volunteer.ask("GET", "/v1/me/today").json
    fix = _fix(volunteer, north_m, accuracy_m)
    return {"way": way, "point_number": POINT, "fixes": [fix], "nonce": today["nonce"]}


def _fix(volunteer: Player, north_m: float, accuracy_m: float) -> dict[str, Any]:
    """What a phone in China gives: GCJ-02, so far north of the point's middle, with a little to the east."""
    point = next(point for point in assembly_points() if point.number == POINT)
    east_deg = 6 / (111_320 * cos(radians(point.latitude_deg)))
    there = Position(point.latitude_deg + north_m / 110_850, point.longitude_deg + east_deg, Crs.WGS84).in_crs(
        Crs.GCJ02
    )
    return {
        "latitude": there.latitude_deg,
        "longitude": there.longitude_deg,
        "crs": "gcj02",
        "accuracy_m": accuracy_m,
        "fix_at": rfc3339(_server_time(volunteer) - timedelta(seconds=2)),
        "altitude_m": 71.5,
        "speed_m_s": 0.3,
    }


def _cheap(stage: Stage, answer: Answer) -> None:
    """A process that has just begun reads the ground first: the bar is for one that runs."""
    if not stage.patience_s and answer.store_requests > MOST_STORE_REQUESTS:
        raise Differs(
            f"a check-in cost {answer.store_requests} requests to the store, {MOST_STORE_REQUESTS} are allowed"
        )
