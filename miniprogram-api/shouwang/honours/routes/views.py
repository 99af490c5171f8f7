"""What the public page says, in words: its state (glyph and word) first, one sentence, then facts."""

from collections.abc import Mapping
from datetime import date, datetime

import msgspec

from shouwang.honours.models import AwardKind, AwardState, CardSeen, CardStanding, Verified
from shouwang.honours.rules import CheckedTooOften, NoSuchHonour, tenths_of_hours
from shouwang.honours.service import Checked, Found, Shown
from shouwang.kernel.clock import SHANGHAI, local_day
from shouwang.kernel.problem import Problem

KINDS: Mapping[AwardKind, str] = {
    AwardKind.MEDAL: "勋章",
    AwardKind.CERTIFICATE: "荣誉证书",
    AwardKind.COMMENDATION: "表扬",
    AwardKind.TRAINING: "结业证书",
    AwardKind.SERVICE: "志愿服务证明",
}


class View(msgspec.Struct, frozen=True):
    """One answer of the page. `more` is a link to a next page: words and address."""

    glyph: str
    word: str
    sentence: str
    facts: tuple[tuple[str, str], ...] = ()
    checked: str = ""
    more: tuple[str, str] | None = None


def of_honour(verified: Verified) -> View:
    """What a code stands for."""
    kind, issuer = KINDS[verified.kind], verified.issuer
    since = day(local_day(verified.state_at) if verified.state_at else verified.issued_on)
    until = day(verified.valid_until) if verified.valid_until else ""
    glyph, word, sentence = {
        AwardState.ISSUED: ("pass", "有效", f"这份{kind}是{issuer}发的，现在有效。"),
        AwardState.EXPIRED: ("wait", "已过期", f"这份{kind}是{issuer}发的，有效期到{until}，已经过了。"),
        AwardState.REVOKED: ("failed", "已撤销", f"这份{kind}是{issuer}发的，{since}撤销了，不再有效。"),
        AwardState.REPLACED: (
            "replaced",
            "已换发",
            f"这份{kind}是{issuer}发的，{since}换发了新的，这一张不再有效。看本人手里新的那张。",
        ),
    }[verified.state]
    if verified.withdrawn:
        sentence += "本人没有公开上面的内容，请向本人核实。"
    facts = (
        ("荣誉", verified.title),
        ("获得者", verified.holder),
        ("颁发单位", issuer),
        ("颁发日期", day(verified.issued_on)),
        ("有效期至", until),
        ("证书编号", verified.serial),
    )
    return View(glyph, word, sentence, tuple(fact for fact in facts if fact[1]), moment(verified.checked_at))


def of_file(checked: Checked) -> View:
    """What a file is worth."""
    view = of_honour(checked.verified)
    words = (
        "文件里的电子凭证签名无误。"
        if checked.found is Found.CREDENTIAL
        else "只读到了图上的码：图上的字可以改，请和下面逐项对一遍。"
    )
    return View(view.glyph, view.word, words + view.sentence, view.facts, view.checked)


def of_card(seen: CardSeen) -> View:
    """What a scanned card is worth."""
    glyph, word, sentence = {
        CardStanding.ACTIVE: ("pass", "在队", f"这位是{seen.issuer}的队员。义警证是志愿服务凭证，不是执法证件。"),
        CardStanding.EXPIRED: ("wait", "证件过期", "这张义警证过了有效期，请本人换新证。"),
        CardStanding.RENEWED: ("replaced", "已换新证", "这张义警证换过新的，这一张作废。请本人打开手机上的义警证。"),
        CardStanding.LEFT: ("failed", "不在队", "证上的这位现在不在队里，这张义警证不再有效。"),
    }[seen.standing]
    facts = [("队员", seen.holder), ("单位", seen.unit), ("有效期至", day(seen.valid_until) if seen.holder else "")]
    if seen.shown_until:
        facts.append(("动态码到", moment(seen.shown_until)))
    return View(glyph, word, sentence, tuple(fact for fact in facts if fact[1]), moment(seen.checked_at))


def of_proofs(shown: Shown, code: str, at: datetime) -> View:
    """The lines behind a service record, ten at a time."""
    facts = []
    for step in shown.items:
        if step.proven is None:
            facts.append(("未封存", "这一条当天夜里封存，明天再看"))
            continue
        line = msgspec.json.decode(step.proven.line)
        ledger = {"measured": "实测", "attested": "认定"}.get(line["ledger"], "")
        place = f"{step.proven.root.day} 封存簿第 {step.proven.index + 1} 条，共 {step.proven.size} 条"
        facts.append((f"{line['day']} {ledger} {tenths_of_hours(line['minutes'])} 小时", f"{place}，编号 {line['id']}"))
    more = ("后面的", f"/c/{code}/hours?cursor={shown.cursor}") if shown.cursor else None
    sentence = (
        f"服务证明 {shown.award.inscription.serial} 由 {shown.entries} 条时长记录组成，每一条都在公示簿里，封存后谁也改不了。"
        "逐条的证明和签名在接口 /v1/verify/…/hours。"
    )
    return View("pass", "时长存证", sentence, tuple(facts), moment(at), more)


def of_problem(problem: Problem, at: datetime) -> View:
    """Why there is no answer. An unknown and a malformed code read the same."""
    if isinstance(problem, NoSuchHonour):
        sentence = "没有这个验证码的证书。先对一遍有没有抄错；没抄错，这张证书就不是我们发的。"
        return View("failed", problem.title, sentence, (), moment(at))
    if problem.slug in {"credential-forged", "credential-key-unknown"}:
        return View("failed", "对不上", problem.detail + "。这份东西不是我们发的原样。", (), moment(at))
    word = "等一分钟" if isinstance(problem, CheckedTooOften) else "没验成"
    return View("wait", word, problem.detail + "。", (), moment(at))


def day(on: date) -> str:
    """A day as the page writes it."""
    return f"{on.year} 年 {on.month} 月 {on.day} 日"


def moment(instant: datetime) -> str:
    """An instant as the page writes it."""
    local = instant.astimezone(SHANGHAI)
    return f"{day(local.date())} {local:%H:%M:%S}（北京时间）"
