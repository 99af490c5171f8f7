"""Acts of a duty: check-in and out and every proof of it, the report, the leave to send a message about it."""

from typing import Any

from tests.e2e.phone.acts import Act, Story, of
from tests.e2e.phone.phone import Phone
from tests.e2e.phone.scenes import evening, on_duty, served, signed_in
from tests.integration.duty.conftest import Watch
from tests.world import POINT

CHECK_IN = "pages/checkin/index?way=in"
SESSIONS = "/v1/duty/sessions"
TEMPLATE = "TmplHonourAwarded00000000000000000000000001"


def in_doubt(watch: Watch, phone: Phone) -> str:
    """张队员 has a shift, stands at the edge of the fence, and the camera is not allowed."""
    evening(watch, phone)
    phone.stand_away(158, 65).refuse("camera")
    return ""


def somewhere(watch: Watch, phone: Phone) -> str:
    """张队员 has a shift and gives no position."""
    evening(watch, phone)
    phone.refuse("location")
    return ""


def never_agreed(watch: Watch, phone: Phone) -> str:
    """赵队员 never agreed to location."""
    watch.volunteer = watch.volunteer_named("赵队员", "01-01-0009", consent=False)
    return signed_in(watch, phone)


def messages_may_be_sent(watch: Watch, phone: Phone) -> str:
    """A duty has ended; the force sends one kind of message through WeChat."""
    watch.world.house.notices.templates["honour-awarded"] = TEMPLATE
    return served(watch, phone)


def digits(watch: Watch) -> str:
    """What stands at the point at this moment."""
    return str(watch.leader.get(f"/v1/assembly-points/{POINT}/code").json["code"])


def photos_of_the_check_in(watch: Watch) -> list[int]:
    """How many photos each check-in that waits for the leader has."""
    waiting = watch.leader.get("/v1/review/checkins").json["items"]
    paths = [f"/v1/review/checkins/{one['person_id']}/{one['subject_id']}" for one in waiting]
    return [watch.leader.get(path).json["photos"] for path in paths]


def reports(watch: Watch) -> list[tuple[Any, int]]:
    """Each duty's report and its photos."""
    items = watch.volunteer.get(SESSIONS).json["items"]
    return [(one["report"] and one["report"]["text"], one["report_photos"]) for one in items]


def left(watch: Watch) -> int:
    """How many messages the server may still send."""
    return sum(grant["left"] for grant in watch.volunteer.get("/v1/me/inbox").json["grants"])


SUMMARY = "pages/summary/index"
STORIES = (
    Story(
        evening,
        (
            Act(
                "check-in",
                ("utils/checkin POST /v1/checkins",),
                CHECK_IN,
                "确认到岗",
                of("volunteer", SESSIONS, "state"),
                [("open",)],
                again=True,
            ),
        ),
    ),
    Story(
        on_duty,
        (
            Act(
                "check-out",
                ("utils/checkin POST /v1/checkins",),
                "pages/checkin/index?way=out",
                "确认离岗",
                of("volunteer", SESSIONS, "state"),
                [("closed",)],
                again=True,
            ),
        ),
    ),
    Story(
        in_doubt,
        (
            Act(
                "code",
                ("utils/checkin POST /v1/checkins/{}/evidence",),
                CHECK_IN,
                "用它",
                of("volunteer", SESSIONS, "waits"),
                [(False,)],
                before=("扫集结点的码",),
                fields={"六位数的码": digits},
            ),
        ),
    ),
    Story(
        somewhere,
        (
            Act(
                "photo",
                ("utils/checkin POST /v1/checkins/{}/evidence/photo",),
                CHECK_IN,
                "拍一张现场照",
                photos_of_the_check_in,
                [1],
                again=True,
            ),
        ),
    ),
    Story(
        never_agreed,
        (
            Act(
                "location",
                ("pages/checkin POST /v1/me/consents",),
                CHECK_IN,
                "同意用位置，打卡",
                of("volunteer", "/v1/me", "consents"),
                [(["location"],)],
                again=True,
            ),
        ),
    ),
    Story(
        messages_may_be_sent,
        (
            Act(
                "report",
                ("pages/summary POST /v1/duty/sessions/{}/report",),
                SUMMARY,
                "送给队长",
                reports,
                [("走了两圈", 0)],
                fields={"这一班的回报": "走了两圈"},
            ),
            Act(
                "photo of the report",
                ("pages/summary POST /v1/duty/sessions/{}/report/photo",),
                SUMMARY,
                "附照片 0/3",
                reports,
                [("走了两圈", 1)],
            ),
            Act(
                "one message",
                ("utils/grants POST /v1/me/message-grants",),
                SUMMARY,
                "好，告诉我一次",
                left,
                1,
                before=("好，回家",),
            ),
        ),
    ),
)
