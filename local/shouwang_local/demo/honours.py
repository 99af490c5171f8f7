"""Third chapter: points, the first medal, its message, the certificate, and a stranger who checks it."""

import io
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from shouwang.honours.credential import check_credential
from shouwang.honours.rendering import read_credential
from shouwang.kernel.clock import parse_rfc3339
from shouwang.notices.rules import LOST_AFTER
from shouwang_local.demo.play import Answer, Differs, Player, Stage

TEMPLATE = "honour-awarded"
_TITLES = {
    "jpg": "下载证书图片",
    "a4.jpg": "下载打印大图",
    "pdf": "下载证书 PDF",
    "png": "下载勋章图",
    "jwt": "下载电子凭证",
}
_UNDER_WAY = {"new", "sending"}


def allow_messages(stage: Stage, volunteer: Player) -> None:
    """Before the duty: the certificate of the course came with the number; one tap in WeChat allows one message."""
    stage.eventually("the certificate of the course", lambda: _honours_told(volunteer))
    template_id = next(
        grant["template_id"]
        for grant in volunteer.ask("GET", "/v1/me/inbox").json["grants"]
        if grant["template"] == TEMPLATE
    )
    stage.simulator("grant", user=volunteer.user, template_ids=[template_id])
    volunteer.step("在微信里允许一条消息", "POST", "/v1/me/message-grants", {"templates": [TEMPLATE]})


def honour(stage: Stage, volunteer: Player, folder: Path) -> None:
    """Play the chapter; files are left in the folder."""
    medal = stage.eventually("the first medal", lambda: _medals(volunteer))[0]
    stage.eventually("the points", lambda: volunteer.ask("GET", "/v1/me/points").json["all_time"] > 35)
    volunteer.step("我的积分，每一分有缘由", "GET", "/v1/me/points", note=_points)
    volunteer.step("我的荣誉", "GET", "/v1/me/honours", note=lambda a: "、".join(i["title"] for i in a.json["items"]))
    _told_once(stage, volunteer)
    files = {kind: _download(volunteer, path, kind) for kind, path in medal["files"].items()}
    for kind, content in files.items():
        (folder / f"{'medal' if kind == 'png' else 'certificate'}.{kind}").write_bytes(content)
    code = _code_in(files["jpg"])
    if code != medal["code"]:
        raise Differs(f"the picture's code reads {code}, the award's is {medal['code']}")
    _stranger(stage, code, files["png"], folder)


def _points(answer: Answer) -> str:
    reasons = "；".join(f"{entry['reason']} {entry['amount']:+}" for entry in answer.json["items"][:4])
    return f"{answer.json['all_time']} 分：{reasons}"


def _medals(volunteer: Player) -> list[Any]:
    return [award for award in volunteer.ask("GET", "/v1/me/honours").json["items"] if award["kind"] == "medal"]


def _honours_told(volunteer: Player) -> list[Any]:
    return [item for item in volunteer.ask("GET", "/v1/me/inbox").json["items"] if item["topic"] == "honours"]


def _told_once(stage: Stage, volunteer: Player) -> None:
    def by_wechat() -> str:
        return next((str(item["wechat"]) for item in _honours_told(volunteer) if item["wechat"]), "new")

    state = _settled(stage, by_wechat)
    sent = stage.simulator("sent", user=volunteer.user)["sent"]
    # Only where processes are killed may an answer be lost; then the message may have arrived or not, and the inbox says so.
    wanted = (1,) if state == "sent" else (0, 1) if state == "unknown" and stage.patience_s else ()
    titles = [item["title"] for item in _honours_told(volunteer)]
    if len(set(titles)) != len(titles) or len(sent) not in wanted:
        raise Differs(f"told in the inbox: {titles}; of one message allowed {len(sent)} sent by WeChat: {state}")
    volunteer.step("看消息", "GET", "/v1/me/inbox", note=lambda a: str(a.json["items"][0]["title"]))


def _settled(stage: Stage, look: Callable[[], str]) -> str:
    """What became of the WeChat message; one that was being sent when its sender was killed is given up after a minute."""
    try:
        return str(stage.eventually("the WeChat message", lambda: look() not in _UNDER_WAY and look()))
    except Differs:
        if not stage.patience_s:
            raise
    stage.advance(LOST_AFTER.total_seconds() + 1, "一分钟后")
    return str(stage.eventually("what became of the WeChat message", lambda: look() not in _UNDER_WAY and look(), 90))


def _download(volunteer: Player, path: str, kind: str) -> bytes:
    title = _TITLES[kind]
    path = re.sub(r"^https?://[^/]+", "", path)
    return volunteer.step(title, "GET", path, note=lambda a: f"{len(a.body) / 1000:.0f} kB").body


def _code_in(picture: bytes) -> str:
    """What a QR reader reads in the certificate."""
    import zxingcpp  # noqa: PLC0415 -- slow import
    from PIL import Image  # noqa: PLC0415

    found = zxingcpp.read_barcodes(Image.open(io.BytesIO(picture)))
    if not found:
        raise Differs("no QR code can be read in the certificate")
    return str(found[0].text.rsplit("/", 1)[1])


def _stranger(stage: Stage, code: str, medal: bytes, folder: Path) -> None:
    stranger = Player(stage, "外人", "nobody")
    page = stranger.step("扫码看核验页", "GET", f"/C/{code}", note=lambda a: f"{len(a.body)} 字节，没有脚本")
    text = page.body.decode()
    if "有效" not in text or "<script" in text or len(page.body) > 10_000:
        raise Differs("the verification page is not as it should be")
    (folder / "verification.html").write_bytes(page.body)
    told = stranger.step("核验接口", "GET", f"/v1/verify/{code.lower()}", note=lambda a: str(a.json["state"]))
    (folder / "verification.json").write_text(json.dumps(told.json, ensure_ascii=False, indent=1))
    stranger.step("编一个码", "GET", "/v1/verify/0000000000000000", problem="no-such-honour")
    document = stranger.step("取公钥", "GET", "/.well-known/did.json").json
    token = read_credential(medal)
    if token is None:
        raise Differs("the medal's picture holds no credential")
    credential = check_credential(token, document, parse_rfc3339(told.json["checked_at"]))
    (folder / "credential.json").write_text(json.dumps(credential, ensure_ascii=False, indent=1))
