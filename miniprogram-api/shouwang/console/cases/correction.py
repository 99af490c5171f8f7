"""核补卡: what was recorded beside what is asked for, the evidence, every word said, and what follows."""

from datetime import datetime, timedelta

from shouwang.console.blocks import Block, Cell, Head, Picture, Prose, Row, Rows, Section, Table, Timeline
from shouwang.console.cases.case import Told, Written, bar
from shouwang.console.views import Event, State, Time
from shouwang.console.words import exact, joined, moment, span
from shouwang.duty.models import CorrectionState
from shouwang.duty.rules.corrections import SECOND_WORD_FROM, UNDECIDED
from shouwang.duty.service.correction_views import CorrectionView, Looked, WordView
from shouwang.kernel.actor import Actor

STATES = {
    CorrectionState.WAITING: State("now", "待核"),
    CorrectionState.SECOND: State("now", "等第二位"),
    CorrectionState.APPROVED: State("pass", "通过了"),
    CorrectionState.REFUSED: State("failed", "没有通过"),
    CorrectionState.WITHDRAWN: State("move", "本人撤回"),
    CorrectionState.REVERSED: State("returned", "通过后撤销"),
}
REASONS = ("凭据不足，说明不了在岗", "时刻和同班的人对不上", "这一班本人没有来", "写的时间超出了班次")
DEFAULT = "看过凭据，属实"
_SECOND_H = SECOND_WORD_FROM // timedelta(hours=1)


def told(looked: Looked, actor: Actor, written: Written, now: datetime) -> Told:
    """One correction."""
    one, action = looked.view, f"/console/corrections/{looked.view.person_id}/{looked.view.correction_id}"
    left: tuple[Block, ...] = (_values(one), *_photos(one, action), *_words(one, now))
    right = (
        Section("为什么补", (Prose((one.reason, *((f"凭据：{one.evidence}",) if one.evidence else ()))),)),
        Section("判了会怎样", (Prose(_follows(one)),)),
    )
    why_not = _why_not(looked, actor)
    means = "不改时长，本人会收到理由"
    accepts = "通过，转第二位" if _needs_second(one) and not one.words else "补卡通过"
    hint = f"说明，本人看得到；不写就记「{DEFAULT}」"
    return Told(
        title=f"{one.name}，补卡",
        line=joined(one.volunteer_number, f"{one.point_number} {one.point_name}", _shift(one)),
        side=f"{moment(one.asked_at, now).words} 交的",
        left=left,
        right=right,
        bar=None if why_not else bar(f"{action}/decision", accepts, "不通过", means, REASONS, written, hint),
        why_no_bar=why_not,
        hidden=(("seen", str(looked.version)),),
    )


def _why_not(looked: Looked, actor: Actor) -> str:
    one = looked.view
    if one.state not in UNDECIDED:
        last = one.words[-1] if one.words else None
        said = f"，{last.name}：{last.reason}" if last else ""
        return f"这一条已经有了结果：{STATES[one.state].word}{said}"
    if one.person_id == actor.person_id:
        return "自己的补卡请别的队长核"
    if actor.person_id in looked.spoken:
        return "你已经核过了，超过 4 小时的要第二位队长"
    return ""


def _needs_second(one: CorrectionView) -> bool:
    return timedelta(minutes=one.beyond_min) > SECOND_WORD_FROM


def _shift(one: CorrectionView) -> str:
    if one.shift_starts_at is None or one.shift_ends_at is None:
        return "没有班次"
    return f"班次 {exact(one.shift_starts_at)[11:16]} 至 {exact(one.shift_ends_at)[11:16]}"


def _values(one: CorrectionView) -> Section:
    rows = (
        Row((Cell("到岗"), _at(one.recorded_in_at), _at(one.in_at))),
        Row((Cell("离岗"), _at(one.recorded_out_at), _at(one.out_at))),
        Row(
            (Cell("时长"), Cell(_length(one.recorded_in_at, one.recorded_out_at)), Cell(_length(one.in_at, one.out_at)))
        ),
    )
    heads = (Head(""), Head("记下的"), Head("想改成"))
    remark = f"没有记录的 {span(timedelta(minutes=one.beyond_min))}" if one.beyond_min else "全在记录以内"
    return Section("两边的时刻", (Table("记下的和想改成的", heads, (Rows(rows),)),), remark=remark)


def _at(at: datetime | None) -> Cell:
    return Cell(time=Time(exact(at)[5:16].replace("-", "/"), exact(at))) if at else Cell("没有记录")


def _length(start: datetime | None, end: datetime | None) -> str:
    return minutes(round((end - start).total_seconds() / 60)) if start and end else "记不出"


def minutes(count: int) -> str:
    """A length of duty to the minute."""
    hours, rest = divmod(count, 60)
    return f"{hours} 小时 {rest} 分" if hours and rest else f"{hours} 小时" if hours else f"{rest} 分"


def _photos(one: CorrectionView, action: str) -> tuple[Block, ...]:
    pictures = tuple(Picture(f"{action}/photos/{n}", f"凭据照第 {n + 1} 张", 390, 292) for n in range(one.photos))
    return (Section("照片", pictures, remark=f"{one.photos} 张"),) if pictures else ()


def _words(one: CorrectionView, now: datetime) -> tuple[Block, ...]:
    events = tuple(_event(word, now) for word in reversed(one.words))
    asked = Event("sheet", "本人交的补卡", moment(one.asked_at, now))
    return (Section("经过", (Timeline((*events, asked)),)),)


def _event(word: WordView, now: datetime) -> Event:
    glyph, what = ("pass", "核为属实") if word.accept else ("failed", "核为不通过")
    return Event("pass" if glyph == "pass" else "failed", what, moment(word.at, now), word.name, word.reason)


def _follows(one: CorrectionView) -> tuple[str, ...]:
    book = f"没有记录的 {minutes(one.beyond_min)}记作认定，其余照实测" if one.beyond_min else "照实测记"
    second = f"没有记录的超过 {_SECOND_H} 小时，要两位队长都通过才算。" if _needs_second(one) else ""
    return (
        f"通过：时长改成 {_length(one.in_at, one.out_at)}，{book}；原来记下的也留着。{second}",
        "不通过：时长不变，本人会收到你写的理由。",
    )
