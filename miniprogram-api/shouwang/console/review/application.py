"""One application 报名 as a view, put together from what was read."""

from datetime import datetime

import msgspec

from shouwang.console.review import checks, deciding
from shouwang.console.review.deciding import Written
from shouwang.console.review.facts import facts
from shouwang.console.review.gate_path import gate_path, one_line
from shouwang.console.review.history import events
from shouwang.console.review.queue import Listed, UnitName
from shouwang.console.review.tools import tools
from shouwang.console.review.views import Application
from shouwang.console.shell import name_of
from shouwang.console.views import Link, State
from shouwang.console.words import joined
from shouwang.kernel.actor import Actor
from shouwang.kernel.clock import SHANGHAI
from shouwang.kernel.problem import Problem
from shouwang.recruitment import models
from shouwang.recruitment.models import Waiting
from shouwang.recruitment.rules.sight import REVEALS_A_DAY
from shouwang.recruitment.service import Detail, Revealed
from shouwang.roster.models import Force

_STATES = {
    models.State.REVIEW: State("now", "待审"),
    models.State.RETURNED: State("returned", "退回待补"),
    models.State.PASSED: State("pass", "已入队"),
    models.State.FAILED: State("failed", "不通过"),
    models.State.WITHDRAWN: State("move", "本人撤回"),
    models.State.APPEALED: State("now", "申诉待判"),
}

_SEXES = {"male": "男", "female": "女"}


class Opened(msgspec.Struct, frozen=True):
    """An application as it was opened: what was read, by whom, from where in the queue, with what written on it."""

    detail: Detail
    listed: Listed
    actor: Actor
    now: datetime
    request_id: str
    written: Written = msgspec.field(default_factory=Written)
    revealed: Revealed | None = None
    refused: Problem | None = None
    said: str = ""


def application_view(opened: Opened, force: Force, unit_name: UnitName) -> Application:
    """The whole of one application."""
    detail, now, place = opened.detail, opened.now, opened.listed.place
    application = detail.application
    before, after = opened.listed.neighbours(application.application_id)
    to_check = checks.checks(application, force, now)
    history = events(detail.history, now)
    address = f"/console/applications/{application.application_id}"
    return Application(
        id=application.application_id,
        name=application.name,
        line=_line(application, unit_name),
        version=application.version,
        state=State("now", "等你判") if detail.may_decide else _STATES[application.state],
        href=place.one(application.application_id),
        back=Link(f"← {place.gate.words}", place.here),
        gates=gate_path(detail.way, force, now),
        gates_line=one_line(detail.way, force, now),
        checks_title="本关要看的",
        checks_remark=checks.remark(to_check),
        checks=to_check,
        facts=facts(application, opened.actor, opened.revealed),
        facts_remark=_seen_today(opened),
        reveal_action=f"{address}/reveal",
        history=history,
        history_remark=f"共 {len(history)} 条",
        previous=_neighbour(opened, before),
        next=_neighbour(opened, after),
        bar=deciding.bar(application, opened.written) if detail.may_decide else None,
        why_no_bar="" if detail.may_decide else deciding.why_no_bar(application),
        overtaken=deciding.overtaken(application, opened.written),
        news=deciding.notes(opened.written, opened.said, opened.refused),
        tools=tools(detail, opened.actor, opened.request_id, now),
        hidden=_hidden(opened, after),
        mask_after_s=opened.revealed.shown_for_s if opened.revealed else 0,
        printed=deciding.printed(force.name, name_of(opened.actor), now.astimezone(SHANGHAI)),
    )


def _line(application: models.Application, unit_name: UnitName) -> str:
    brigade = unit_name(application.unit_path.rpartition("/")[0])
    wish = "，".join(name for name in (brigade, unit_name(application.unit_path)) if name)
    born = f"{application.birth_year} 年生" if application.birth_year else ""
    person = "，".join(part for part in (_SEXES.get(application.sex, ""), born) if part)
    return joined(person, f"申请号 {application.number}", f"愿去 {wish}")


def _seen_today(opened: Opened) -> str:
    return f"今天看过 {opened.detail.revealed_today} 项，上限 {REVEALS_A_DAY}"


def _neighbour(opened: Opened, line: Waiting | None) -> Link | None:
    return Link(line.name, opened.listed.place.one(line.application_id)) if line else None


def _hidden(opened: Opened, after: Waiting | None) -> tuple[tuple[str, str], ...]:
    """What the page's form carries beside what is typed: the version seen, and where to go on."""
    application, place = opened.detail.application, opened.listed.place
    return (
        ("version", str(application.version)),
        ("at_gate", application.gate or ""),
        ("request_id", opened.request_id),
        ("who", application.name),
        ("next", after.application_id if after else ""),
        ("gate", place.gate),
        ("status", place.state),
        ("cursor", place.cursor),
    )
