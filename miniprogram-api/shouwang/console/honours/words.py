"""Words of honours, and what the pages of the group have in common."""

from collections.abc import Mapping
from datetime import date

from shouwang.console.places import HONOURS
from shouwang.console.views import Link, State
from shouwang.honours.models import AwardKind, AwardState
from shouwang.kernel.actor import LEADERS, Actor

HERE = HONOURS.href
GIVE, HELD, CEREMONIES, YEARLY = f"{HERE}/give", f"{HERE}/held", f"{HERE}/ceremonies", f"{HERE}/yearly"

KINDS: Mapping[AwardKind, str] = {
    AwardKind.MEDAL: "勋章",
    AwardKind.CERTIFICATE: "荣誉证书",
    AwardKind.COMMENDATION: "表扬",
    AwardKind.TRAINING: "结业证书",
    AwardKind.SERVICE: "志愿服务证明",
}
STATES: Mapping[AwardState, State] = {
    AwardState.ISSUED: State("pass", "有效"),
    AwardState.REVOKED: State("failed", "已撤销"),
    AwardState.REPLACED: State("move", "已换发"),
    AwardState.EXPIRED: State("clock", "已过期"),
}


def tabs(actor: Actor, here: str) -> tuple[Link, ...]:
    """The pages of the group, for who leads; an auditor has the register and the year's choice."""
    leads = bool(actor.scopes(*LEADERS))
    places = {"台账": HERE, "发一份": GIVE, "等人看的": HELD, "集体颁发": CEREMONIES, "年度评选": YEARLY}
    shown = places if leads else {"台账": HERE, "年度评选": YEARLY}
    return tuple(Link(label, href, current=href == here) for label, href in shown.items())


def on(day: date) -> str:
    """A day in words, with its year."""
    return f"{day.year} 年 {day.month} 月 {day.day} 日"
