"""One shift 班次: its facts, its people and who waits, and what a leader may do with it."""

from collections.abc import Sequence
from datetime import datetime, timedelta

import msgspec

from shouwang.console.blocks import (
    Block,
    Cell,
    Choice,
    Columns,
    Facts,
    Field,
    Folded,
    Form,
    Head,
    Hidden,
    Prose,
    Row,
    Rows,
    Section,
    Sheet,
    Table,
)
from shouwang.console.places import SHIFTS
from shouwang.console.shifts.week import clock, day_words, lacks
from shouwang.console.views import Fact, Link, State, Word
from shouwang.console.words import exact, joined, moment
from shouwang.duty.models import Attendance, Signup, SignupState
from shouwang.duty.rules.sessions import EARLIEST, LATEST
from shouwang.duty.service.views import ShiftView
from shouwang.kernel.clock import local_day


class OneShift(msgspec.Struct, frozen=True):
    """A shift as it was read. `hidden`: what each form carries."""

    shift: ShiftView
    people: Sequence[tuple[Signup, Attendance | None]]
    duty: str
    unit: str
    now: datetime
    hidden: Hidden
    printed: str

    @property
    def over(self) -> bool:
        """Whether it is over."""
        return self.shift.ends_at <= self.now

    @property
    def on_it(self) -> Sequence[tuple[Signup, Attendance | None]]:
        """Who has a place."""
        return [line for line in self.people if line[0].state is SignupState.SIGNED_UP]

    @property
    def waiting(self) -> Sequence[Signup]:
        """Who waits, the longest first."""
        return [signup for signup, _ in self.people if signup.state is SignupState.WAITING]


def shift_sheet(one: OneShift, forms: Sequence[Form] = ()) -> Sheet:
    """The page of a shift; `forms` stand in place of those of the same address, with what was typed in them."""
    shift, refused = one.shift, {form.action: form for form in forms}
    day = local_day(shift.starts_at)
    return Sheet(
        title=f"{day.month} 月 {day.day} 日{day_words(day)[:2]} {clock(shift.starts_at)} 至 {clock(shift.ends_at)}",
        line=joined(one.duty, f"{shift.point_number} {shift.point_name}", one.unit),
        blocks=(Columns((_roster(one), *_waiting(one)), (_facts(one), *_acts(one, refused)), halves=False),),
        back=Link(
            "排班", f"{SHIFTS.href}?unit={shift.unit_path}&week={(day - timedelta(days=day.weekday())).isoformat()}"
        ),
        printed=one.printed,
    )


def _facts(one: OneShift) -> Section:
    shift, lack = one.shift, lacks(one.shift)
    state = (
        "取消了"
        if shift.cancelled
        else "过去了"
        if one.over
        else "正在执勤"
        if shift.starts_at <= one.now
        else "还没开班"
    )
    people = f"{shift.taken} / {shift.capacity}" + (
        f"，离一组 {shift.minimum_team} 人还缺 {lack}" if lack else f"，够一组 {shift.minimum_team} 人"
    )
    facts = (
        Fact("现在", state),
        Fact("人", people),
        Fact("候补", f"{shift.waiting} 人"),
        Fact("资格", shift.qualification or "不要"),
    )
    return Section("这一班", (Facts(facts),))


def _roster(one: OneShift) -> Section:
    rows = tuple(_row(number, signup, known, one) for number, (signup, known) in enumerate(one.on_it, 1))
    heads = (Head("谁"), Head("编号", second=True), Head("报班", second=True), Head("到没到"))
    empty = Word("还没有人报这一班", "队员在小程序里看得到，报了会列在这里。")
    return Section("班里的人", (Table("班里的人", heads, (Rows(rows),), empty),), remark=f"{len(rows)} 人")


def _row(number: int, signup: Signup, known: Attendance | None, one: OneShift) -> Row:
    return Row(
        (
            Cell(f"{number}. {signup.name}"),
            Cell(signup.volunteer_number),
            Cell(time=moment(signup.signed_up_at, one.now)),
            Cell(state=_came(known)) if known else Cell("夜里算出" if one.over else ""),
        )
    )


def _came(known: Attendance) -> State:
    if not known.came:
        return State("pass", "没到，已销") if known.excused else State("overdue", "没到", urgent=True)
    late = f"，迟到 {known.late_min} 分钟" if known.late_min else ""
    early = f"，早走 {known.early_min} 分钟" if known.early_min else ""
    return State("clock" if late or early else "pass", f"到了{late}{early}")


def _waiting(one: OneShift) -> tuple[Block, ...]:
    if not one.waiting:
        return ()
    rows = tuple(
        Row(
            (
                Cell(f"{place}. {signup.name}"),
                Cell(signup.volunteer_number),
                Cell(time=moment(signup.signed_up_at, one.now)),
            )
        )
        for place, signup in enumerate(one.waiting, 1)
    )
    heads = (Head("谁"), Head("编号", second=True), Head("从什么时候"))
    return (Section("候补", (Table("候补的人", heads, (Rows(rows),)),), remark="空出一位，排第一的自动补上"),)


def _open_acts(one: OneShift) -> list[tuple[str, str, Form]]:
    """What can be done with a shift as it stands: its name, what follows from it, its form."""
    found: list[tuple[str, str, Form]] = []
    shift, root = one.shift, f"{SHIFTS.href}/{one.shift.shift_id}"
    running = shift.starts_at - EARLIEST <= one.now < shift.ends_at + LATEST
    if not shift.cancelled and running and one.on_it:
        found.append(("点名…", "每个人要在手机上确认，确认了时长记作认定", _call_form(root, one)))
    if not shift.cancelled and one.now < shift.starts_at:
        told = "空出的位子给候补第一位，被换下的人会收到理由"
        if one.on_it:
            found.append(("把人换下来…", told, _person_form(f"{root}/release", one, "换下来", one.on_it)))
        told = f"{shift.taken} 个报了的人都会收到理由，不能恢复，只能重排"
        found.append(("取消这一班…", told, _reason_form(f"{root}/cancel", one)))
    missed = [line for line in one.on_it if line[1] and not line[1].came and not line[1].excused]
    if missed:
        told = "扣掉的积分会还回来，理由记入审计"
        found.append(("销一次缺勤…", told, _person_form(f"{root}/excuse", one, "销掉", missed)))
    return found


def act_forms(one: OneShift) -> list[Form]:
    """The forms of a shift as it stands."""
    return [form for _, _, form in _open_acts(one)]


def _acts(one: OneShift, refused: dict[str, Form]) -> tuple[Block, ...]:
    blocks = tuple(
        Folded(
            title,
            (Prose((f"{follows}。",)), refused.get(form.action, form)),
            opened=form.action in refused,
            tone="stop" if form.tone == "stop" else "plain",
        )
        for title, follows, form in _open_acts(one)
    )
    return (Section("能做的", blocks),) if blocks else ()


def _reason(hint: str = "本人看得到") -> Field:
    return Field("reason", "理由", "area", required=True, hint=hint, most_signs=200)


def _reason_form(action: str, one: OneShift) -> Form:
    return Form(action, (_reason("报了班的人都看得到"),), "取消这一班", one.hidden, tone="stop")


def _person_form(action: str, one: OneShift, does: str, lines: Sequence[tuple[Signup, Attendance | None]]) -> Form:
    people = tuple(Choice(s.person_id, f"{s.name} {s.volunteer_number}") for s, _ in lines)
    return Form(action, (Field("person", "谁", "select", choices=people), _reason()), does, one.hidden, tone="plain")


def _call_form(root: str, one: OneShift) -> Form:
    people = tuple(Field(f"on_{s.volunteer_number}", f"{s.name} {s.volunteer_number}", "check") for s, _ in one.on_it)
    ways = (Choice("in", "到岗"), Choice("out", "离岗"))
    fields = (
        Field("way", "记什么", "radio", value="in", choices=ways, wide=True),
        *people,
        _reason("为什么由你记，例如：没带手机、没有信号"),
    )
    return Form(f"{root}/call", fields, "记下点名", one.hidden, tone="plain")


def printed(force: str, name: str, now: datetime) -> str:
    """The first line of a printed roster."""
    return joined(force, "班次名单", exact(now)[:16], f"{name} 打印")
