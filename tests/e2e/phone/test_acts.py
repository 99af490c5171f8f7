"""Every act that writes, in the worst hands: its answer lost and the page left, lost and the program killed, tapped twice."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
from playwright.sync_api import Locator, Route

from tests.e2e.phone.member_scenes import asked_back, by_the_leader, decorated, doubtful, forgotten, roll_call
from tests.e2e.phone.phone import Phone
from tests.e2e.phone.scenes import Prepare, evening, on_duty, signed_in, some_shifts, vouched_for
from tests.e2e.phone.scenes_joining import WHO, failed, newcomer, whole_form
from tests.e2e.phone.scenes_learning import answered, course
from tests.integration.duty.conftest import Watch
from tests.integration.training.taker import COURSE

pytestmark = pytest.mark.browser
Effect = Callable[[Watch], Any]


@dataclass(frozen=True)
class Act:
    """One act: how it comes about, its page, what is touched and written before, the button, and its one effect on the server.

    `offered`: how often of three times the page offers the act; mostly once, as it sees that it is done.
    """

    name: str
    prepare: Prepare
    page: str
    button: str
    effect: Effect
    once: Any
    before: tuple[str, ...] = ()
    fields: dict[str, str] = field(default_factory=dict)
    offered: int = 1


def of(who: str, path: str, *keys: str) -> Effect:
    """What somebody reads through the API: these keys of each item, or of the answer itself."""

    def read(watch: Watch) -> Any:
        person = {"volunteer": watch.volunteer, "leader": watch.leader}.get(who) or watch.world.sign_in(who)
        told = person.get(path).json
        return [tuple(one[key] for key in keys) for one in told.get("items", [told])]

    return read


def shifts_of(state: str) -> Effect:
    """How many shifts of two weeks are the volunteer's in this state."""
    return lambda watch: [one["my_state"] for one in watch.volunteer.get("/v1/shifts?days=14").json["items"]].count(
        state
    )


def praises(watch: Watch) -> list[str]:
    """What the leader was praised for."""
    return [one["words"] for one in watch.leader.get("/v1/me/honours").json["praises"]]


def tries(watch: Watch) -> list[str]:
    """The states of one's attempts at the course."""
    return [one["state"] for one in watch.volunteer.get(f"/v1/courses/{COURSE}").json["tries"]]


def records(watch: Watch) -> int:
    """How many proofs of service there are."""
    return [one["kind"] for one in watch.volunteer.get("/v1/me/honours").json["items"]].count("service")


SESSIONS = "/v1/duty/sessions"
ACTS = (
    Act(
        "check-in",
        evening,
        "pages/checkin/index?way=in",
        "确认到岗",
        of("volunteer", SESSIONS, "state"),
        [("open",)],
        offered=3,
    ),
    Act(
        "check-out",
        on_duty,
        "pages/checkin/index?way=out",
        "确认离岗",
        of("volunteer", SESSIONS, "state"),
        [("closed",)],
        offered=3,
    ),
    Act("sign-up", some_shifts, "pages/shifts/index", "我来", shifts_of("signed-up"), 2),
    Act("waiting", some_shifts, "pages/shifts/index", "排队等", shifts_of("waiting"), 1),
    Act(
        "answer",
        vouched_for,
        "pages/answer/index",
        "是我",
        of("volunteer", "/v1/me/attestations", "state"),
        [("confirmed",)],
        offered=3,
    ),
    Act(
        "correction",
        forgotten,
        "me/correction/index",
        "送给队长核对",
        of("volunteer", "/v1/corrections", "state", "reason"),
        [("waiting", "忘了打离岗")],
        offered=3,
        before=("忘了打离岗",),
    ),
    Act(
        "taking back",
        asked_back,
        "me/corrections/index",
        "收回",
        of("volunteer", "/v1/corrections", "state"),
        [("withdrawn",)],
    ),
    Act(
        "dispute",
        decorated,
        "me/hours/index",
        "提交，请人再看",
        of("leader", "/v1/points-disputes", "text"),
        [("班次时间改过",)],
        before=("执勤时长", "我觉得不对", "班次时间改过"),
    ),
    Act(
        "praise",
        decorated,
        "honours/praise/index",
        "送出这个赞",
        praises,
        ["风雨不误"],
        before=("风雨不误",),
        fields={"队友的编号": "01-01-0001"},
        offered=3,
    ),
    Act(
        "erasure",
        signed_in,
        "me/erasure/index",
        "我明白，申请注销",
        of("volunteer", "/v1/me/erasure", "state"),
        [("asked",)],
        before=("申请注销",),
    ),
    Act(
        "copy",
        signed_in,
        "me/data/index",
        "导出我的全部资料",
        of("volunteer", "/v1/me/export", "state"),
        [("waiting",)],
    ),
    Act("attempt", course, "train/course/index", "开始答题", tries, ["open"]),
    Act("handing in", answered, "train/quiz/index", "交卷", tries, ["graded"]),
    Act(
        "submitting",
        whole_form,
        "apply/form/index?step=4",
        "交报名表",
        of(WHO, "/v1/application", "state"),
        [("review",)],
    ),
    Act(
        "appeal",
        failed,
        "apply/mine/index",
        "送出去",
        of(WHO, "/v1/application", "state"),
        [("appealed",)],
        before=("申诉，",),
        fields={"申诉的话": "那天手机没电"},
    ),
    Act(
        "consent",
        newcomer,
        "apply/form/index?step=0",
        "同意，填身份证号",
        of(WHO, "/v1/me", "consents"),
        [(["document", "service"],)],
        offered=3,
    ),
    Act(
        "roll call",
        roll_call,
        "leader/team/index",
        "签到 1 人，记我名下",
        of("volunteer", "/v1/me/attestations", "state", "reason"),
        [("asked", "没带手机")],
        before=("张队员", "没带手机"),
    ),
    Act(
        "review",
        by_the_leader(doubtful),
        "leader/review/index",
        "认可，记我名下",
        of("leader", "/v1/review/checkins", "subject_id"),
        [],
        before=("认可", "看见了他"),
    ),
)


@pytest.mark.parametrize("act", ACTS, ids=lambda act: act.name)
def test_an_act_has_one_effect_in_the_worst_hands(hand: Phone, watch: Watch, act: Act):
    query = act.prepare(watch, hand)
    hand.expected.append("net::ERR_FAILED")
    offered = 0

    for ending in (hand.leave, hand.kill, None):
        hand.open(f"{act.page}{'&' if '?' in act.page else '?'}{query}").wait_for_load_state()
        if reached(hand.settled(), act):
            offered += 1
            act_lost(hand, act.button) if ending else button(hand, act.button).dblclick()
            hand.settled()
        if ending:
            ending()

    assert (act.effect(watch), offered) == (act.once, act.offered)


def button(hand: Phone, words: str) -> Locator:
    """What can be touched and bears these words."""
    return hand.page.locator("button, [role=button], [role=checkbox]").filter(has_text=words, visible=True).first


def reached(hand: Phone, act: Act) -> bool:
    """Go to the act; whether the page still offers it."""
    for words in act.before:
        if not button(hand, words).count():
            return False
        button(hand, words).click()
        hand.settled()
    for label, words in act.fields.items():
        for one in hand.page.get_by_label(label).filter(visible=True).all():
            one.fill(words)
    return bool(button(hand, act.button).count())


def act_lost(hand: Phone, words: str) -> None:
    """Do it; the server hears it and the answer is lost."""

    def lose(route: Route) -> None:
        if route.request.method != "GET":
            route.fetch()
        route.abort() if route.request.method != "GET" else route.continue_()

    hand.page.route("**/v1/**", lose)
    with hand.page.expect_event("requestfailed"):
        button(hand, words).click()
    hand.page.unroute("**/v1/**")
