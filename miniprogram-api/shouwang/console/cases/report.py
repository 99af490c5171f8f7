"""评回报: what was done, in the volunteer's words and photos, and a mark of 0 to 5 with its reason."""

from datetime import datetime

from shouwang.console.blocks import (
    Block,
    Cell,
    Choice,
    Facts,
    Field,
    Form,
    Head,
    Picture,
    Prose,
    Row,
    Rows,
    Section,
    Table,
)
from shouwang.console.cases.case import Told, Written
from shouwang.console.cases.correction import minutes
from shouwang.console.views import Fact
from shouwang.console.words import joined, moment
from shouwang.duty.models import Ledger
from shouwang.duty.rules.reports import BEST_MARK, COUNTS
from shouwang.duty.service.views import DutyView
from shouwang.kernel.actor import Actor

_MEANS = ("没做事", "很少", "不够", "合格", "好", "很好")


def told(view: DutyView, name: str, person_id: str, actor: Actor, written: Written, now: datetime) -> Told:
    """One report."""
    report, action = view.report, f"/console/duty-reports/{person_id}/{view.session_id}"
    if report is None:
        raise AssertionError("listed without a report")
    left: tuple[Block, ...] = (
        Section(
            "做了什么", (Prose((report.text,)), *_counts(view)), remark=f"{moment(report.reported_at, now).words} 写的"
        ),
        *_photos(view, action),
    )
    why_not = _why_not(view, person_id, actor)
    form = () if why_not else (Section("评分", (_form(action, written),), remark="评一次，评了不改"),)
    return Told(
        title=f"{name}，任务回报",
        line=joined(moment(view.in_at, now).words, f"{view.point_number} {view.point_name}"),
        side="",
        left=left,
        right=(*form, Section("这一班", (_duty(view),))),
        bar=None,
        why_no_bar=why_not or "评分在上面；评完自动到下一件",
    )


def _why_not(view: DutyView, person_id: str, actor: Actor) -> str:
    if view.mark:
        return f"评过了：{view.mark.score} 分，{view.mark.reason}"
    return "自己的回报请别的队长评" if person_id == actor.person_id else ""


def _form(action: str, written: Written) -> Form:
    choices = tuple(Choice(str(score), f"{score} {_MEANS[score]}") for score in range(BEST_MARK, -1, -1))
    return Form(
        f"{action}/decision",
        (
            Field("score", "几分", "radio", value=written.score, choices=choices, required=True, wide=True),
            Field(
                "note",
                "理由",
                "area",
                value=written.note,
                hint="本人看得到，1 到 200 个字",
                required=True,
                most_signs=200,
            ),
        ),
        "记下评分",
        remark="评分会换成积分",
    )


def _counts(view: DutyView) -> tuple[Block, ...]:
    counts = view.report.counts if view.report else {}
    rows = tuple(
        Row((Cell(COUNTS[kind]), Cell(f"{count:,}"))) for kind, count in counts.items() if count and kind in COUNTS
    )
    return (Table("做了几件", (Head("哪一种"), Head("几件", number=True)), (Rows(rows),)),) if rows else ()


def _photos(view: DutyView, action: str) -> tuple[Block, ...]:
    pictures = tuple(
        Picture(f"{action}/photos/{n}", f"回报照第 {n + 1} 张", 390, 292) for n in range(view.report_photos)
    )
    return (Section("照片", pictures, remark=f"{view.report_photos} 张"),) if pictures else ()


def _duty(view: DutyView) -> Facts:
    length = "还没有算出" if view.minutes is None else minutes(view.minutes)
    book = {Ledger.MEASURED: "实测", Ledger.ATTESTED: "认定", None: "还没有记"}[view.ledger]
    return Facts((Fact("在岗", length), Fact("记在", book), Fact("要留意", view.out_flag or "没有")))
