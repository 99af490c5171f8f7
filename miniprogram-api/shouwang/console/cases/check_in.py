"""核打卡: where the phone said the person was, why a person is asked, what else speaks for or against, what follows."""

from datetime import datetime, timedelta
from math import hypot
from typing import Literal

from shouwang.console.blocks import Block, Cell, Checks, Head, Picture, Prose, Row, Rows, Section, Table
from shouwang.console.cases.case import Told, Written, bar
from shouwang.console.cases.fence_map import fence_map
from shouwang.console.charts import Box, Chart, Stroke, Text
from shouwang.console.views import Check, State, Time
from shouwang.console.words import exact, joined, moment
from shouwang.duty.models import CheckIn, Clearance, Doubt, Lane, Signal, Way
from shouwang.duty.rules.evidence import WORDS
from shouwang.duty.rules.fence import INSIDE_FROM, OUTSIDE_TO
from shouwang.duty.service.beside import Beside
from shouwang.duty.service.reviews import Seen
from shouwang.kernel.actor import Actor

WAYS = {Way.IN: "到岗", Way.OUT: "离岗"}
STATES = {
    Clearance.FIX: State("pass", "定位认的"),
    Clearance.CODE: State("pass", "扫码认的"),
    Clearance.PHOTO: State("pass", "照片认的"),
    Clearance.WORD: State("pass", "队长认的"),
    Clearance.PENDING: State("now", "等人核"),
    Clearance.REFUSED: State("failed", "没有认可", urgent=True),
}
REASONS = ("人不在集结点", "照片看不出是这里", "时刻和班次对不上", "同班的人没有见到")
DEFAULT = "看过位置和凭据，认可"
_NEAR = timedelta(minutes=15)


def told(seen: Seen, beside: Beside, name: str, actor: Actor, written: Written, now: datetime) -> Told:
    """One check-in."""
    check_in, action = seen.check_in, f"/console/check-ins/{seen.check_in.person_id}/{seen.check_in.check_in_id}"
    left: tuple[Block, ...] = (
        Section("位置", (fence_map(seen),), remark=f"围栏 {seen.radius_m} 米"),
        *_fixes(seen),
        *_photos(seen, action),
    )
    right = (
        Section("为什么要人看", (Prose((f"{check_in.decision.reason}。",)), *_scale(check_in))),
        _evidence(seen, beside),
        Section("判了会怎样", (Prose(_follows(check_in)),)),
        _team(beside, now),
        _before(beside, now),
    )
    own, open_ = check_in.person_id == actor.person_id, check_in.clearance is Clearance.PENDING
    way = WAYS[check_in.way]
    hint = f"说明，本人看得到；不写就记「{DEFAULT}」"
    means = "这一班不计时长，本人会收到理由，7 天内可以补卡说明"
    may = open_ and not own and check_in.lane is not Lane.TEAM
    return Told(
        title=f"{name}，{way}",
        line=joined(
            moment(check_in.occurred_at, now).words, f"{check_in.point_number} {seen.point_name}", _shift(beside)
        ),
        side="补送的" if check_in.lane is Lane.QUEUED else "当场打的",
        left=left,
        right=right,
        bar=bar(f"{action}/decision", f"认可{way}", "不认可", means, REASONS, written, hint) if may else None,
        why_no_bar=_why_not(check_in, beside, own=own),
        hidden=(("seen", str(seen.photos)),),
    )


def _why_not(check_in: CheckIn, beside: Beside, *, own: bool) -> str:
    if check_in.clearance is not Clearance.PENDING:
        session = beside.session
        by = session and (session.in_voucher if check_in.way is Way.IN else session.out_voucher)
        return f"这一条已经有了结果：{STATES[check_in.clearance].word}{f'，{by.name}' if by else ''}"
    return "自己的打卡请别的队长核" if own else "点名记的，等本人确认"


def _shift(beside: Beside) -> str:
    session = beside.session
    if session is None or session.shift_starts_at is None or session.shift_ends_at is None:
        return "没有班次"
    return f"班次 {clock(session.shift_starts_at)} 至 {clock(session.shift_ends_at)}"


def clock(at: datetime) -> str:
    """The time of day in China."""
    return exact(at)[11:16]


def _fixes(seen: Seen) -> tuple[Block, ...]:
    if not seen.fixes:
        return ()
    rows = tuple(
        Row(
            (
                Cell(exact(fix.fix_at)[11:]),
                Cell(f"{hypot(fix.north_m, fix.east_m):.0f} 米"),
                Cell("没有说" if fix.accuracy_m is None else f"{fix.accuracy_m} 米"),
            )
        )
        for fix in seen.fixes
    )
    heads = (Head("时刻"), Head("离集结点约", number=True), Head("误差", number=True))
    return (Section(f"{len(rows)} 次定位", (Table("每一次定位", heads, (Rows(rows),)),), remark="取误差最小的一次"),)


def _photos(seen: Seen, action: str) -> tuple[Block, ...]:
    pictures = tuple(
        Picture(f"{action}/photos/{n}", f"现场照第 {n + 1} 张，印着集结点和时刻", 390, 292) for n in range(seen.photos)
    )
    return (Section("现场照", pictures, remark=f"{seen.photos} 张，只给人看"),) if pictures else ()


def _scale(check_in: CheckIn) -> tuple[Block, ...]:
    """How likely the person was inside, between the two thresholds."""
    likely = check_in.decision.p_inside
    if likely is None:
        return ()
    at, low, high = likely * 100, OUTSIDE_TO * 100, INSIDE_FROM * 100
    anchor: Literal["start", "middle", "end"] = "start" if at < 8 else "end" if at > 92 else "middle"
    chart = Chart(
        label=f"人在围栏里的可能是 {at:.0f}%：到 {high:.0f}% 自动认，不到 {low:.0f}% 不认，中间要人看",
        height=58,
        strokes=(Stroke(0, 29, 100, 29, "base"),),
        boxes=(
            Box(0, 26, low, 6, "hatched"),
            Box(high, 26, 100 - high, 6, "solid"),
            Box(max(at - 0.3, 0), 18, 0.6, 22, "marked"),
        ),
        texts=(
            Text(at, 12, f"{at:.0f}%", anchor),
            Text(0, 52, f"{low:.0f}% 以下不认", "start"),
            Text(40, 52, "要人看", "middle"),
            Text(100, 52, f"{high:.0f}% 起自动认", "end"),
        ),
    )
    return (chart,)


def _evidence(seen: Seen, beside: Beside) -> Section:
    checks = _sentences(seen, beside)
    words = {"pass": "支持", "failed": "不支持", "ahead": "中性"}
    counts = [(sum(one.glyph == glyph for one in checks), word) for glyph, word in words.items()]
    remark = "，".join(f"{count} 条{word}" for count, word in counts if count)
    return Section("别的凭据", (Checks(tuple(checks)),), remark=remark)


def _sentences(seen: Seen, beside: Beside) -> list[Check]:
    """Each thing that speaks for the person, against, or neither; none of them accuses."""
    check_in, found = seen.check_in, []
    if seen.photos:
        found.append(Check("pass", f"有 {seen.photos} 张现场照，时刻是服务器盖的"))
    near = [
        mate.name
        for mate in beside.team
        if mate.in_at and abs(mate.in_at - check_in.occurred_at) <= _NEAR and mate.point_number == check_in.point_number
    ]
    if near:
        found.append(Check("pass", f"同班 {'、'.join(near)} 前后一刻钟内在这里到岗"))
    accepted = sum(one.clearance not in (Clearance.PENDING, Clearance.REFUSED) for one in beside.before)
    if accepted:
        found.append(Check("pass", f"最近在这里打的 {len(beside.before)} 次卡，{accepted} 次认了"))
    for signal in check_in.evidence.signals if check_in.evidence else ():
        found.append(Check("pass" if signal is Signal.PLACE_CODE else "failed", WORDS[signal]))
    found.append(Check("ahead", _neutral(check_in)))
    return found


def _neutral(check_in: CheckIn) -> str:
    decision = check_in.decision
    if check_in.lane is Lane.QUEUED:
        return "没有网时打的卡后来才送到，地下和楼道里常有，不说明人不在"
    if decision.doubt is Doubt.NO_FIX:
        return "手机没有给位置：没开权限、在室内都会这样，不说明人不在"
    if decision.accuracy_m is None:
        return "手机没有说误差多大，不少手机都这样，不说明人不在"
    return f"误差 {decision.accuracy_m:.0f} 米是室内定位的常见值，不说明人不在"


def _follows(check_in: CheckIn) -> tuple[str, ...]:
    start = (
        f"从 {clock(check_in.occurred_at)} 起算时长"
        if check_in.way is Way.IN
        else f"时长算到 {clock(check_in.occurred_at)}"
    )
    book = "有现场照，记作实测" if check_in.photos else "没有照片，凭你的话，记作认定"
    return (f"认可：{start}，{book}，注明由你核过。", "不认可：这一班不计时长，本人会收到你写的理由，7 天内可以补卡。")


def _team(beside: Beside, now: datetime) -> Section:
    if not beside.team:
        return Section("同班的人", (Prose(("没有同班的人，或者不在班次里。",)),))
    rows = tuple(
        Row(
            (
                Cell(mate.name),
                Cell(mate.volunteer_number),
                Cell(time=moment(mate.in_at, now) if mate.in_at else Time("没有到岗")),
            )
        )
        for mate in beside.team
    )
    heads = (Head("谁"), Head("编号", second=True), Head("到岗", number=True))
    return Section("同班的人", (Table("同班的人", heads, (Rows(rows),)),), remark=f"{len(rows)} 人")


def _before(beside: Beside, now: datetime) -> Section:
    if not beside.before:
        return Section("最近在这里打的卡", (Prose(("在这个集结点还没有打过别的卡。",)),))
    rows = tuple(
        Row((Cell(moment(one.occurred_at, now).words), Cell(WAYS[one.way]), Cell(state=STATES[one.clearance])))
        for one in beside.before
    )
    heads = (Head("什么时候"), Head("到或离", second=True), Head("结果"))
    return Section("最近在这里打的卡", (Table("最近在这里打的卡", heads, (Rows(rows),)),), remark=f"{len(rows)} 次")
