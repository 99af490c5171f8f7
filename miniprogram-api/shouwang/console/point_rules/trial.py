"""A draft tried on a season as a page: how far it is, who would move and why, the form that switches it on."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from shouwang.assessment.service import Tried
from shouwang.console.acts import hidden
from shouwang.console.blocks import (
    Block,
    Buttons,
    Cell,
    Field,
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
from shouwang.console.job_files import HERE as JOBS
from shouwang.console.places import RULES
from shouwang.console.point_rules.sheets import DRAFT, HERE, PREVIEWS
from shouwang.console.point_rules.words import Named, says, signed, under
from shouwang.console.views import Link, Word
from shouwang.console.volunteers.words import UnitName
from shouwang.kernel.problem import Problem
from shouwang.platform.jobs import JobState


def trial_sheet(
    it: Tried,
    newest: int,
    unit_name: UnitName,
    today: date,
    named: Named,
    typed: Mapping[str, str] | None = None,
    no: Problem | None = None,
) -> Sheet:
    """The page of one trial."""
    job = it.job
    over = job.state in (JobState.DONE, JobState.FAILED)
    here = f"{PREVIEWS}/{job.job_id}"
    progress = Progress("试算", job.done, job.total, _says(it), "" if over else here)
    blocks: list[Block] = [Section("进度", (progress,), remark=f"拿 {it.season} 年试算")]
    if job.state is JobState.DONE:
        blocks += [_movers(job.result, unit_name), _squadrons(it, unit_name), _switch(it, newest, today, typed, no)]
    blocks.append(Section("这一版", (_rules(it, named),)))
    return Sheet(
        "试算新办法",
        "关了这一页也在算；这个地址一直能回来看",
        tuple(blocks),
        back=Link(RULES.label, HERE),
        reloads_after_s=0 if over else 3,
    )


def _says(it: Tried) -> str:
    job = it.job
    if job.state is JobState.FAILED:
        return f"没有算成：{job.fault or '原因没有记下'}。什么也没有改，改好再试"
    if job.state is JobState.DONE:
        return "算完了，谁的分也没有动"
    return f"算过 {job.done:,} / {job.total:,} 个中队" if job.total else "排上队了，马上开始算"


def _movers(result: Mapping[str, Any], unit_name: UnitName) -> Section:
    heads = (
        Head("谁"),
        Head("中队里的名次"),
        Head("现在", number=True),
        Head("新办法", number=True),
        Head("差", number=True),
        Head("为什么"),
    )
    rows = tuple(_mover(move, unit_name) for move in result.get("movers", ()))
    empty = Word("谁也不会动", "这个赛季照新办法算，每个人的分都一样。")
    return Section(
        "谁会动，为什么", (Table("谁会动", heads, (Rows(rows),), empty),), remark="名次动得最多的在前，最多 50 人"
    )


def _mover(move: Mapping[str, Any], unit_name: UnitName) -> Row:
    was, now = int(move["place_before"]), int(move["place_after"])
    place = f"{was} → {now}" if was != now else f"{now}，不动"
    why = "，".join(f"{each['name']} {signed(each['before'])} → {signed(each['after'])}" for each in move["why"])
    more = int(move["after"]) - int(move["before"])
    return Row(
        (
            Cell(str(move["number"]), second=unit_name(str(move["unit_path"]))),
            Cell(place),
            Cell(signed(int(move["before"]))),
            Cell(signed(int(move["after"]))),
            Cell(f"+{more:,}" if more > 0 else signed(more)),
            Cell(why),
        )
    )


def _squadrons(it: Tried, unit_name: UnitName) -> Section:
    result, job = it.job.result, it.job
    heads = (Head("中队"), *(Head(words, number=True) for words in ("人", "现在", "新办法", "往上", "往下")))
    rows = tuple(
        Row(
            (
                Cell(unit_name(str(each["unit_path"])) or str(each["unit_path"])),
                *(Cell(f"{int(each[name]):,}") for name in ("members", "before", "after", "up", "down")),
            )
        )
        for each in result.get("squadrons", ())
    )
    links = tuple(Link(file.name, f"{JOBS}/{job.job_id}/files/{n}") for n, file in enumerate(job.files))
    return Section("各中队", (Table("各中队", heads, (Rows(rows),)), Buttons(links=links)), remark="每个人的表留七天")


def _switch(it: Tried, newest: int, today: date, typed: Mapping[str, str] | None, no: Problem | None) -> Section:
    first = today + timedelta(days=1)
    field = Field("from_on", "从哪天开始", "date", first.isoformat(), required=True, least=first.isoformat())
    form = Form(
        f"{PREVIEWS}/{it.job.job_id}/keep",
        (field,),
        "启用这一版",
        hidden(newest),
        other=Link("接着改", f"{DRAFT}?base={it.job.job_id}"),
    )
    said = f"启用以后是第 {newest + 1} 版，人人看得到。那天以前发生的照原来的办法算，一分不动；启用了不能收回，只能再改一版。"
    return Section("启用", (Prose((said,)), refilled(form, typed or {}, no)))


def _rules(it: Tried, named: Named) -> Table:
    heads = (Head("规则"), Head("多少分"), Head("什么时候"))
    rows = tuple(Row((Cell(rule.name), Cell(says(rule)), Cell(under(rule, named)))) for rule in it.draft.rules)
    return Table("试算的规则", heads, (Rows(rows),))
