"""课程 as pages: the list, and one course with its questions' statistics, drawn and in a table."""

from collections.abc import Sequence

from shouwang.console.acts import hidden
from shouwang.console.blocks import Act, Block, Buttons, Cell, Facts, Head, Row, Rows, Section, Sheet, Table
from shouwang.console.charts import Point, columns
from shouwang.console.courses.banks import BANKS
from shouwang.console.places import COURSES
from shouwang.console.views import Fact, Link, Word
from shouwang.training.models import Course, CourseState
from shouwang.training.service import QuestionSeen

HERE = COURSES.href


def courses_sheet(courses: Sequence[Course], *, retired: bool) -> Sheet:
    """Every course that is given, or those given no longer."""
    given = [course for course in courses if course.state is not CourseState.RETIRED]
    over = [course for course in courses if course.state is CourseState.RETIRED]
    shown = over if retired else given
    heads = (Head("课"), Head("几节", number=True), Head("考几道", number=True), Head("及格", number=True))
    none = ("没有停了的课", "停了的课会列在这里，可以再开。") if retired else ("还没有课", "发布了会列在这里。")
    table = Table("课程", heads, (Rows(tuple(map(_row, shown))),), Word(*none))
    tabs = (
        Link(f"在上的 {len(given)}", HERE, current=not retired),
        Link(f"停了的 {len(over)}", f"{HERE}?show=retired", current=retired),
    )
    links = Buttons(links=(Link("题库与导入", BANKS),))
    return Sheet(COURSES.label, f"{len(given)} 门在上", (links, table), tabs=tabs)


def course_sheet(course: Course, seen: Sequence[QuestionSeen], more: Link | None) -> Sheet:
    """One course; `seen` is one page of its bank's questions."""
    quiz = course.quiz
    facts = (
        Fact("状态", "停了" if course.state is CourseState.RETIRED else "在上"),
        Fact("课文", f"{len(course.lessons)} 节"),
        Fact("考试", f"抽 {quiz.draw} 道，{quiz.pass_mark} 分及格" if quiz.draw else "到线下课就算"),
        Fact("有效", f"{course.valid_months} 个月"),
    )
    doing = Buttons(acts=(_act(course),), links=_links(course))
    blocks: list[Block] = [Section("这门课", (Facts(facts), doing), remark=f"第 {course.version} 版")]
    if seen:
        blocks.append(_statistics(seen, more))
    return Sheet(course.title, course.summary, tuple(blocks), back=Link(COURSES.label, HERE))


def _act(course: Course) -> Act:
    """Stop, or begin again; of the version that is seen."""
    here, seen = f"{HERE}/{course.course_id}", hidden(course.version)
    if course.state is CourseState.RETIRED:
        return Act("再开", f"{here}/give", seen, "plain", f"再开 {course.title}")
    return Act("停课，以前的成绩都在", f"{here}/retire", seen, "stop", f"停 {course.title}")


def _links(course: Course) -> tuple[Link, ...]:
    return (Link("题库", f"{BANKS}/{course.bank}"),) if course.quiz.draw else ()


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
