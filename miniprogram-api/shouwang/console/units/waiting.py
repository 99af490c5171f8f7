"""What waits for a second person: appointments, and recoveries of a record after a change of WeChat or phone."""

from collections.abc import Sequence
from datetime import datetime

from shouwang.console.acts import hidden
from shouwang.console.blocks import Act, Block, Buttons, Facts, Field, Folded, Form, Prose, Section, Sheet, Words
from shouwang.console.units.tree import HERE, WAITING, tabs
from shouwang.console.views import Fact, Link, Word
from shouwang.console.volunteers.words import UnitName, day_words
from shouwang.console.words import moment, span
from shouwang.kernel.actor import Actor
from shouwang.kernel.clock import local_day
from shouwang.roster.models.recoveries import Fact as Told, RecoveryState
from shouwang.roster.service import AppointmentView
from shouwang.roster.service.recovery_views import RecoveryView

_TOLD = {Told.NUMBER: "编号", Told.DOCUMENT: "证件号码", Told.PHONE: "原来的手机号"}


def waiting_sheet(
    actor: Actor,
    appointments: Sequence[AppointmentView],
    recoveries: Sequence[RecoveryView],
    now: datetime,
    unit_name: UnitName,
) -> Sheet:
    """Everything of this person's units that a second person decides."""
    asked = tuple(block for one in appointments for block in _appointment(actor, one, now, unit_name))
    lost = tuple(block for one in recoveries for block in _recovery(actor, one, now, unit_name))
    return Sheet(
        "等确认的",
        "一个人提，另一个人看过再定",
        (
            Section("任命", asked or (_none("没有等确认的任命", "在单位的页里提请，就排到这里。", HERE),)),
            Section("换了微信或者手机，找回记录", lost or (_none("没有人要找回记录", "有人申请，就排到这里。", ""),)),
        ),
        tabs=tabs(len(appointments) + len(recoveries), WAITING),
    )


def _none(title: str, text: str, href: str) -> Block:
    return Words(Word(title, text, (Link("看单位", href),) if href else ()))


def _appointment(actor: Actor, one: AppointmentView, now: datetime, unit_name: UnitName) -> tuple[Block, ...]:
    today = local_day(now)
    until = day_words(one.until_on, today) if one.until_on else "没有定"
    mine = bool(one.asked_by_name) and one.asked_by_name == actor.mention
    facts = Facts(
        (
            Fact("谁", f"{one.name} {one.volunteer_number or ''}".strip()),
            Fact("任", f"{unit_name(one.unit_path)}{one.title}"),
            Fact("从 到", f"{day_words(one.from_on, today)}，{until}"),
            Fact("为什么", one.reason),
            Fact("谁提的", f"{one.asked_by_name or '没有登记姓名'}，{moment(one.asked_at, now).words}"),
            Fact("作废", f"再过 {span(one.expires_at - now)}"),
        )
    )
    action = f"{HERE}/appointments/{one.appointment_id}"
    agree = Act("确认，马上生效", f"{action}/confirm", hidden(), "main", f"确认{one.name}任{one.title}")
    refuse = _refusing(f"{action}/refuse", "撤回…" if mine else "不同意…", "撤回" if mine else "不同意")
    return (facts, *((Prose(("你提的，要由另外一个人来确认。",)),) if mine else (Buttons((agree,)),)), refuse)


def _recovery(actor: Actor, one: RecoveryView, now: datetime, unit_name: UnitName) -> tuple[Block, ...]:
    facts = Facts(
        (
            Fact("谁的记录", f"{one.name} {one.volunteer_number}，{unit_name(one.unit_path)}"),
            Fact("说对了", "、".join(_TOLD[told] for told in one.facts)),
            *((Fact("本人说", one.words),) if one.words else ()),
            *((Fact("新手机", one.new_phone),) if one.new_phone else ()),
            Fact("申请", f"{moment(one.asked_at, now).words}，再过 {span(one.expires_at - now)}作废"),
            *(
                (Fact("见过本人", f"{one.vouched_by_name}，{moment(one.vouched_at, now).words}"),)
                if one.vouched_at
                else ()
            ),
        )
    )
    action = f"{HERE}/recoveries/{one.recovery_id}"
    refuse = _refusing(f"{action}/refuse", "不同意…", "不同意")
    if one.state is RecoveryState.ASKED:
        met = Act("见过本人，核对无误", f"{action}/vouch", hidden(), "main", f"见过{one.name}本人，核对无误")
        return (
            facts,
            Prose(("见到本人、核对证件以后再点。还要另一个人确认，记录才移过去。",)),
            Buttons((met,)),
            refuse,
        )
    if one.vouched_by_name and one.vouched_by_name == actor.mention:
        return (facts, Prose(("你见过本人了，要由另外一个人来确认。",)), refuse)
    agree = Act("确认，把记录移过去", f"{action}/confirm", hidden(), "main", f"确认把{one.name}的记录移过去")
    return (facts, Prose(("确认以后，记录归新的微信；原来的微信和所有设备马上退出。",)), Buttons((agree,)), refuse)


def _refusing(action: str, title: str, submit: str) -> Folded:
    field = Field("reason", "为什么", "area", required=True, most_signs=200, hint="提的人看得到")
    return Folded(title, (Form(action, (field,), submit, hidden=hidden(), tone="stop"),), tone="stop")
