"""Every screen of the mini-program that is looked at: a line here is a test of it and a picture of it.

A scene says what must have happened before (`prepare`), which page is opened, and which words show that it is there.
Add a line for a new page; `test_screens.py` fails for a page of app.json that has none.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from shouwang.kernel.actor import Role
from tests.e2e.phone.phone import Phone
from tests.integration.duty.conftest import Watch

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


def no_shift(watch: Watch, phone: Phone) -> str:
    """张队员 has no shift."""
    return signed_in(watch, phone)


def browser_asks(watch: Watch, phone: Phone) -> str:
    """A computer shows a code to sign in with."""
    scene = watch.world.house.console_sign_in.start("Chrome，Windows", "203.0.113.7").scene
    phone.as_(watch.world.staff("王招录", Role.RECRUITER).name).sign_in()
    return f"scene={scene}"


SCENES = (
    Scene("pages/arrive/index", "arrive", stranger, "先把话说明白"),
    Scene("pages/phone/index", "phone", signed_in, "您是队里的人吗？"),
    Scene("pages/sign-in/index", "sign-in", browser_asks, "是您要登录吗？"),
    Scene("pages/home/index", "home", evening, "现在就能打卡"),
    Scene("pages/home/index", "home-free", no_shift, "今天没有您的班"),
)
