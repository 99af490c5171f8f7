"""集体颁发 as pages: the ceremonies one asked for and a new one; one with its progress, who got what, and the files."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from shouwang.console.acts import hidden
from shouwang.console.blocks import (
    Block,
    Buttons,
    Cell,
    Choice,
    Columns,
    Field,
    Folded,
    Form,
    Head,
    Progress,
    Prose,
    Row,
    Rows,
    Section,
    Sheet,
    Table,
    refilled,
)
from shouwang.console.honours.giving_sheets import BODY, TITLE, UNTIL
from shouwang.console.honours.words import CEREMONIES, HERE, STATES, tabs
from shouwang.console.views import Link, State, Word
from shouwang.console.words import moment
from shouwang.honours.models import Award, Holder
from shouwang.honours.rules import FILE_TYPES, PRINT, ZIP
from shouwang.honours.service import CeremonySeen
from shouwang.kernel.actor import LEADERS, Actor
from shouwang.kernel.problem import Problem
from shouwang.platform.jobs import Job, JobState
from shouwang.roster.models import Unit

_FILES = {ZIP: "证书图，一个压缩包，按中队分", PRINT: "打印稿 PDF，一人一页"}


def ceremonies_sheet(
    actor: Actor,
    jobs: Sequence[Job],
    units: Sequence[Unit],
    now: datetime,
    typed: Mapping[str, str] | None = None,
    no: Problem | None = None,
) -> Sheet:
    """What I asked for, and the form for one more."""
    heads = (Head("荣誉"), Head("给谁"), Head("要的", second=True), Head("做到"))
    table = Table(
        "集体颁发", heads, (Rows(tuple(_row(it, units, now) for it in jobs)),), Word("还没有集体颁发过", "右边要一批。")
    )
    form = refilled(_form(actor, units), typed or {}, no)
    said = "每人一份荣誉证书，各有编号、能验真；在队的、归你管的才发，发过的不会再发。做好了有压缩包和打印稿。"
    return Sheet(
        "集体颁发",
        "一批证书，一次做好",
        (
            Columns(
                (Section("我要过的", (table,), remark="新的在上；只有要的人看得到"),),
                (Section("要一批", (Prose((said,)), form)),),
                halves=True,
            ),
        ),
        tabs(actor, CEREMONIES),
    )


def _row(job: Job, units: Sequence[Unit], now: datetime) -> Row:
    return Row(
        (
            Cell(str(job.arguments["citation"]["title"]), href=f"{CEREMONIES}/{job.job_id}"),
            Cell(_whom(job, units)),
            Cell(time=moment(job.asked_at, now)),
            Cell(state=_state(job)),
        )
    )


def _whom(job: Job, units: Sequence[Unit]) -> str:
    path = job.arguments["unit"]
    if not path:
        return f"名单上 {len(job.arguments['numbers'])} 人"
    return next((unit.name for unit in units if unit.path == path), str(path))


def _state(job: Job) -> State:
    if job.state is JobState.DONE:
        return State("pass", f"发了 {job.result.get('issued', 0):,} 份")
    if job.state is JobState.FAILED:
        return State("failed", "没有做成")
    return State("now", f"{job.done:,} / {job.total:,} 步" if job.total else "排上队了")


def _form(actor: Actor, units: Sequence[Unit]) -> Form:
    mine = tuple(
        Choice(unit.path, "\u3000" * unit.path.count("/") + unit.name)
        for unit in units
        if actor.covers(unit.path, *LEADERS)
    )
    fields = (
        TITLE,
        Field("unit", "给整个单位", "select", choices=(Choice("", "不，照名单"), *mine)),
        Field("numbers", "或者照名单，写编号", "area", hint="空格、逗号或换行隔开", fault=""),
        BODY,
        UNTIL,
    )
    return Form(f"{CEREMONIES}/ask", fields, "做这一批", hidden(), remark="排上队就做，这一页能关")


def ceremony_sheet(actor: Actor, seen: CeremonySeen, units: Sequence[Unit]) -> Sheet:
    """One ceremony."""
    job = seen.job
    over = job.state in (JobState.DONE, JobState.FAILED)
    here = f"{CEREMONIES}/{job.job_id}"
    again = "" if over else here
    progress = Progress("做整批证书", job.done, job.total, _says(job), again)
    blocks: list[Block] = [Section("进度", (progress,), remark=_whom(job, units))]
    if job.state is JobState.DONE:
        blocks.append(_files(seen, here))
    if left := job.result.get("left_out"):
        rows = tuple(Row((Cell(str(each["volunteer_number"])), Cell(str(each["why"])))) for each in left)
        table = Table("没有发到的", (Head("编号"), Head("为什么")), (Rows(rows),))
        blocks.append(Section("没有发到的", (table,), remark=f"{len(rows)} 人"))
    blocks.append(_people(actor, seen, here))
    return Sheet(
        str(job.arguments["citation"]["title"]),
        "关了这一页也在做；这个地址一直能回来看",
        tuple(blocks),
        back=Link("集体颁发", CEREMONIES),
        reloads_after_s=0 if over else 3,
    )


def _says(job: Job) -> str:
    if job.state is JobState.FAILED:
        return f"没有做成：{job.fault or '原因没有记下'}"
    if job.state is JobState.DONE:
        return f"做完了，发了 {job.result.get('issued', 0):,} 份"
    if not job.total:
        return "排上队了，马上开始"
    doing = "发" if job.done < job.total // 2 else "画"
    return f"正在{doing}，{job.done:,} / {job.total:,} 步（一人先发、再画）"


def _files(seen: CeremonySeen, here: str) -> Section:
    if not seen.filed:
        return Section("文件", (Prose(("压缩包和打印稿删掉了。每一份证书还在，单独打开照样能打印。",)),))
    links = tuple(Link(words, f"{here}/{name}") for name, words in _FILES.items() if name in FILE_TYPES)
    clear = Form(f"{here}/clear", (), "删掉这两个文件", hidden(), tone="stop")
    said = "印好了就删：里面是所有人的姓名。荣誉和每一份证书都还在。"
    return Section("文件", (Buttons(links=links), Folded("印好了，删掉", (Prose((said,)), clear), tone="stop")))


def _people(actor: Actor, seen: CeremonySeen, here: str) -> Section:
    rows = tuple(_person(actor, holder, award) for holder, award in seen.people)
    heads = (Head("谁"), Head("单位", second=True), Head("证书编号"), Head("现在"))
    onward = seen.start + len(seen.people)
    more = Link("后面还有", f"{here}?start={onward}") if onward < seen.total else None
    start = Link("回到开头", here) if seen.start else None
    table = Table("发给谁", heads, (Rows(rows),), Word("名单还没有理好", "排到了就有。"), more, start)
    return Section("发给谁", (table,), remark=f"{seen.total:,} 人，按中队、编号排")


def _person(actor: Actor, holder: Holder, award: Award | None) -> Row:
    href = f"{HERE}/{award.award_id}" if award and actor.covers(award.unit_path, *LEADERS) else ""
    return Row(
        (
            Cell(holder.name, href=href, second=holder.volunteer_number),
            Cell(holder.unit_name),
            Cell(award.inscription.serial if award else ""),
            Cell(state=STATES[award.state] if award else State("ahead", "没有发")),
        )
    )
