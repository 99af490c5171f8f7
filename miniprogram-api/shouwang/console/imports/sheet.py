"""Lists in and out as pages: what to send, what was found in it row by row, how far it has got."""

from collections.abc import Mapping, Sequence
from typing import Any

from shouwang.console.acts import hidden
from shouwang.console.blocks import (
    Block,
    Cell,
    Choice,
    Columns,
    Field,
    Figure,
    Figures,
    Form,
    Head,
    Progress,
    Prose,
    Row,
    Rows,
    Section,
    Sheet,
    Table,
    Words,
    refilled,
)
from shouwang.console.jobs import KINDS
from shouwang.console.places import IMPORTS
from shouwang.console.views import Link, Word
from shouwang.kernel.actor import Actor
from shouwang.kernel.geo import Crs
from shouwang.kernel.problem import Problem
from shouwang.platform.jobs import Job, JobState
from shouwang.roster.models import Unit
from shouwang.roster.rules import KEEPERS
from shouwang.roster.rules.importing import COLUMNS
from shouwang.roster.rules.pointing import COLUMNS as POINT_COLUMNS
from shouwang.roster.service.exporting import EXPORTERS, Format
from shouwang.roster.service.importing import IMPORTERS

HERE = IMPORTS.href
MEMBERS, POINTS, EXPORT = "members", "points", "export"
_FILE = Field("file", "表", "file", required=True, accept=".xlsx,.csv", hint="Excel 或 CSV，最大 4 MB")
_DRY = Field(
    "dry_run",
    "怎么办",
    "radio",
    value="yes",
    choices=(Choice("yes", "先试读，只看有没有错"), Choice("no", "真的导入，有一行错就一行也不写")),
)
_DATUMS = (
    Choice(Crs.GCJ02, "腾讯、高德地图（国测局）"),
    Choice(Crs.WGS84, "GPS（WGS-84）"),
)


def members_form() -> Form:
    """Members in."""
    skip = Field("skip_known", "已经在队的人跳过，不算错", "check")
    return Form(
        f"{HERE}/{MEMBERS}", (_FILE, _DRY, skip), "交上去", hidden=hidden(), remark="交上去以后在后台读，这页能关"
    )


def points_form() -> Form:
    """Points in."""
    datum = Field("crs", "坐标是哪种", "select", value=Crs.GCJ02, choices=_DATUMS)
    return Form(f"{HERE}/{POINTS}", (_FILE, _DRY, datum), "交上去", hidden=hidden(), tone="plain")


def export_form(actor: Actor, units: Sequence[Unit]) -> Form:
    """Members out."""
    choices = tuple(
        Choice(unit.path, "\u3000" * unit.path.count("/") + unit.name)
        for unit in units
        if actor.covers(unit.path, *EXPORTERS)
    )
    kinds = (Choice(Format.XLSX, "Excel"), Choice(Format.CSV, "CSV"))
    return Form(
        f"{HERE}/{EXPORT}",
        (
            Field("unit_path", "哪个单位", "select", choices=choices, required=True),
            Field("format", "格式", "radio", value=Format.XLSX, choices=kinds),
            Field("names", "要看全名", "check", hint="名单上的每个人都看得到是谁、为什么导出的"),
            Field("reason", "用途", hint="要看全名就得写", most_signs=200),
        ),
        "导出",
        hidden=hidden(),
        tone="plain",
        remark="文件留七天",
    )


def imports_sheet(
    actor: Actor,
    units: Sequence[Unit],
    sent: str = "",
    typed: Mapping[str, str] | None = None,
    no: Problem | None = None,
) -> Sheet:
    """What may be sent in and asked for."""

    def again(name: str, form: Form) -> Form:
        return refilled(form, typed or {}, no) if sent == name else form

    left: list[Block] = []
    if actor.scopes(*IMPORTERS):
        told = f"第一行是栏名：{'、'.join(COLUMNS)}。必填的是前三栏，编号空着就由系统发。"
        left.append(Section("导入名册", (Prose((told,)), again(MEMBERS, members_form()))))
    right: list[Block] = []
    if actor.scopes(*EXPORTERS):
        right.append(
            Section("导出名册", (again(EXPORT, export_form(actor, units)),), remark="姓名和手机遮住，除非写明用途")
        )
    if actor.scopes(*KEEPERS):
        told = f"第一行是栏名：{'、'.join(POINT_COLUMNS)}。已有的编号照新的改。"
        left.append(Section("导入集结点", (Prose((told,)), again(POINTS, points_form()))))
    return Sheet(IMPORTS.label, "先试读，改好了再真的导入", (Columns(tuple(left), tuple(right), halves=True),))


def job_sheet(job: Job) -> Sheet:
    """One import: how far, what was found, what to do next."""
    doing = KINDS.get(job.kind, "读表")
    over = job.state in (JobState.DONE, JobState.FAILED)
    dry = bool(job.arguments.get("dry_run"))
    title = f"试读：{doing}" if dry else doing
    here = f"{HERE}/{job.job_id}"
    again = "" if over else here
    blocks: list[Block] = [
        Section("进度", (Progress(title, job.done, job.total, _says(job, dry=dry), again),), remark=job.job_id)
    ]
    if over and job.result:
        blocks.append(_found(job.result))
    if over and dry and not job.result.get("fault_count"):
        form = members_form() if job.kind == "volunteers-import" else points_form()
        told = "没有错。试读不留文件：再选同一张表，选「真的导入」，交上去就写进去。"
        blocks.append(Section("真的导入", (Prose((told,)), form)))
    return Sheet(
        title,
        "关了这一页也在做；这个地址一直能回来看",
        tuple(blocks),
        back=Link(IMPORTS.label, HERE),
        reloads_after_s=0 if over else 3,
    )


def _says(job: Job, *, dry: bool) -> str:
    if job.state is JobState.FAILED:
        return f"没有做成：{job.fault or '原因没有记下'}。什么也没有写进去，改好再来一次"
    if job.state is JobState.UNDOING:
        return "没有做成，正在把做了一半的收回来"
    if job.state is JobState.DONE:
        return "读完了，什么也没有写进去" if dry else "都写进去了"
    return f"看过 {job.done:,} / {job.total:,} 行" if job.total else "排上队了，马上开始读"


def _found(result: Mapping[str, Any]) -> Section:
    counted = {"rows": "行好的", "numbers_to_give": "个编号", "points": "处", "new": "处新的"}
    counted |= {"known_count": "行已经在", "fault_count": "处有错"}
    figures = tuple(
        Figure(f"{int(result[name]):,}", words, _MEANS.get(name, ""))
        for name, words in counted.items()
        if isinstance(result.get(name), int)
    )
    faults = (*(result.get("faults") or ()), *(result.get("known") or ()))
    rows = tuple(map(_fault, faults))
    heads = (Head("行"), Head("栏"), Head("错在哪里"))
    table: Block = Table("错的地方", heads, (Rows(rows),)) if rows else Words(Word("没有错", "每一行都读得懂。"))
    return Section("读到的", (Figures(figures), table), remark=f"列出前 {len(rows)} 处" if rows else "")


def _fault(fault: Mapping[str, Any]) -> Row:
    """One fault: of a dry run by row and column, of a refused import by a pointer of both."""
    _, row, column = (*str(fault.get("pointer", "")).split("/"), "", "")[:3]
    where = fault.get("row") or row
    return Row((Cell(f"第 {where} 行"), Cell(str(fault.get("column") or column)), Cell(str(fault["detail"]))))


_MEANS = {
    "fault_count": "有一处错，就一行也不写进去",
    "new": "原来没有的编号",
    "numbers_to_give": "表里空着，由系统发",
    "known_count": "人或者编号已经在队，除非选了跳过",
}
