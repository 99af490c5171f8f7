"""Every screen of the mini-program that is looked at: a line here, or in a file beside it, is a test and a picture of it.

A scene says what must have happened before (`prepare`), which page is opened, and which words show that it is there.
Add a line for a new page; `test_screens.py` fails for a page of app.json that has none.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from shouwang.kernel.actor import Role
from shouwang.roster.models import Volunteer
from tests.e2e.phone.phone import Phone
from tests.integration.duty.conftest import Watch
from tests.world import SQUADRON

Prepare = Callable[[Watch, Phone], str]  # gives the query of the page, most often ""


@dataclass(frozen=True)
class Scene:
    """One screen. `act` is tapped after the page has opened; `glows`: a night page that may be brighter, such as a code."""

    page: str
    name: str
    prepare: Prepare
    shows: str
    act: str = ""
    glows: bool = False
    query: str = ""  # what this page's query has besides


def stranger(watch: Watch, phone: Phone) -> str:
    """Nobody has signed in on this phone."""
    phone.as_("新来的人")
    return ""


def signed_in(watch: Watch, phone: Phone) -> str:
    """张队员 holds the phone at the point, and has been here before."""
    phone.as_(watch.volunteer.name).stand_away()
    phone.sign_in()
    return ""


def evening(watch: Watch, phone: Phone) -> str:
    """张队员 has a shift in 13 minutes."""
    shift_id = watch.shift(begins_in=timedelta(minutes=13))
    watch.volunteer.post(f"/v1/shifts/{shift_id}/signup")
    return signed_in(watch, phone)


def browser_asks(watch: Watch, phone: Phone) -> str:
    """A computer shows a code to sign in with."""
    scene = watch.world.house.console_sign_in.start("Chrome，Windows", "203.0.113.7").scene
    phone.as_(watch.world.staff("王招录", Role.RECRUITER).name).sign_in()
    return f"scene={scene}"


def checking_in(away_m: float, accuracy: float) -> Prepare:
    """张队员 taps the seal so far from the point."""

    def prepare(watch: Watch, phone: Phone) -> str:
        evening(watch, phone)
        phone.stand_away(away_m, accuracy)
        return "way=in"

    return prepare


def refusing(*permissions: str) -> Prepare:
    """张队员 taps the seal and has refused something."""

    def prepare(watch: Watch, phone: Phone) -> str:
        evening(watch, phone)
        phone.refuse(*permissions)
        return "way=in"

    return prepare


def without_network(watch: Watch, phone: Phone) -> str:
    """张队员 taps the seal where there is no network."""
    evening(watch, phone)
    phone.offline()
    return "way=in"


def too_early(watch: Watch, phone: Phone) -> str:
    """张队员 taps an hour before the shift."""
    shift_id = watch.shift(begins_in=timedelta(hours=1))
    watch.volunteer.post(f"/v1/shifts/{shift_id}/signup")
    return signed_in(watch, phone)


def on_duty(watch: Watch, phone: Phone) -> str:
    """张队员 has been on duty for an hour and a half."""
    watch.volunteer.post(f"/v1/shifts/{watch.shift(begins_in=timedelta(minutes=8))}/signup")
    watch.tap("in", watch.at_point())
    watch.world.clock.advance(minutes=92)
    watch.world.wechat.same_time()
    return signed_in(watch, phone)


def served(watch: Watch, phone: Phone) -> str:
    """张队员 has ended a duty of three hours."""
    on_duty(watch, phone)
    watch.world.clock.advance(minutes=96)
    told = watch.tap("out", watch.at_point()).json
    watch.deliver()
    return f"id={told['duty']['session_id']}"


def some_shifts(watch: Watch, phone: Phone) -> str:
    """Two weeks with shifts: one's own, a full one, one that lacks people."""
    mine = watch.shift(begins_in=timedelta(hours=30))
    full = watch.shift(begins_in=timedelta(hours=26), capacity=1, minimum_team=1)
    watch.shift(begins_in=timedelta(hours=50))
    watch.volunteer.post(f"/v1/shifts/{mine}/signup")
    watch.leader.post(f"/v1/shifts/{full}/signup")
    return signed_in(watch, phone)


def vouched_for(watch: Watch, phone: Phone) -> str:
    """李队长 has called the roll and named 张队员."""
    number, person = "01-01-0002", watch.volunteer
    known = Volunteer(number, person.person_id, person.name, SQUADRON, watch.world.clock().date())
    watch.world.house.roster.put_volunteers([known], {})
    shift_id = watch.shift(begins_in=timedelta(minutes=20))
    person.post(f"/v1/shifts/{shift_id}/signup")
    watch.world.clock.advance(minutes=20)
    watch.world.wechat.same_time()
    body = {"way": "in", "volunteer_numbers": [number], "reason": "没带手机，人在我面前"}
    assert watch.leader.post(f"/v1/shifts/{shift_id}/team-checkin", body).status_code == 200
    signed_in(watch, phone)
    return f"id={watch.volunteer.get('/v1/me/attestations').json['items'][0]['attestation_id']}"


SCENES = (
    Scene("pages/arrive/index", "arrive", stranger, "先把话说明白"),
    Scene("pages/phone/index", "phone", signed_in, "您是队里的人吗？"),
    Scene("pages/sign-in/index", "sign-in", browser_asks, "是您要登录吗？"),
    Scene("pages/home/index", "home", evening, "现在就能打卡"),
    Scene("pages/home/index", "home-free", signed_in, "今天没有您的班"),
    Scene("pages/home/index", "home-early", too_early, "起可打卡"),
    Scene("pages/home/index", "home-duty", on_duty, "点开看时间，或者离岗"),
    Scene("pages/home/index", "home-waits", vouched_for, "队长替您签过到"),
    Scene("pages/checkin/index", "checkin-inside", checking_in(38, 12), "您在集结点内"),
    Scene("pages/checkin/index", "checkin-uncertain", checking_in(158, 65), "不会因此变晚"),
    Scene("pages/checkin/index", "checkin-outside", checking_in(620, 12), "还没到集结点"),
    Scene("pages/checkin/index", "checkin-refused", refusing("location"), "没开位置，也能打卡"),
    Scene("pages/checkin/index", "checkin-offline", without_network, "没有网，先记在手机里了"),
    Scene("pages/checkin/index", "checkin-early", too_early, "还没到打卡时间", act="确认到岗", query="way=in"),
    Scene("pages/duty/index", "duty", on_duty, "已执勤"),
    Scene("pages/summary/index", "summary", served, "怎么算出来的"),
    Scene("pages/shifts/index", "shifts", some_shifts, "我来"),
    Scene("pages/shifts/index", "shifts-cancel", some_shifts, "去不了了？", act="退这一班"),
    Scene("pages/answer/index", "answer", vouched_for, "是您本人吗？"),
)
