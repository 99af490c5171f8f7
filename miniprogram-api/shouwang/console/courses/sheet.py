"""课程 as pages: the list, and one course with its questions' statistics, drawn and in a table."""

from collections.abc import Mapping, Sequence

from shouwang.console.acts import hidden
from shouwang.console.blocks import (
    Act,
    Block,
    Buttons,
    Cell,
    Columns,
    Facts,
    Field,
    Folded,
    Form,
    Head,
    Row,
    Rows,
    Section,
    Sheet,
    Table,
    refilled,
)
from shouwang.console.charts import Point, columns
from shouwang.console.courses.banks import BANKS
from shouwang.console.places import COURSES, UNFINISHED
from shouwang.console.views import Fact, Link, Word
from shouwang.console.words import moment
from shouwang.kernel.clock import Clock
from shouwang.kernel.problem import Problem
from shouwang.training.models import Course, CourseDraft, CourseState
from shouwang.training.service import CourseVersion, QuestionSeen

HERE = COURSES.href


def courses_sheet(
    courses: Sequence[Course],
    drafts: Sequence[CourseDraft],
    typed: Mapping[str, str] | None = None,
    no: Problem | None = None,
    *,
    retired: bool = False,
) -> Sheet:
    """Every course that is given and every draft, or the courses given no longer; a form for a new one."""
    given = [course for course in courses if course.state is not CourseState.RETIRED]
    over = [course for course in courses if course.state is CourseState.RETIRED]
    shown = over if retired else given
    heads = (Head("课"), Head("几节", number=True), Head("考几道", number=True), Head("及格", number=True))
    none = ("没有停了的课", "停了的课会列在这里，可以再开。") if retired else ("还没有课", "发布了会列在这里。")
    table = Table("课程", heads, (Rows(tuple(map(_row, shown))),), Word(*none))
    left = (*(() if retired or not drafts else (_drafts(drafts),)), table)
    right = (Section("写一门新的", (refilled(_new_form(), typed or {}, no),), remark="写好再发布"),)
    tabs = (
        Link(f"在上的 {len(given)}", HERE, current=not retired),
        Link(f"停了的 {len(over)}", f"{HERE}?show=retired", current=retired),
    )
    links = Buttons(links=(Link("题库与导入", BANKS),))
    return Sheet(COURSES.label, f"{len(given)} 门在上", (links, Columns(left, right)), tabs=tabs)


def _drafts(drafts: Sequence[CourseDraft]) -> Section:
    rows = tuple(
        Row(
            (
                Cell(each.course.title, href=f"{HERE}/{each.course.course_id}/edit"),
                Cell(f"{len(each.course.lessons)} 节"),
                Cell(f"从第 {each.course.version} 版改起" if each.course.version else "还没有发布过"),
            )
        )
        for each in drafts
    )
    table = Table("改稿", (Head("课"), Head("几节", number=True), Head("哪一版")), (Rows(rows),))
    return Section("正在改的", (table,), remark="发布以前队员看不到")


def _new_form() -> Form:
    fields = (
        Field("title", "叫什么", required=True, most_signs=40, wide=True),
        Field("course_id", "代号", required=True, hint="小写字母、数字、短横，以后不能改", most_signs=64, wide=True),
    )
    return Form(f"{HERE}/new", fields, "开始写", hidden())


def course_sheet(
    course: Course, seen: Sequence[QuestionSeen], more: Link | None, versions: Sequence[CourseVersion], now: Clock
) -> Sheet:
    """One course; `seen` is one page of its bank's questions."""
    quiz = course.quiz
    facts = (
        Fact("状态", "停了" if course.state is CourseState.RETIRED else "在上"),
        Fact("课文", f"{len(course.lessons)} 节"),
        Fact("考试", f"抽 {quiz.draw} 道，{quiz.pass_mark} 分及格" if quiz.draw else "到线下课就算"),
        Fact("有效", f"{course.valid_months} 个月"),
        Fact("必修", _required(course)),
    )
    doing = Buttons(acts=(_act(course),), links=_links(course))
    blocks: list[Block] = [Section("这门课", (Facts(facts), doing), remark=f"第 {course.version} 版")]
    if seen:
        blocks.append(_statistics(seen, more))
    if versions:
        blocks.append(_versions(versions, now))
    return Sheet(course.title, course.summary, tuple(blocks), back=Link(COURSES.label, HERE))


def _act(course: Course) -> Act:
    """Stop, or begin again; of the version that is seen."""
    here, seen = f"{HERE}/{course.course_id}", hidden(course.version)
    if course.state is CourseState.RETIRED:
        return Act("再开", f"{here}/give", seen, "plain", f"再开 {course.title}")
    return Act("停课，以前的成绩都在", f"{here}/retire", seen, "stop", f"停 {course.title}")


def _links(course: Course) -> tuple[Link, ...]:
    here = f"{HERE}/{course.course_id}"
    bank = (Link("题库", f"{BANKS}/{course.bank}"),) if course.quiz.draw else ()
    unfinished = Link("谁没学完", f"{UNFINISHED.href}?course={course.course_id}")
    return (Link("改这门课", f"{here}/edit"), unfinished, *bank)


def _required(course: Course) -> str:
    if not (course.for_units or course.for_posts or course.for_duty_types):
        return "自愿学"
    return f"有人必修，最晚 {course.due_on:%Y-%m-%d} 学完" if course.due_on else "有人必修，不限哪天"


def _versions(versions: Sequence[CourseVersion], now: Clock) -> Section:
    rows = tuple(
        Row(
            (
                Cell(f"第 {each.course.version} 版", second="停了" if each.course.state is CourseState.RETIRED else ""),
                Cell(each.course.title),
                Cell(f"{len(each.course.lessons)} 节"),
                Cell(time=moment(each.at, now())),
            )
        )
        for each in versions
    )
    heads = (Head("版"), Head("名字"), Head("课文", number=True), Head("什么时候", second=True))
    return Section(
        "历次版本", (Folded("看每一版", (Table("历次版本", heads, (Rows(rows),)),)),), remark=f"{len(rows)} 版"
    )


def _statistics(seen: Sequence[QuestionSeen], more: Link | None) -> Section:
    points = [
        Point(str(n), round((one.statistics.facility or 0) * 100), marked=bool(one.statistics.flags))
        for n, one in enumerate(seen, 1)
    ]
    flagged = sum(point.marked for point in points)
    says = f"这一页 {len(seen)} 道，{flagged} 道要看一看"
    heads = (Head("题"), Head("答过", number=True), Head("得分率", number=True), Head("区分度", number=True))
    table = Table("题目统计", heads, (Rows(tuple(map(_question, seen))),), more=more)
    if not any(one.statistics.facility is not None for one in seen):  # a chart of nothing tells nothing
        return Section("题目统计", (table,), remark="答的人还不够，有了会画出得分率")
    return Section("题目统计", (columns(says, points), table), remark=f"得分率按题号，{says}")


def _row(course: Course) -> Row:
    quiz = course.quiz
    marks = (f"{quiz.draw} 道", f"{quiz.pass_mark} 分") if quiz.draw else ("不考", "")
    state = "停了" if course.state is CourseState.RETIRED else ""
    first = Cell(course.title, href=f"{HERE}/{course.course_id}", second=state)
    return Row((first, Cell(f"{len(course.lessons)} 节"), *(Cell(words) for words in marks)))


def _question(one: QuestionSeen) -> Row:
    told = one.statistics
    facility = f"{told.facility:.0%}" if told.facility is not None else "还算不出"
    discrimination = f"{told.discrimination:.0f}" if told.discrimination is not None else "还算不出"
    stem = Cell(one.question.stem, second="；".join(told.flags))
    return Row((stem, Cell(f"{told.answers:,} 次"), Cell(facility), Cell(discrimination)))
