"""Giving by hand as pages: a certificate, a commendation; and what waits for a person before it is given."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from shouwang.console.acts import hidden
from shouwang.console.blocks import (
    Act,
    Cell,
    Choice,
    Columns,
    Field,
    Form,
    Head,
    Prose,
    Row,
    Rows,
    Section,
    Sheet,
    Table,
    refilled,
)
from shouwang.console.honours.words import GIVE, HELD, KINDS, tabs
from shouwang.console.views import Link, Word
from shouwang.console.words import waited
from shouwang.honours.models import AwardKind, Task, Wording
from shouwang.kernel.actor import Actor
from shouwang.kernel.problem import Problem
from shouwang.platform.dynamo import Page

CERTIFICATE, COMMENDATION = "certificate", "commendation"
TITLE = Field("title", "荣誉名称", required=True, most_signs=20, hint="2 到 20 个字，不写姓名")
BODY = Field("body", "正文，印在姓名下面", "area", required=True, most_signs=160, hint="10 到 160 个字")
UNTIL = Field("valid_until", "有效到", "date", hint="空着就一直有效")
_NUMBER = Field("volunteer_number", "给谁，写编号", required=True, most_signs=20, hint="例如 01-01-0001")
_BY_HAND = (AwardKind.CERTIFICATE, AwardKind.TRAINING)


def give_sheet(actor: Actor, act: str = "", typed: Mapping[str, str] | None = None, no: Problem | None = None) -> Sheet:
    """The two forms; the refused one comes back with its words."""

    def again(name: str, form: Form) -> Form:
        return refilled(form, typed or {}, no) if name == act else form

    kinds = tuple(Choice(kind, KINDS[kind]) for kind in _BY_HAND)
    kind = Field("kind", "种类", "radio", value=AwardKind.CERTIFICATE, choices=kinds)
    certificate = Form(f"{GIVE}/{CERTIFICATE}", (_NUMBER, kind, TITLE, BODY, UNTIL), "发证书", hidden())
    said = "勋章按规则自己发，志愿服务证明由本人开，都不在这里。发了马上有编号、能验真，本人收到通知。"
    praise = Form(f"{GIVE}/{COMMENDATION}", (_NUMBER, TITLE, BODY), "交上去", hidden(), tone="plain")
    checked = "文字先过微信的检查：通过了就发，带积分，本人同意公开就上表扬墙；拿不准的等上级看。"
    return Sheet(
        "发一份荣誉",
        "给自己发不了；姓名、单位照发的那一刻写死",
        (
            Columns(
                (Section("发证书", (Prose((said,)), again(CERTIFICATE, certificate))),),
                (Section("写表扬", (Prose((checked,)), again(COMMENDATION, praise))),),
                halves=True,
            ),
        ),
        tabs(actor, GIVE),
    )


def held_sheet(actor: Actor, held: Page[Wording] | None, tasks: Page[Task], now: datetime) -> Sheet:
    """Commendations whose words wait (for who decides), and honours that stopped at a name."""
    sections = []
    if held is not None:
        sections.append(Section("等人看的表扬", (_held(held, now),), remark="微信拿不准；自己写的、写自己的由别人看"))
    sections.append(Section("姓名写不出来的", (_tasks(tasks.items, now),), remark="字库里没有的字，问过本人再办"))
    return Sheet("等人看的荣誉", "看过才发", tuple(sections), tabs(actor, HELD))


def _held(held: Page[Wording], now: datetime) -> Table:
    rows = tuple(
        Row(
            (
                Cell(f"「{it.title}」", second=it.body),
                Cell(it.volunteer_number),
                Cell(time=waited(it.at, now)),
                Cell(
                    acts=(
                        Act("发", f"{HELD}/{it.wording_id}/issue", hidden(), "plain", f"发「{it.title}」"),
                        Act("不发", f"{HELD}/{it.wording_id}/refuse", hidden(), "stop", f"不发「{it.title}」"),
                    )
                ),
            )
        )
        for it in held.items
    )
    heads = (Head("表扬"), Head("给谁"), Head("等了"), Head(""))
    more = Link("后面还有", f"{HELD}?cursor={held.cursor}") if held.cursor else None
    return Table("等人看的表扬", heads, (Rows(rows),), Word("没有等人看的", "微信拿不准的表扬会列在这里。"), more)


def _tasks(tasks: Sequence[Task], now: datetime) -> Table:
    rows = tuple(
        Row(
            (
                Cell(f"{it.name}（{'、'.join(it.missing)}）", second=it.number, href=f"{HELD}/{it.task_id}"),
                Cell(it.citation.title, second=KINDS[it.citation.kind]),
                Cell(time=waited(it.at, now)),
            )
        )
        for it in tasks
    )
    heads = (Head("谁，哪些字"), Head("荣誉"), Head("等了"))
    return Table("姓名写不出来的", heads, (Rows(rows),), Word("没有停下来的", "姓名里有字库没有的字，会列在这里。"))


def task_sheet(actor: Actor, task: Task, typed: Mapping[str, str] | None = None, no: Problem | None = None) -> Sheet:
    """One honour that stopped at a name, and how to go on."""
    spelling = Field("spelling", "照这样写", most_signs=50, hint="本人同意的写法；空着就再照名册试一次")
    form = Form(f"{HELD}/{task.task_id}/settle", (spelling,), "发出去", hidden(), other=Link("先不办", HELD))
    said = (
        f"「{task.citation.title}」停在姓名里的 {'、'.join(task.missing)}，字库里没有。问过本人，照身份证上的写法填。"
    )
    return Sheet(
        task.name,
        task.number,
        (Section("怎么写", (Prose((said, task.citation.body)), refilled(form, typed or {}, no))),),
        back=Link("等人看的荣誉", HELD),
    )
