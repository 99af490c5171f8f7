"""The log as searched, and the report of hours by whose word they rest on, as pages."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from urllib.parse import urlencode

from shouwang.console.audit.words import ACTS, act_words, facts_words, subject_words
from shouwang.console.blocks import Block, Cell, Choice, Field, Form, Head, Row, Rows, Section, Sheet, Table, Words
from shouwang.console.places import AUDIT
from shouwang.console.views import Link, Word
from shouwang.console.volunteers.words import UnitName, by_words, hours_words
from shouwang.console.words import joined, moment
from shouwang.duty.models import AttestedLine
from shouwang.duty.service.records import AttesterView
from shouwang.kernel.actor import Actor, Role
from shouwang.kernel.problem import Problem
from shouwang.platform.audit import AuditLine
from shouwang.platform.dynamo import Page

HERE = AUDIT.href
HOURS = HERE + "/hours"
Asked = Mapping[str, str]


def tabs(actor: Actor, here: str) -> tuple[Link, ...]:
    """The pages of this group; the log itself is the auditor's alone."""
    log = (Link("审计记录", HERE, current=here == HERE),) if Role.AUDITOR in actor.roles else ()
    return (*log, Link("凭人证明的时长", HOURS, current=here == HOURS))


def log_sheet(
    actor: Actor, asked: Asked, page: Page[AuditLine] | None, now: datetime, refusal: Problem | None
) -> Sheet:
    """What a search of the log found; nothing is read before something is asked."""
    found: Block
    if page is None:
        found = Words(Word("写上一项再找", "写队员编号，看关于他的；写办事的人的编号，看他做过的；写哪天，看那天的。"))
    else:
        found = _lines(asked, page, now)
    return Sheet(
        AUDIT.label,
        "只能看，不能改；你来查，也记在里面",
        (Section("找", (_form(asked, refusal),)), Section("记录", (found,), remark="新的在上")),
        tabs=tabs(actor, HERE),
        printed=joined("审计记录", _asked_words(asked), moment(now, now).exact, f"{actor.name}打印，已记入审计"),
    )


def _form(asked: Asked, refusal: Problem | None) -> Form:
    faults = {fault.pointer.removeprefix("/"): fault.detail for fault in refusal.faults} if refusal else {}
    acts = (Choice("", "什么都看"), *(Choice(act, words) for act, words in ACTS.items()))

    def field(name: str, label: str, **more: object) -> Field:
        return Field(name, label, value=asked.get(name, ""), fault=faults.get(name, ""), **more)  # type: ignore[arg-type]

    return Form(
        HERE,
        (
            field("about", "关于谁", hint="队员编号，或者对象，例如 unit#D1/B01", most_signs=120),
            field("by", "谁做的", hint="办事的人的队员编号", most_signs=40),
            field("day", "哪天", shape="date"),
            field("act", "什么事", shape="select", choices=acts),
        ),
        "找",
        method="get",
        remark="前三项写一项",
    )


def _asked_words(asked: Asked) -> str:
    names = {"about": "关于", "by": "谁做的", "day": "哪天"}
    return "，".join(f"{words} {asked[name]}" for name, words in names.items() if asked.get(name))


def _lines(asked: Asked, page: Page[AuditLine], now: datetime) -> Table:
    heads = (Head("什么事"), Head("谁"), Head("关于", second=True), Head("别的", second=True), Head("什么时候"))
    rows = tuple(_line(line, now) for line in page.items)
    kept = {name: value for name, value in asked.items() if value and name != "cursor"}
    more = Link("更早的", f"{HERE}?{urlencode({**kept, 'cursor': page.cursor})}") if page.cursor else None
    start = Link("回到最近的", f"{HERE}?{urlencode(kept)}") if asked.get("cursor") else None
    text = "这一段里没有，点「更早的」接着找。" if page.cursor else "换一项，或者换一天。"
    return Table("审计记录", heads, (Rows(rows),), Word("没有记录", text), more, start)


def _line(line: AuditLine, now: datetime) -> Row:
    about, which = subject_words(line.subject)
    return Row(
        (
            Cell(act_words(line.act)),
            Cell(by_words(line.actor_as), second=line.actor_id),
            Cell(about, second=which),
            Cell(facts_words(line)),
            Cell(time=moment(line.at, now)),
        )
    )


def hours_sheet(actor: Actor, month: str, page: Page[AttesterView], now: datetime, force: str) -> Sheet:
    """Hours of a month that rest on somebody's word, by whose it is, the most first."""
    them = sorted(page.items, key=lambda one: -one.minutes)
    most = max((one.minutes for one in them), default=0)
    heads = (Head("谁证明的"), *(Head(words, number=True) for words in ("时长", "条", "人")))
    rows = tuple(
        Row(
            (
                Cell(one.name or "没有登记姓名", href=f"{HOURS}/{one.person_id}?month={month}", bar=one.minutes / most),
                Cell(hours_words(one.minutes)),
                Cell(f"{one.entries:,}"),
                Cell(f"{one.people:,}"),
            )
        )
        for one in them
        if one.minutes
    )
    more = Link("后面还有", f"{HOURS}?{urlencode({'month': month, 'cursor': page.cursor})}") if page.cursor else None
    empty = Word(f"{month} 没有凭人证明的时长", "这个月的时长两头都有打卡。换一个月看看。")
    table = Table("凭人证明的时长", heads, (Rows(rows),), empty, more)
    return Sheet(
        "凭人证明的时长",
        "手工补的、代点名的、核过的，都算在证明的人名下",
        (Section(month, (table,), remark="两个人证明的，各算一次"),),
        tabs=tabs(actor, HOURS),
        search=Form(
            HOURS, (Field("month", "月份", "month", value=month),), "看", method="get", one_line=True, tone="plain"
        ),
        printed=joined(force, "凭人证明的时长", month, moment(now, now).exact, f"{actor.name}打印"),
    )


def attested_sheet(month: str, lines: Sequence[AttestedLine], unit_name: UnitName) -> Sheet:
    """The entries behind one line of that report."""
    heads = (Head("哪天"), Head("谁的时长", second=True), Head("单位"), Head("时长", number=True))
    rows = tuple(
        Row(
            (
                Cell(line.day.isoformat()),
                Cell(line.person_id),
                Cell(unit_name(line.unit_path)),
                Cell(hours_words(line.minutes)),
            )
        )
        for line in lines
    )
    table = Table("凭他证明的条目", heads, (Rows(rows),))
    back = Link("凭人证明的时长", f"{HOURS}?month={month}")
    return Sheet(f"{month} 凭一个人证明的", f"{len(lines):,} 条", (Section("条目", (table,)),), back=back)
