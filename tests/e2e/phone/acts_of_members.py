"""Acts of a member beside the duty: corrections, points, honours and the own data."""

from typing import Any

from shouwang.identity.models import Purpose
from shouwang.identity.rules import NOTICES
from tests.e2e.phone.acts import Act, Story, of
from tests.e2e.phone.acts_on_duty import TEMPLATE, left
from tests.e2e.phone.member_scenes import decorated, forgotten
from tests.e2e.phone.phone import Phone
from tests.e2e.phone.scenes import signed_in
from tests.integration.duty.conftest import Watch


def praised_in_public(watch: Watch, phone: Phone) -> None:
    """Nothing but the location is left to agree to."""
    given = {"purpose": Purpose.PUBLICATION, "notice_version": NOTICES[Purpose.PUBLICATION]}
    assert watch.volunteer.post("/v1/me/consents", {"consents": [given]}).status_code == 200


def with_messages(watch: Watch, phone: Phone) -> str:
    """张队员 has a medal; the force sends one kind of message through WeChat."""
    query = decorated(watch, phone)
    watch.world.house.notices.templates["honour-awarded"] = TEMPLATE
    return query


def devices(watch: Watch) -> int:
    """How many phones are signed in, one of them anew: the one that was sent out was the test's own."""
    watch.volunteer = watch.world.sign_in(watch.volunteer.name)
    return len(watch.volunteer.get("/v1/me/sessions").json["items"])


def consents(watch: Watch) -> list[str]:
    """What was agreed to."""
    return sorted(watch.volunteer.get("/v1/me").json["consents"])


def praises(watch: Watch) -> list[str]:
    """What the leader was praised for."""
    return [one["words"] for one in watch.leader.get("/v1/me/honours").json["praises"]]


def honours(watch: Watch) -> list[dict[str, Any]]:
    """What was awarded."""
    return list(watch.volunteer.get("/v1/me/honours").json["items"])


def records(watch: Watch) -> int:
    """How many proofs of service there are."""
    return [one["kind"] for one in honours(watch)].count("service")


def shown(watch: Watch) -> list[str]:
    """How the medal is shown to who verifies it."""
    return [one["publication"] for one in honours(watch) if one["kind"] == "medal"]


def photo(watch: Watch) -> int:
    """Whether the card has a photo."""
    return watch.volunteer.get("/v1/me/card/photo").status_code


def unread(watch: Watch) -> list[str]:
    """Titles of messages that nobody opened."""
    return [one["title"] for one in watch.volunteer.get("/v1/me/inbox").json["items"] if not one["read_at"]]


CORRECTIONS = "me/corrections/index"
ERASURE = of("volunteer", "/v1/me/erasure", "state")
STORIES = (
    Story(
        forgotten,
        (
            Act(
                "correction",
                ("me/correction POST /v1/corrections",),
                "me/correction/index",
                "送给队长核对",
                of("volunteer", "/v1/corrections", "state", "reason"),
                [("waiting", "忘了打离岗")],
                before=("忘了打离岗",),
                again=True,
            ),
            Act(
                "photo of a correction",
                ("me/corrections POST /v1/corrections/{}/photo",),
                CORRECTIONS,
                "照片 0/3",
                of("volunteer", "/v1/corrections", "photos"),
                [(1,)],
            ),
            Act(
                "taking back",
                ("me/corrections POST /v1/corrections/{}/withdraw",),
                CORRECTIONS,
                "收回",
                of("volunteer", "/v1/corrections", "state"),
                [("withdrawn",)],
            ),
        ),
    ),
    Story(
        with_messages,
        (
            Act(
                "reading",
                ("me/inbox POST /v1/me/inbox/{}/read",),
                "me/inbox/index",
                "首次巡逻",
                lambda watch: [one for one in unread(watch) if "首次巡逻" in one],
                [],
                again=True,
            ),
            Act(
                "messages",
                ("me/inbox POST /v1/me/message-grants",),
                "me/inbox/index",
                "添加",
                left,
                lambda times: times,
                again=True,
            ),
            Act(
                "dispute",
                ("me/hours POST /v1/me/points/{}/dispute",),
                "me/hours/index",
                "提交，请人再看",
                of("leader", "/v1/points-disputes", "text"),
                [("班次时间改过",)],
                before=("执勤时长", "我觉得不对", "班次时间改过"),
            ),
            Act(
                "praise",
                ("honours/praise POST /v1/praise",),
                "honours/praise/index",
                "送出这个赞",
                praises,
                ["风雨不误"],
                before=("风雨不误",),
                fields={"队友的编号": "01-01-0001"},
                again=True,
            ),
            Act(
                "publication",
                ("honours/certificate PUT /v1/honours/{}/publication",),
                "honours/certificate/index",
                "只看到姓（姓名打星）",
                shown,
                ["full"],
            ),
            Act(
                "proof of service",
                ("honours/certificates POST /v1/me/service-records",),
                "honours/certificates/index",
                "开一份服务证明",
                records,
                1,
                again=True,
            ),
            Act(
                "photo of the card",
                ("honours/card PUT /v1/me/card/photo",),
                "honours/card/index",
                "拍一张照片",
                photo,
                200,
            ),
        ),
    ),
    Story(
        signed_in,
        (
            Act(
                "sending a phone out",
                ("me/devices DELETE /v1/me/sessions/{}",),
                "me/devices/index",
                "让它退出",
                devices,
                2,
            ),
            Act(
                "consent taken back",
                ("me/consents DELETE /v1/me/consents/{}",),
                "me/consents/index",
                "收回",
                consents,
                ["service"],
            ),
            Act(
                "consent given again",
                ("me/consents POST /v1/me/consents",),
                "me/consents/index",
                "同意",
                consents,
                ["location", "publication", "service"],
                arrange=praised_in_public,
            ),
            Act(
                "copy",
                ("me/data POST /v1/me/export",),
                "me/data/index",
                "导出我的全部资料",
                of("volunteer", "/v1/me/export", "state"),
                [("waiting",)],
            ),
            Act(
                "erasure",
                ("me/erasure POST /v1/me/erasure",),
                "me/erasure/index",
                "我明白，申请注销",
                ERASURE,
                [("asked",)],
                before=("申请注销",),
            ),
            Act(
                "no erasure",
                ("me/erasure DELETE /v1/me/erasure",),
                "me/erasure/index",
                "撤回，不注销了",
                ERASURE,
                [("cancelled",)],
            ),
        ),
    ),
)
