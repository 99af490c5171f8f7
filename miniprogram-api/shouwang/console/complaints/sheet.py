"""投诉 as pages: a month's list, and one complaint with the form that rules it."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime

from shouwang.console.blocks import (
    Block,
    Cell,
    Choice,
    Columns,
    Facts,
    Field,
    Form,
    Head,
    Picture,
    Prose,
    Row,
    Rows,
    Section,
    Sheet,
    Table,
    Timeline,
)
from shouwang.console.places import COMPLAINTS
from shouwang.console.views import Event, Fact, Link, State, Word
from shouwang.console.words import moment, waited
from shouwang.kernel.clock import local_day
from shouwang.notices.models import Complaint, PieceKind, Ruling

HERE = COMPLAINTS.href
KINDS = {PieceKind.CITATION: "表扬墙上的文字", PieceKind.CARD_PHOTO: "义警证上的照片"}


def month_sheet(
    month: str, complaints: Sequence[Complaint], rulings: Mapping[str, Ruling], more: Link | None, now: datetime
) -> Sheet:
    """The complaints of one month: those not ruled first, the longest waiting first."""
    open_ones = [it for it in reversed(complaints) if it.complaint_id not in rulings]
    ruled = [it for it in complaints if it.complaint_id in rulings]
    groups = (
        Rows(tuple(_row(it, None, now) for it in open_ones), "等裁定", urgent=True),
        Rows(tuple(_row(it, rulings[it.complaint_id], now) for it in ruled), "裁定过的"),
    )
    heads = (Head("投诉"), Head("关于"), Head("提的", second=True), Head("怎么样了"))
    earlier, later = (f"{HERE}?month={_moved(month, by)}" for by in (-1, 1))
    tabs = [Link("上个月", earlier), Link(_month_words(month), f"{HERE}?month={month}", current=True)]
    if month < f"{local_day(now):%Y-%m}":
        tabs.append(Link("下个月", later))
    empty = Word(f"{_month_words(month)}没有投诉", "有人投诉会列在这里。", (Link("看上个月", earlier),))
    return Sheet(
        title="投诉",
        line="成立的，内容当场撤下，按积分办法扣分；当事人不能裁定",
        tabs=tuple(tabs),
        blocks=(Table(f"{_month_words(month)}的投诉", heads, groups, empty, more=more),),
    )


def one_sheet(complaint: Complaint, ruling: Ruling | None, filled: Callable[[Form], Form], now: datetime) -> Sheet:
    """One complaint. `filled` puts back what was typed into the form before."""
    piece = complaint.piece
    facts = (
        Fact("关于", _about(complaint)),
        Fact("提的", moment(complaint.at, now).words),
        Fact("编号", complaint.complaint_id),
    )
    said: tuple[Block, ...] = (Section("投诉人说", (Prose((complaint.text,)), Facts(facts))),)
    if piece and piece.shown:
        said += (Section("当时登着的", (Prose((f"「{piece.shown}」",)),)),)
    if piece and piece.kind is PieceKind.CARD_PHOTO:
        picture = Picture(
            f"{HERE}/{complaint.complaint_id}/picture", "被投诉的照片", 240, 320, "看过留痕；撤下以后就看不到"
        )
        said += (Section("照片", (picture,)),)
    right = _ruled(ruling, now) if ruling else (Section("裁定", (filled(_form(complaint)),)),)
    return Sheet(
        title=_about(complaint),
        line="裁定只有一次，投诉人和被投诉人都会收到结果和理由",
        blocks=(Columns(said, right, halves=True),),
        back=Link("投诉", f"{HERE}?month={complaint.complaint_id[:7]}"),
    )


def _form(complaint: Complaint) -> Form:
    effect = "成立，撤下内容，按办法扣分" if complaint.piece else "成立，按办法扣分"
    fields = [
        Field(
            "upheld",
            "裁定",
            "radio",
            required=True,
            wide=True,
            choices=(Choice("true", effect), Choice("false", "不成立，内容留着")),
        ),
        Field("reason", "理由", "area", required=True, most_signs=300, hint="两边都看得到，写事实，不写猜测"),
    ]
    if complaint.piece is None:
        fields.append(Field("against", "投诉的是谁，写编号", hint="不知道是谁就空着；空着不扣分"))
    return Form(f"{HERE}/{complaint.complaint_id}/ruling", tuple(fields), "这样裁定")


def _ruled(ruling: Ruling, now: datetime) -> tuple[Block, ...]:
    what = "投诉成立" if ruling.upheld else "投诉不成立"
    event = Event("failed" if ruling.upheld else "pass", what, moment(ruling.at, now), note=ruling.reason)
    return (Section("裁定", (Timeline((event,)),), remark="定了，不能再改；不服可走积分申诉"),)


def _row(it: Complaint, ruling: Ruling | None, now: datetime) -> Row:
    excerpt = it.text if len(it.text) <= 40 else it.text[:39] + "…"
    if ruling is None:
        state = Cell(state=State("now", f"等了 {waited(it.at, now).words}", urgent=True))
    else:
        state = Cell(state=State("failed", "成立，撤下了") if ruling.upheld else State("pass", "不成立"))
    cells = (
        Cell(excerpt or "没有写字", href=f"{HERE}/{it.complaint_id}"),
        Cell(_about(it)),
        Cell(time=moment(it.at, now)),
        state,
    )
    return Row(cells)


def _about(it: Complaint) -> str:
    return KINDS[it.piece.kind] if it.piece else it.about or "一件事"


def _month_words(month: str) -> str:
    return f"{month[:4]} 年 {int(month[5:])} 月"


def _moved(month: str, by: int) -> str:
    at = date(int(month[:4]), int(month[5:]), 1)
    number = at.year * 12 + at.month - 1 + by
    return f"{number // 12:04}-{number % 12 + 1:02}"
