"""Courses as they are written: a draft is kept with each change, shown as the phone would, published or thrown away."""

from collections.abc import Callable, Sequence

import msgspec
from msgspec.structs import replace

from shouwang.kernel.actor import Actor
from shouwang.kernel.clock import Clock
from shouwang.kernel.problem import Fault, Invalid, NotFound, Problem, Stale
from shouwang.platform.dynamo import commit
from shouwang.platform.once import Once, Sent
from shouwang.training import rules, store
from shouwang.training.formats.markdown import safe_html
from shouwang.training.models import Course, CourseDraft, CourseState, Lesson, LessonFile, Quiz
from shouwang.training.service.courses import Courses

_NOTHING = Quiz(draw=0)
_BEHIND = "这门课在你改的时候发布了新的一版。丢掉这份改稿，从新的一版改起"


class NoDraft(NotFound):
    """There is no draft of the course, and no course."""

    slug, title = "no-such-draft", "没有这份改稿"


class Begun(msgspec.Struct, frozen=True):
    """Which course was begun."""

    course_id: str


class CourseWriting(msgspec.Struct, frozen=True):
    """写课, for those who teach."""

    courses: Courses
    now: Clock

    def drafts(self) -> Sequence[CourseDraft]:
        """Every draft that was begun and neither published nor thrown away. Cost: 1 request."""
        return store.drafts()

    def begin(self, actor: Actor, once: Once, course_id: str, title: str) -> Begun:
        """A draft of a course that was never there. Raises: Invalid. Cost: 3 requests."""
        once.before()
        course = Course(course_id, title, "", (), _NOTHING)
        rules.check_names(course)
        known = {each.course_id for each in self.courses.every()}
        if course_id in known or store.fetch_draft(course_id):
            raise Invalid(faults=[Fault("/course_id", "这个代号有课用了，换一个")])
        begun = Begun(course_id)
        draft = CourseDraft(course, 1, self.now())
        commit(store.kept_draft(draft), once.record(begun, at=self.now(), status=201))
        return begun

    def draft(self, course_id: str) -> CourseDraft:
        """The draft of a course; of one that nobody changes, the course as it is given. Raises: NoDraft. Cost: 2 requests."""
        kept = store.fetch_draft(course_id)
        if kept is not None:
            return kept
        course = store.fetch_course(course_id)
        if course is None:
            raise NoDraft
        return CourseDraft(rules.keyed(course))

    def change(self, sent: Sent, course_id: str, edit: Callable[[Course], Course]) -> CourseDraft:
        """A draft with one change. Raises: NoDraft, Stale, and what the edit refuses. Cost: 2 requests, 3 for the first."""
        draft = self._seen(sent, course_id)
        changed = replace(draft, course=edit(draft.course), version=draft.version + 1, kept_at=self.now())
        rules.check_size(changed.course)
        commit(store.kept_draft(changed), sent.record(self.now()))
        return changed

    def add_lesson(self, sent: Sent, course_id: str, title: str) -> CourseDraft:
        """One more lesson at the end. Raises: as `change`. Cost: as `change`."""
        fresh = int(self.now().timestamp())  # more than any key that this course ever gave
        return self.change(sent, course_id, lambda it: rules.with_lesson(it, Lesson(title, 5, ""), fresh))

    def add_file(self, sent: Sent, course_id: str, place: int, title: str, content: bytes) -> CourseDraft:
        """One more file of a lesson. Raises: FileRefused, and as `change`. Cost: as `change`, 1 file kept."""
        rules.require_lesson(self.draft(course_id).course, place)
        kept = self.courses.keep_file(content)
        file = LessonFile(title or kept.name, rules.file_kind(kept.name), kept.name)
        return self.change(sent, course_id, lambda it: rules.with_file(it, place, file))

    def lacks(self, course: Course) -> Sequence[Fault]:
        """What keeps a draft from being published. Cost: 3 requests."""
        try:
            self.courses.check(course, {each.course_id: each for each in self.courses.every()})
        except Invalid as wrong:
            return wrong.faults
        except Problem as wrong:
            return [Fault("/bank", wrong.detail)]
        return ()

    def shown(self, course: Course) -> Course:
        """A draft with the HTML of its lessons, as the phone would get it."""
        return replace(course, lessons=tuple(replace(it, html=safe_html(it.markdown)) for it in course.lessons))

    def publish(self, actor: Actor, sent: Sent, course_id: str) -> Course:
        """Put a draft in force as the course's next version; the draft is gone with it.

        Raises: NoDraft, Stale, Invalid with every fault, NoSuchBank. Cost: 7 requests.
        """
        draft = self._seen(sent, course_id)
        if not draft.version:
            raise Invalid("还没有改，没有什么要发布")
        course = replace(draft.course, state=CourseState.PUBLISHED)
        gone = store.gone_draft(draft)
        try:
            return self.courses.keep(actor, course, course.version, gone, sent.record(self.now()))
        except Stale as moved:
            raise Stale(_BEHIND) from moved

    def discard(self, sent: Sent, course_id: str) -> None:
        """Throw a draft away; what is published stays. Raises: NoDraft, Stale. Cost: 3 requests."""
        draft = self._seen(sent, course_id)
        gone = (store.gone_draft(draft),) if draft.version else ()
        commit(*gone, sent.record(self.now()))

    def _seen(self, sent: Sent, course_id: str) -> CourseDraft:
        sent.once.before()
        draft = self.draft(course_id)
        sent.require(draft.version)
        return draft
