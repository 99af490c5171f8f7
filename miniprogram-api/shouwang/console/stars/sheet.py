"""星级公示 as pages: what stands in publicity and until when; one objection with the form that rules it."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

from shouwang.console.acts import hidden
from shouwang.console.blocks import (
    Block,
    Cell,
    Choice,
    Columns,
    Facts,
    Field,
    Form,
    Head,
    Prose,
    Row,
    Rows,
    Section,
    Sheet,
    Table,
    Timeline,
)
from shouwang.console.places import STARS, VOLUNTEERS
from shouwang.console.views import Event, Fact, Link, State, Word
from shouwang.console.volunteers.words import UnitName, day_words
from shouwang.console.words import moment, waited
from shouwang.honours.models.stars import Star, StarObjection, StarObjectionState, StarState
from shouwang.honours.rules import LISTERS
from shouwang.honours.rules.stars import STARS as LEVELS
from shouwang.honours.service import OpenObjection
from shouwang.kernel.actor import Actor
from shouwang.kernel.clock import local_day
from shouwang.kernel.mask import mask_name
from shouwang.platform.dynamo import Page

HERE = STARS.href
_TERMS = "时长够了就提出来，公示满规定的工作日、没有异议才算数；登录的人提了异议就停在公示里，等另一个人定。"


def stars_sheet(
    actor: Actor,
    shown: Page[Star],
    objections: Page[OpenObjection] | None,
    unit_name: UnitName,
    now: datetime,
    *,
    later: bool,
) -> Sheet:
    """What stands in publicity, and for who rules them the objections that wait."""
    today = local_day(now)
    heads = (Head("谁"), Head("星级"), Head("提出时实测", number=True), Head("公示"), Head("现在"))
    rows = Rows(tuple(_row(actor, star, unit_name, today) for star in shown.items))
    more = Link("后面还有", f"{HERE}?cursor={shown.cursor}") if shown.cursor else None
    start = Link("回到开头", HERE) if later else None
    empty = Word("现在没有公示的星", "实测时长到了 100、300、600、1,000、1,500 小时，会提出来公示。")
    table = Table("公示中的星", heads, (rows,), empty, more, start)
    blocks: list[Block] = []
    if objections is not None:
        blocks.append(Section("等人定的异议", (_waiting(objections, now),), remark="内容只给裁定的人看"))
    blocks.append(Section("公示中", (Prose((_TERMS,)), table), remark="先到期的在前；对外只露姓"))
    return Sheet(STARS.label, "人人看得到，人人提得了异议", tuple(blocks))


def _row(actor: Actor, star: Star, unit_name: UnitName, today: date) -> Row:
    mine = actor.covers(star.unit_path, *LISTERS)
    who = Cell(star.name, href=f"{VOLUNTEERS.href}/{star.volunteer_number}", second=star.volunteer_number)
    last = star.ends_on - timedelta(days=1)
    if star.objections:
        state = State("now", f"{star.objections} 件异议等人定", urgent=True)
    elif last < today:
        state = State("ahead", "公示满了，今夜算数")
    else:
        state = State("clock", f"还有 {(last - today).days + 1} 天")
    heard = f"没登录的人提了 {star.hearsay} 件，不拦公示" if star.hearsay else ""
    return Row(
        (
            who if mine else Cell(mask_name(star.name)),
            Cell(LEVELS[star.star].title, second=unit_name(star.unit_path)),
            Cell(hours(star.minutes)),
            Cell(f"到 {day_words(last, today)}", second=f"{day_words(local_day(star.proposed_at), today)}提出"),
            Cell(state=state, second=heard),
        )
    )


def _waiting(objections: Page[OpenObjection], now: datetime) -> Table:
    rows = tuple(
        Row(
            (
                Cell(
                    it.star.name, href=f"{HERE}/{it.star.star_id}/{it.objection.objection_id}", second=it.objection.text
                ),
                Cell(LEVELS[it.star.star].title),
                Cell(_who(it.objection)),
                Cell(time=waited(it.objection.at, now)),
            )
        )
        for it in sorted(objections.items, key=lambda it: it.objection.at)
    )
    heads = (Head("谁的星，说了什么"), Head("星级", second=True), Head("谁提的", second=True), Head("等了"))
    more = Link("后面还有", f"{HERE}?objections={objections.cursor}") if objections.cursor else None
    empty = Word("没有等人定的异议", "公示里有人提了异议会列在这里。")
    return Table("等人定的异议", heads, (Rows(rows),), empty, more)


def objection_sheet(
    actor: Actor, it: OpenObjection, unit_name: UnitName, filled: Callable[[Form], Form], now: datetime
) -> Sheet:
    """One objection. `filled` puts back what was typed into the form before."""
    star, objection = it.star, it.objection
    last = star.ends_on - timedelta(days=1)
    link = Link("看这名队员", f"{VOLUNTEERS.href}/{star.volunteer_number}")
    facts = (
        Fact("队员", f"{star.name} {star.volunteer_number}", link=link),
        Fact("单位", unit_name(star.unit_path)),
        Fact("星级", f"{LEVELS[star.star].title}，要实测 {LEVELS[star.star].at_least // 60:,} 小时"),
        Fact("提出时实测", hours(star.minutes)),
        Fact("公示", f"{day_words(local_day(star.proposed_at), local_day(now))}到 {day_words(last, local_day(now))}"),
        Fact("还没定的异议", f"登录的人提的 {star.objections} 件，没登录的人提的 {star.hearsay} 件"),
    )
    said: tuple[Block, ...] = (
        Section("异议说", (Prose((objection.text,)), Facts((Fact("谁提的", _who(objection)),)))),
        Section("这颗星", (Facts(facts),)),
    )
    right = _ruling(actor, it, filled, now)
    return Sheet(
        f"{star.name}：{LEVELS[star.star].title}",
        f"{waited(objection.at, now).words}以前提的异议",
        (Columns(said, right, halves=True),),
        back=Link(STARS.label, HERE),
    )


def _ruling(actor: Actor, it: OpenObjection, filled: Callable[[Form], Form], now: datetime) -> tuple[Block, ...]:
    star, objection = it.star, it.objection
    if objection.state is not StarObjectionState.OPEN:
        upheld = objection.state is StarObjectionState.UPHELD
        what = "成立，这一级星不授予" if upheld else "不成立"
        event = Event("failed" if upheld else "pass", what, moment(objection.at, now), note=objection.ruling)
        return (Section("裁定", (Timeline((event,)),), remark="定了，不能再改"),)
    if objection.person_id == actor.person_id:
        return (Section("裁定", (Prose(("这件异议是你提的，要由另一个人来定。",)),)),)
    upholds = "成立：这一级星不授予，一年内不再提出"
    if star.state is not StarState.PUBLICITY:
        upholds = "成立：记下来；这一级星已经不在公示里"
    fields = (
        Field(
            "upheld",
            "裁定",
            "radio",
            required=True,
            wide=True,
            choices=(Choice("true", upholds), Choice("false", "不成立：没有别的异议，公示满了就授予")),
        ),
        Field("why", "理由", "area", required=True, most_signs=300, hint="成立的，本人看得到；写事实"),
    )
    form = Form(f"{HERE}/{star.star_id}/{objection.objection_id}/ruling", fields, "这样裁定", hidden(star.version))
    return (Section("裁定", (filled(form),), remark="只有一次；提的人、本人都不能定"),)


def _who(objection: StarObjection) -> str:
    return f"{objection.name}，{'队员' if objection.person_id else '没有登录的人'}"


def hours(minutes: int) -> str:
    """Minutes as hours and minutes."""
    return f"{minutes // 60:,} 小时 {minutes % 60} 分" if minutes % 60 else f"{minutes // 60:,} 小时"
