"""One lesson of a draft as a page, and the draft as the phone shows it."""

from collections.abc import Mapping

from shouwang.console.acts import hidden
from shouwang.console.blocks import (
    Act,
    Block,
    Cell,
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
    refilled,
)
from shouwang.console.blocks.phone import Phone, PhoneLesson
from shouwang.console.courses.draft_sheet import address
from shouwang.console.views import Link, Word
from shouwang.kernel.problem import Problem
from shouwang.training.models import Course, CourseDraft, FileKind, Lesson

_KINDS = {FileKind.PICTURE: "图片", FileKind.PDF: "PDF", FileKind.AUDIO: "音频", FileKind.VIDEO: "视频"}
_ENDINGS = ".png,.jpg,.jpeg,.gif,.webp,.pdf,.mp3,.m4a,.mp4"
_MARKS = "空一行另起一段；# 开头是小标题，- 开头是一条一条，**两边各两个星** 是重字，[字](https 网址) 是去处。"
TEXT, FILE, ADDRESS = "text", "file", "address"


def lesson_sheet(
    draft: CourseDraft, n: int, typed: Mapping[str, str], form: str = "", no: Problem | None = None
) -> Sheet:
    """One lesson. `typed` is what was sent in the form of that name, `no` why it was refused."""
    course, lesson = draft.course, draft.course.lessons[n]
    here = address(course.course_id, "lessons", str(n))
    forms = {
        TEXT: Form(here, _text(lesson), "存好", hidden(draft.version)),
        FILE: Form(f"{here}/files", _file(), "交上去", hidden(draft.version), tone="plain"),
        ADDRESS: Form(f"{here}/addresses", _address(), "加上", hidden(draft.version), tone="plain"),
    }
    forms = {name: refilled(it, typed, no) if name == form else it for name, it in forms.items()}
    right = (
        Section("课件", (_files(draft, n, here),), remark=f"{len(lesson.files)} 个"),
        Section("交一个文件", (forms[FILE],)),
        Section("或者给一个网址", (forms[ADDRESS],)),
    )
    left: tuple[Block, ...] = (Section("课文", (forms[TEXT], Prose((_MARKS,)))),)
    back = Link(f"改课：{course.title}", address(course.course_id))
    return Sheet(lesson.title, f"第 {n + 1} 节，一共 {len(course.lessons)} 节", (Columns(left, right),), back=back)


def _text(lesson: Lesson) -> tuple[Field, ...]:
    return (
        Field("title", "叫什么", value=lesson.title, required=True, most_signs=60),
        Field("minutes", "读完要几分钟", value=str(lesson.minutes), unit="分钟", most_signs=3),
        Field("markdown", "课文", "area", value=lesson.markdown, most_signs=50_000, lines=18),
    )


def _file() -> tuple[Field, ...]:
    hint = "图片、PDF、音频、视频，最大 4 MB"
    return (
        Field("file", "文件", "file", required=True, accept=_ENDINGS, hint=hint, wide=True),
        Field("name", "叫什么", required=True, most_signs=60, wide=True),
    )


def _address() -> tuple[Field, ...]:
    kinds = tuple(Choice(kind, words) for kind, words in _KINDS.items())
    return (
        Field("url", "网址", required=True, hint="https:// 开头", most_signs=500, wide=True),
        Field("name", "叫什么", required=True, most_signs=60, wide=True),
        Field("kind", "是什么", "select", value=FileKind.VIDEO, choices=kinds, wide=True),
    )


def _files(draft: CourseDraft, n: int, here: str) -> Table:
    rows = tuple(
        Row(
            (
                Cell(file.title, second=_KINDS[file.kind]),
                Cell(
                    acts=(Act("去掉", f"{here}/files/{m}/remove", hidden(draft.version), name=f"去掉：{file.title}"),)
                ),
            )
        )
        for m, file in enumerate(draft.course.lessons[n].files)
    )
    return Table("课件", (Head("课件"), Head("")), (Rows(rows),), Word("还没有课件", "课文够了就不用。"))


def preview_sheet(course: Course) -> Sheet:
    """A draft as the phone shows it."""
    quiz = course.quiz
    lessons = tuple(
        PhoneLesson(it.title, it.minutes, it.html, tuple(file.title for file in it.files)) for it in course.lessons
    )
    rule = f"{quiz.draw} 题 · {quiz.pass_mark} 分合格 · 可考 {quiz.max_attempts} 次" if quiz.draw else ""
    phone = Phone(course.title, course.summary, lessons, rule, "开始答题" if quiz.draw else "回培训")
    told = "手机上每一节点开才看得到课文，这里都打开了。用网址放在课文里的图片，只有手机上看得到。"
    back = Link(f"改课：{course.title}", address(course.course_id))
    return Sheet("手机上看是什么样", "还没有发布，只有这里看得到", (Prose((told,)), phone), back=back)
