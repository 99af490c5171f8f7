"""Acts of who comes: agreeing, the phone number, the form, what becomes of it; and a computer that waits for a phone."""

from typing import Any

from shouwang.kernel.actor import Role
from tests.e2e.phone.acts import Act, Effect, Story, of
from tests.e2e.phone.phone import Phone
from tests.e2e.phone.scenes import stranger
from tests.e2e.phone.scenes_joining import WHO, failed, submitted, whole_form
from tests.e2e.phone.scenes_learning import course
from tests.integration.duty.conftest import Watch
from tests.integration.recruitment import making
from tests.integration.training.taker import COURSE

NEW = "新来的人"
FORM, MINE = "apply/form/index", "apply/mine/index"


def agreed(watch: Watch, phone: Phone) -> str:
    """周㛃 has agreed to the first notice, nothing more."""
    making.consent(watch.world.sign_in(WHO), "service")
    phone.as_(WHO).sign_in()
    return ""


def mended(watch: Watch, phone: Phone) -> str:
    """The contact was to be written again, and was."""
    person, application_id, panel = submitted(watch)
    assert panel.decide(application_id, "willingness", "return", reason="contact").status_code == 200
    version = person.get("/v1/application").json["version"]
    again = {"emergency_name": "欧阳二山", "emergency_phone": "16150000008"}
    assert making.write(person, version, **again).status_code == 200
    phone.as_(WHO).sign_in()
    return ""


def computer(watch: Watch, phone: Phone | None) -> str:
    """A computer shows a code to sign in with; 王招录 holds the phone."""
    started = watch.world.house.console_sign_in.start("Chrome，Windows", "203.0.113.7")
    watch.notes["computer"] = started
    if phone and "recruiter" not in watch.notes:
        watch.notes["recruiter"] = watch.world.staff("王招录", Role.RECRUITER)
        phone.as_("王招录").sign_in()
    return f"scene={started.scene}"


def asked(watch: Watch) -> str:
    """What the computer that asked last is told."""
    started = watch.notes["computer"]
    return str(watch.world.house.console_sign_in.state(started.scene, started.secret))


def application(*keys: str) -> Effect:
    """What the server holds of 周㛃's application."""

    def read(watch: Watch) -> Any:
        told = watch.world.sign_in(WHO).get("/v1/application").json
        return [told[key] if key in told else told["fields"][key] for key in keys]

    return read


def tries(watch: Watch) -> list[str]:
    """The states of one's attempts at the course."""
    return [one["state"] for one in watch.volunteer.get(f"/v1/courses/{COURSE}").json["tries"]]


ERASURE = of(WHO, "/v1/me/erasure", "state")
STORIES = (
    Story(
        stranger,
        (
            Act(
                "arriving",
                ("pages/arrive POST /v1/me/consents",),
                "pages/arrive/index",
                "同意，用微信进入",
                of(NEW, "/v1/me", "consents"),
                [(["service"],)],
                again=True,
            ),
        ),
    ),
    Story(
        agreed,
        (
            Act(
                "phone number",
                ("pages/phone POST /v1/login/phone",),
                "pages/phone/index",
                "用这个手机号",
                lambda watch: bool(watch.world.sign_in(WHO).get("/v1/me").json["phone"]),
                True,
                again=True,
            ),
            Act(
                "consent",
                ("apply/form POST /v1/me/consents",),
                f"{FORM}?step=0",
                "同意，填身份证号",
                of(WHO, "/v1/me", "consents"),
                [(["document", "service"],)],
                again=True,
            ),
            Act(
                "photo of the form",
                ("apply/form POST /v1/application/photo",),
                f"{FORM}?step=0",
                "拍一张",
                application("photo"),
                [True],
            ),
        ),
    ),
    Story(
        whole_form,
        (
            Act(
                "a field",
                ("apply/draft PUT /v1/application",),
                f"{FORM}?step=0",
                "下一步",
                application("community"),
                ["望澜社区"],
                fields={"住在哪个社区": "望澜社区"},
                again=True,
            ),
            Act(
                "submitting",
                ("apply/form POST /v1/application/submit",),
                f"{FORM}?step=4",
                "交报名表",
                application("state"),
                ["review"],
            ),
        ),
    ),
    Story(
        mended,
        (
            Act(
                "handing back",
                ("apply/mine POST /v1/application/submit",),
                MINE,
                "都补好了，交回",
                application("state"),
                ["review"],
            ),
            Act(
                "withdrawal",
                ("apply/mine POST /v1/application/withdraw",),
                MINE,
                "撤回",
                application("state"),
                ["withdrawn"],
                before=("撤回报名",),
            ),
            Act(
                "erasure of a form",
                ("apply/mine POST /v1/me/erasure",),
                MINE,
                "删掉",
                ERASURE,
                [("asked",)],
                before=("删掉我的资料",),
            ),
            Act(
                "no erasure of a form",
                ("apply/mine DELETE /v1/me/erasure",),
                MINE,
                "不删了，留着",
                ERASURE,
                [("cancelled",)],
                before=("删掉我的资料",),
            ),
        ),
    ),
    Story(
        failed,
        (
            Act(
                "appeal",
                ("apply/mine POST /v1/application/appeal",),
                MINE,
                "送出去",
                application("state"),
                ["appealed"],
                before=("申诉，",),
                fields={"申诉的话": "那天手机没电"},
            ),
        ),
    ),
    Story(
        course,
        (
            Act(
                "attempt",
                ("train/course POST /v1/courses/{}/attempts",),
                "train/course/index",
                "开始答题",
                tries,
                ["open"],
            ),
        ),
    ),
    Story(
        computer,
        (
            Act(
                "computer in",
                (
                    "pages/sign-in POST /v1/console-sign-in/{}/scanned",
                    "pages/sign-in POST /v1/console-sign-in/{}/confirm",
                ),
                "pages/sign-in/index",
                "数字一样，确认",
                asked,
                "confirmed",
                again=True,
            ),
            Act(
                "computer out",
                ("pages/sign-in POST /v1/console-sign-in/{}/deny",),
                "pages/sign-in/index",
                "不是我",
                asked,
                "denied",
                arrange=computer,
                again=True,
            ),
        ),
    ),
)
