"""改课 as a page: the lessons in their order, the settings, what is still missing, publishing."""

from collections.abc import Sequence

import msgspec

from shouwang.console.acts import hidden
from shouwang.console.blocks import (
    Act,
    Block,
    Buttons,
    Cell,
    Checks,
    Choice,
    Columns,
    Field,
    Form,
    Head,
    Prose,
    Row,
    Rows,
    Section,
    Sheet,
    Table,
)
from shouwang.console.courses.settings import SettingsForm
from shouwang.console.places import COURSES
from shouwang.console.shell import ROLE_WORDS
from shouwang.console.views import Check, Link, Time, Word
from shouwang.console.words import moment
from shouwang.kernel.actor import Role
from shouwang.kernel.clock import Clock
from shouwang.kernel.problem import Fault, Problem
from shouwang.roster.models import DutyType, Unit
from shouwang.training.models import Bank, Counted, Course, CourseDraft

HERE = COURSES.href
_POSTS = {Role.VOLUNTEER: "每个队员", **ROLE_WORDS}
_COUNTED = (
    Choice(Counted.BEST, "最好的一次"),
    Choice(Counted.LAST, "最后一次"),
    Choice(Counted.FIRST, "第一次"),
)


class Around(msgspec.Struct, frozen=True):
    """What a course may name: banks, other courses, units, kinds of duty."""

    banks: Sequence[Bank]
    courses: Sequence[Course]
    units: Sequence[Unit]
    duties: Sequence[DutyType]


def address(course_id: str, *rest: str) -> str:
    """The address of a draft, or of a part of it."""
    return "/".join((HERE, course_id, "edit", *rest))


def draft_sheet(
    draft: CourseDraft,
    form: SettingsForm,
    around: Around,
    lacks: Sequence[Fault],
    now: Clock,
    no: Problem | None = None,
) -> Sheet:
    """One draft. `form` is what stands in the settings, `no` why they were refused."""
    course = draft.course
    when = moment(draft.kept_at, now()) if draft.kept_at else Time("还没有改")
    left = (
        Section("课文", _lessons(draft), remark=f"{len(course.lessons)} 节，按先后"),
        Section("设置", (_settings(draft, form, around, no),)),
    )
    right = (Section("发布", _publishing(draft, lacks), remark=when.words),)
    says = (
        f"从第 {course.version} 版改起，发布以前队员看到的还是那一版" if course.version else "还没有发布过，队员看不到"
    )
    back = Link(course.title, f"{HERE}/{course.course_id}") if course.version else Link(COURSES.label, HERE)
    return Sheet(f"改课：{course.title}", says, (Columns(left, right),), back=back)


def _lessons(draft: CourseDraft) -> tuple[Block, ...]:
    heads = (Head("课文"), Head("几分钟", number=True), Head("挪"), Head(""))
    rows = tuple(_lesson(draft, n) for n in range(len(draft.course.lessons)))
    table = Table("课文", heads, (Rows(rows),), Word("还没有课文", "下面加第一节；只考试、不用读的课可以没有。"))
    field = Field("title", "再加一节，叫什么", required=True, most_signs=60)
    add = Form(address(draft.course.course_id, "lessons"), (field,), "加一节", hidden(draft.version), tone="plain")
    return (table, add)


def _lesson(draft: CourseDraft, n: int) -> Row:
    course, lesson = draft.course, draft.course.lessons[n]
    here = address(course.course_id, "lessons", str(n))

    def act(label: str, way: str) -> Act:
        return Act(label, f"{here}/{way}", hidden(draft.version), name=f"{label}：{lesson.title}")

    moves = (*((act("往上", "up"),) if n else ()), *((act("往下", "down"),) if n + 1 < len(course.lessons) else ()))
    signs = len(lesson.markdown)
    second = f"{signs:,} 字" + (f"，{len(lesson.files)} 个课件" if lesson.files else "")
    first = Cell(f"{n + 1}　{lesson.title}", href=here, second=second if signs or lesson.files else "还没有写")
    return Row((first, Cell(f"{lesson.minutes} 分钟"), Cell(acts=moves), Cell(acts=(act("去掉", "remove"),))))


def _publishing(draft: CourseDraft, lacks: Sequence[Fault]) -> tuple[Block, ...]:
    course = draft.course
    checks = tuple(Check("returned", lack_words(fault, course)) for fault in lacks)
    ready = (Check("pass", "都齐了，可以发布"),) if draft.version else (Check("ahead", "还没有改，没有什么要发布"),)
    publish = Act(
        f"发布第 {course.version + 1} 版", address(course.course_id, "publish"), hidden(draft.version), "main"
    )
    discard = Act("丢掉这份改稿", address(course.course_id, "discard"), hidden(draft.version), "stop")
    acts = (*((publish,) if draft.version and not lacks else ()), *((discard,) if draft.version else ()))
    told = "发布了，队员下次打开就是新的；正在答的卷子照旧。改稿丢掉了找不回来，发布过的都在。"
    links = (Link("手机上看是什么样", address(course.course_id, "preview")),)
    return (Checks(checks or ready), Buttons(acts, links), Prose((told,)))


def lack_words(fault: Fault, course: Course) -> str:
    """What is missing, with the part of the course where."""
    parts = fault.pointer.strip("/").split("/")
    if parts[0] == "lessons" and len(parts) > 1:
        return f"第 {int(parts[1]) + 1} 节「{course.lessons[int(parts[1])].title}」：{fault.detail}"
    names = {"lessons": "课文", "title": "名字", "bank": "题库", "requires": "先学哪几门", "quiz": "考试"}
    named = "各类各几道" if "quotas" in parts else "考几道" if "draw" in parts else names.get(parts[0], "设置")
    return f"{named}：{fault.detail}"


def _settings(draft: CourseDraft, form: SettingsForm, around: Around, no: Problem | None) -> Form:
    faults = {fault.pointer.rpartition("/")[2]: fault.detail for fault in no.faults} if no else {}
    made = _Fields(form, faults)
    return Form(
        address(draft.course.course_id),
        (
            made.text("title", "名字", most_signs=40, required=True),
            made.text("valid_months", "及格以后管几个月", unit="个月"),
            made.text("summary", "一两句话说说", shape="area", most_signs=500, wide=True),
        ),
        "存下设置",
        hidden(draft.version),
        groups=(("考试", _quiz(made, around)), ("谁要学", _audience(made, around, draft.course))),
    )


class _Fields(msgspec.Struct, frozen=True):
    """Makes fields with what is in the form and what was wrong with it."""

    form: SettingsForm
    faults: dict[str, str]

    def text(self, name: str, label: str, **more: object) -> Field:
        """A field of one value."""
        given = {"value": str(getattr(self.form, name)), "fault": self.faults.get(name, ""), "most_signs": 20, **more}
        return msgspec.convert({"name": name, "label": label, **given}, Field)

    def boxes(self, name: str, label: str, choices: tuple[Choice, ...], hint: str = "") -> Field:
        """A field of several values."""
        values, fault = tuple(getattr(self.form, name)), self.faults.get(name, "")
        return Field(name, label, "boxes", values=values, choices=choices, hint=hint, fault=fault, wide=True)


def _quiz(made: _Fields, around: Around) -> tuple[Field, ...]:
    banks = tuple(Choice(bank.bank_id, f"{bank.title}，{bank.questions:,} 道") for bank in around.banks)
    none = Choice("", "不考，到线下课签到就算学完")
    return (
        made.text("bank", "从哪个题库抽", shape="select", choices=(none, *banks), most_signs=0),
        made.text("draw", "考几道", unit="道"),
        made.text("pass_mark", "多少分及格", unit="分"),
        made.text("minutes", "限时", unit="分钟"),
        made.text("max_attempts", "没及格，可以连着考几次", unit="次"),
        made.text("cool_down_h", "用完以后隔多久再考", unit="小时"),
        made.text("counted", "哪一次算数", shape="select", choices=_COUNTED, most_signs=0),
        made.text(
            "quotas",
            "各类各几道，不分就空着",
            shape="area",
            hint="一行一类：标签、难度、几道，例如 急救 难度2 3",
            most_signs=1000,
            wide=True,
        ),
    )


def _audience(made: _Fields, around: Around, course: Course) -> tuple[Field, ...]:
    units = tuple(Choice(unit.path, unit.name) for unit in around.units)
    posts = tuple(Choice(role, words) for role, words in _POSTS.items())
    duties = tuple(Choice(kind.code, kind.name) for kind in around.duties)
    others = tuple(Choice(each.course_id, each.title) for each in around.courses if each.course_id != course.course_id)
    return (
        made.boxes("for_posts", "哪些职务必修", posts),
        made.boxes("for_duty_types", "做过哪些任务的必修", duties),
        made.boxes("for_units", "哪些单位必修，下面的都算", units, "一个也不勾，就是自愿学"),
        made.text("due_on", "必修的人最晚哪天学完", shape="date", hint="空着就不限哪天", most_signs=0),
        *((made.boxes("requires", "先要学完哪几门", others),) if others else ()),
    )
