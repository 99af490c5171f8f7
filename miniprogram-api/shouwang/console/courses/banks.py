"""题库 as pages: which there are, a file to be read, and what was found in it row by row."""

from collections.abc import Mapping, Sequence

from shouwang.console.acts import hidden
from shouwang.console.blocks import (
    Block,
    Buttons,
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
from shouwang.console.places import COURSES
from shouwang.console.views import Link, Word
from shouwang.console.words import joined, moment
from shouwang.kernel.clock import Clock
from shouwang.kernel.problem import Problem
from shouwang.platform.jobs import Job, JobState
from shouwang.training.models import Bank, QuestionKind
from shouwang.training.service import ImportAsk
from shouwang.training.service.bank_import import ImportTold, asked_of, told_by
from shouwang.training.service.bank_reports import Told

BANKS = f"{COURSES.href}/banks"
_KINDS = {
    QuestionKind.SINGLE: "单选",
    QuestionKind.MULTIPLE: "多选",
    QuestionKind.TRUE_FALSE: "判断",
    QuestionKind.NUMERIC: "数值",
    QuestionKind.SHORT_TEXT: "填空",
    QuestionKind.ORDERING: "排序",
    QuestionKind.MATCHING: "配对",
}
_FORMATS = (
    ("", "自己认"),
    ("xlsx", "Excel（.xlsx）"),
    ("xls", "老 Excel（.xls）"),
    ("csv", "CSV"),
    ("gift", "GIFT"),
    ("moodle", "Moodle XML"),
    ("aiken", "Aiken"),
    ("text", "纯文本"),
)
_ENDINGS = ".xlsx,.xls,.csv,.txt,.gift,.xml"


def banks_sheet(banks: Sequence[Bank], form: Form, now: Clock) -> Sheet:
    """Every bank, and a file for a new one."""
    heads = (Head("题库"), Head("题", number=True), Head("这一版", second=True), Head("导出"))
    rows = tuple(
        Row(
            (
                Cell(bank.title, href=f"{BANKS}/{bank.bank_id}", second=bank.bank_id),
                Cell(f"{bank.questions:,} 道"),
                Cell(time=moment(bank.kept_at, now())),
                Cell(links=exports(bank.bank_id)),
            )
        )
        for bank in banks
    )
    table = Table("题库", heads, (Rows(rows),), Word("还没有题库", "右边交一个文件，就有了第一个。"))
    left = (Section("题库", (table,), remark="点一个，换新的一版或者往里加"),)
    right = (Section("新的题库", (form,), remark="先试读，再真的导入"),)
    return Sheet("题库", f"{len(banks)} 个", (Columns(left, right),), back=Link(COURSES.label, COURSES.href))


def bank_sheet(bank: Bank, form: Form, now: Clock) -> Sheet:
    """One bank, and a file for its next version."""
    figures = Figures((Figure(f"{bank.questions:,}", "道", f"这一版，{moment(bank.kept_at, now()).words}换上"),))
    told = "换新的一版：文件里有的就是题库的全部。往里加：原来的题留着。没答完的卷子照旧版答。"
    left: tuple[Block, ...] = (Section("导入", (Prose((told,)), form)),)
    right = (Section("现在", (figures, Buttons(links=exports(bank.bank_id))), remark=bank.bank_id),)
    return Sheet(bank.title, "先试读，再真的导入", (Columns(left, right),), back=Link("题库", BANKS))


def exports(bank_id: str) -> tuple[Link, ...]:
    """The files that a bank comes out as."""
    here = f"{BANKS}/{bank_id}/export"
    return tuple(
        Link(words, f"{here}/{name}") for name, words in (("xlsx", "Excel"), ("gift", "GIFT"), ("moodle", "Moodle"))
    )


def import_form(bank: Bank | None, typed: Mapping[str, str] | None = None, no: Problem | None = None) -> Form:
    """A file of questions: for a bank, or for a new one. What is seen goes along."""
    own = (
        Field("bank", "题库的代号", required=True, hint="小写字母、数字、短横，例如 night-2027", most_signs=64),
        Field("title", "叫什么", hint="空着就用代号", most_signs=60),
    )
    whole = Field(
        "add",
        "怎么放",
        "radio",
        value="no",
        choices=(Choice("no", "换新的一版"), Choice("yes", "往里加")),
        wide=True,
    )
    fields = (
        *(() if bank else own),
        Field(
            "file",
            "文件",
            "file",
            required=True,
            accept=_ENDINGS,
            hint="Excel、CSV、GIFT、Moodle、文本，最大 4 MB",
            wide=True,
        ),
        Field(
            "dry_run",
            "怎么办",
            "radio",
            value="yes",
            choices=(Choice("yes", "先试读，只看有没有错"), Choice("no", "真的导入，有一道错就一道也不写")),
            wide=True,
        ),
        *((whole,) if bank else ()),
        Field("partial", "有错的题不要，好的照收", "check", wide=True),
        Field("format", "格式", "select", choices=tuple(Choice(*one) for one in _FORMATS)),
        Field("key_column", "题号在哪一栏", hint="表里每道题有自己的号才填；号不能重", most_signs=60),
    )
    seen = hidden(seen=bank.version, bank=bank.bank_id) if bank else hidden()
    form = Form(f"{BANKS}/import", fields, "交上去", hidden=seen)
    return refilled(form, typed, no) if typed is not None else form


def import_sheet(job: Job, title: str, form: Form) -> Sheet:
    """One import: how far, what was found in the file, the next step."""
    ask, told = asked_of(job), told_by(job)
    over = job.state in (JobState.DONE, JobState.FAILED)
    doing = f"{'试读' if ask.dry_run else '导入'}：{title}"
    progress = Progress(doing, job.done, job.total, _says(job, ask), "" if over else f"{BANKS}/imports/{job.job_id}")
    blocks: list[Block] = [Section("进度", (progress,), remark=job.job_id)]
    if told:
        blocks += _found(told)
    if over and (ask.dry_run or job.state is JobState.FAILED):
        blocks += _onward(told, form)
    if over and told and told.report.imported:
        blocks.append(Buttons(links=(Link("看这个题库", f"{BANKS}/{ask.bank_id}"),)))
    says = "关了这一页也在做；这个地址一直能回来看"
    return Sheet(doing, says, tuple(blocks), back=Link("题库", BANKS), reloads_after_s=0 if over else 3)


def _says(job: Job, ask: ImportAsk) -> str:
    if job.state is JobState.FAILED:
        return f"没有导入：{job.fault or '原因没有记下'}。一道也没有写进去"
    if job.state is JobState.UNDOING:
        return "没有做成，正在把写了一半的收回来"
    if job.state is JobState.DONE:
        return "试读完了，什么也没有写进去" if ask.dry_run else "都导入了"
    return f"写好 {job.done:,} / {job.total:,} 道" if job.total else "排上队了，马上开始读"


def _onward(told: ImportTold | None, form: Form) -> list[Block]:
    good = told is not None and not told.report.bad
    hint = (Prose(("试读不留文件：再选同一个文件，选「真的导入」，交上去就换上。",)),) if good else ()
    return [Section("真的导入" if good else "改好再交", (*hint, form))]


def _found(told: ImportTold) -> list[Block]:
    """What was found in a file."""
    report = told.report
    kinds = joined(*(f"{_KINDS.get(QuestionKind(kind), kind)} {count}" for kind, count in report.by_kind.items()))
    figures = (
        Figure(f"{report.fresh:,}", "道新题", kinds or "题库里都有了"),
        Figure(f"{report.bad:,}", "道有错", "改好再来，或者勾「有错的题不要」" if report.bad else "每一道都读得懂"),
        Figure(f"{told.duplicates:,}", "道重的", "只收一次"),
        Figure(f"{report.bank_questions:,}", "道", "导入以后题库一共"),
    )
    return [
        Section("读到的", (Figures(figures), _faults(report.faults)), remark=f"格式 {report.format}"),
        *_besides("重的题", report.duplicates, told.duplicates),
        *_besides("请看一眼", report.notes, told.notes),
    ]


def _faults(faults: Sequence[Told]) -> Block:
    if not faults:
        return Words(Word("没有错", "每一道题都读得懂。"))
    return _places("错的地方", faults)


def _besides(title: str, places: Sequence[Told], count: int) -> tuple[Block, ...]:
    remark = f"列出前 {len(places)} 处，一共 {count:,} 处" if count > len(places) else f"{count:,} 处"
    return (Section(title, (_places(title, places),), remark=remark),) if places else ()


def _places(caption: str, places: Sequence[Told]) -> Table:
    heads = (Head("行"), Head("格"), Head("怎么了"))
    rows = tuple(
        Row(
            (
                Cell(f"{each.sheet}　第 {each.row} 行" if each.sheet else f"第 {each.row} 行"),
                Cell(each.cell),
                Cell(each.reason),
            )
        )
        for each in places
    )
    return Table(caption, heads, (Rows(rows),))
