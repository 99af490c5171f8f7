"""One award as a page: what, to whom, on what ground, its paper, how strangers check it, what became of it, taking it back."""

from collections.abc import Mapping
from datetime import datetime, timedelta

import msgspec

from shouwang.console.acts import hidden
from shouwang.console.blocks import (
    Block,
    Buttons,
    Columns,
    Facts,
    Field,
    Folded,
    Form,
    Picture,
    Prose,
    Section,
    Sheet,
    Timeline,
    Words,
    refilled,
)
from shouwang.console.honours.words import HERE, KINDS, STATES, on
from shouwang.console.places import VOLUNTEERS
from shouwang.console.views import Event, Fact, Link, Word
from shouwang.console.volunteers.words import UnitName
from shouwang.console.words import moment
from shouwang.honours.models import Award, AwardKind, AwardState, Publication
from shouwang.honours.rules import MEDALS, REVOKERS
from shouwang.honours.service import AwardSeen
from shouwang.honours.service.issuer import BY_RULE
from shouwang.kernel.actor import Actor
from shouwang.kernel.problem import Problem

REVOKE, REISSUE = "revoke", "reissue"
_PAPER = (360, 509)  # pixels; the share picture is three times as wide
_SHOWN: Mapping[Publication, str] = {
    Publication.FULL: "全名",
    Publication.MASKED: "只露姓",
    Publication.WITHDRAWN: "收回了公开，只看得到有没有效",
}
_REVOKED = (
    "验真页和扫码当场显示「已撤销」和原因；证书图、打印稿、电子凭证都不再出示。",
    "编号进公开的撤销名单，别人的软件一分钟内查得到。本人收到通知和原因，7 天内可以申诉。",
    "记录留着，编号不再用，撤销以后不能恢复。",
)


class Refused(msgspec.Struct, frozen=True):
    """A form of the page that was not taken: which, what was typed, why."""

    act: str
    typed: Mapping[str, str]
    why: Problem


def award_sheet(actor: Actor, seen: AwardSeen, unit_name: UnitName, now: datetime, no: Refused | None = None) -> Sheet:
    """The page of one award."""
    award = seen.award
    written = award.inscription
    left: tuple[Block, ...] = (Section("证书", _paper(seen)),)
    right = (
        Section("写的什么", (Prose(tuple(written.body.split("\n"))), Facts(_facts(seen, unit_name)))),
        Section("凭什么", _ground(seen)),
        Section("经过", (Timeline(_past(seen, now)),), remark="新的在上"),
    )
    return Sheet(
        written.title,
        f"{written.name}，{written.serial}",
        (Columns(right, left), *_acts(actor, seen, no)),
        back=Link("荣誉台账", HERE),
    )


def _facts(seen: AwardSeen, unit_name: UnitName) -> tuple[Fact, ...]:
    award, written = seen.award, seen.award.inscription
    person = f"{VOLUNTEERS.href}/{written.number}" if written.number else ""
    unit = unit_name(award.unit_path)
    return (
        Fact("给谁", f"{written.name} {written.number}".strip(), link=Link("看这名队员", person) if person else None),
        Fact("单位", written.unit if unit in ("", written.unit) else f"{written.unit}（现在叫{unit}）"),
        Fact("种类", KINDS[award.kind]),
        Fact("现在", STATES[seen.standing].word),
        Fact("落款", f"{written.issuer}，{on(written.issued_on)}"),
        *((Fact("有效到", on(written.valid_until)),) if written.valid_until else ()),
        Fact("验证码", written.code, link=Link("验真页", seen.verify_url)),
        Fact("外人看到", _SHOWN[award.publication]),
    )


def _paper(seen: AwardSeen) -> tuple[Block, ...]:
    award = seen.award
    if award.state is AwardState.REPLACED:
        newer = Link("看新的那份", f"{HERE}/{award.replaced_by}")
        return (Words(Word("换发过了", "这一份不再出示，验真页说它已换发。", (newer,))),)
    if award.state is AwardState.REVOKED:
        return (Words(Word("已撤销，不再出示", f"原因：{award.state_reason}")),)
    files = f"{HERE}/{award.award_id}"
    alt = f"{award.inscription.title}，{award.inscription.name}，{award.inscription.serial}"
    return (
        Picture(f"{files}/paper.jpg", alt, *_PAPER, "本人手里就是这一张"),
        Buttons(links=(Link("打印稿 PDF", f"{files}/paper.pdf"), Link("验真页", seen.verify_url))),
    )


def _ground(seen: AwardSeen) -> tuple[Block, ...]:
    """What the award rests on, as it is recorded."""
    award = seen.award
    if award.kind is AwardKind.MEDAL:
        rule = next((rule for rule in MEDALS if rule.medal == award.medal), None)
        told = f"按规则自动发：{rule.deed if rule else award.inscription.title}。"
        return (Prose((told,)), *(_star(seen) if seen.star else ()))
    if award.kind is AwardKind.SERVICE:
        facts = tuple(Fact(label, value) for label, value in award.inscription.facts)
        log = Link("每一条时长和它的存证", f"{seen.verify_url}/hours")
        return (Facts(facts), Buttons(links=(log,)))
    if award.awarded_by == BY_RULE:
        return (Prose(("考试合格后按规则自动发。",)),)
    told = f"由{seen.given_by or '一名负责人'}发，理由是证书上的那段话。"
    if award.kind is AwardKind.COMMENDATION:
        told += "文字过了检查，带积分，本人同意公开就上表扬墙。"
    return (Prose((told,)),)


def _star(seen: AwardSeen) -> tuple[Block, ...]:
    star = seen.star
    if star is None:
        return ()
    facts = (
        Fact("提出时实测", f"{star.minutes // 60:,} 小时 {star.minutes % 60} 分"),
        Fact("公示", f"{on(star.ends_on - timedelta(days=1))} 止，没有成立的异议"),
    )
    return (Facts(facts),)


def _past(seen: AwardSeen, now: datetime) -> tuple[Event, ...]:
    award = seen.award
    events = [Event("star", "发出", moment(award.awarded_at, now), who=seen.given_by or _giver(award))]
    if award.taken_at:
        events.append(Event("seen", "本人第一次打开证书", moment(award.taken_at, now)))
    if award.state_at:
        what = STATES[award.state]
        events.append(Event(what.glyph, what.word, moment(award.state_at, now), note=award.state_reason))
    return tuple(reversed(events))


def _giver(award: Award) -> str:
    return "按规则" if award.awarded_by == BY_RULE else "负责人"


def _acts(actor: Actor, seen: AwardSeen, no: Refused | None) -> tuple[Block, ...]:
    """Taking it back and giving it anew, for who may; it moves once, so that its state is the version seen."""
    award = seen.award
    mine = award.person_id == actor.person_id
    if award.state is not AwardState.ISSUED or mine or not actor.covers(award.unit_path, *REVOKERS):
        return ()
    reason = Field("reason", "原因，本人和验真的人都看得到", "area", required=True, most_signs=100)
    here = f"{HERE}/{award.award_id}"
    revoke = Form(f"{here}/{REVOKE}", (reason,), "撤销这份荣誉", hidden(1), tone="stop", other=Link("先不办", here))
    anew = Form(f"{here}/{REISSUE}", (reason,), "换发", hidden(1), tone="plain", other=Link("先不办", here))
    said = "姓名、单位、编号照现在的名册重写一份，旧的这份验出来是「已换发」，换不回来。"
    also = _also(seen)
    blocks = [Folded("撤销", (Prose((*_REVOKED, *also)), _again(revoke, REVOKE, no)), _open(REVOKE, no), "stop")]
    if award.inscription.number:
        blocks.append(Folded("换发", (Prose((said,)), _again(anew, REISSUE, no)), _open(REISSUE, no)))
    return (Section("能办的", tuple(blocks)),)


def _also(seen: AwardSeen) -> tuple[str, ...]:
    if seen.star:
        return ("这一级星也不再算数。",)
    if seen.award.kind is AwardKind.COMMENDATION:
        return ("表扬墙上撤下，带的积分冲回。",)
    return ()


def _again(form: Form, act: str, no: Refused | None) -> Form:
    return refilled(form, {"reason": no.typed.get("reason", "")}, no.why) if no and no.act == act else form


def _open(act: str, no: Refused | None) -> bool:
    return no is not None and no.act == act
