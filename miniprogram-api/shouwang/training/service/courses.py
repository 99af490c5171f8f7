"""Courses as those who teach keep them: published, changed, retired, each as a version; files for lessons."""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import datetime

import msgspec
from msgspec.structs import replace

from shouwang.kernel.actor import Actor
from shouwang.kernel.clock import Clock
from shouwang.kernel.ids import NewId
from shouwang.kernel.problem import Fault, Invalid, NotFound, Problem, Stale
from shouwang.platform import audit
from shouwang.platform.blobs import Blobs
from shouwang.platform.dynamo import Writes, commit
from shouwang.training import rules, store
from shouwang.training.formats.markdown import safe_html
from shouwang.training.models import Course, CourseState, Question, Standing
from shouwang.training.service.banks import PICTURES, Banks

_CHANGED = "这门课刚被别人改过，下面是现在的；看过再交一次"
MOST_FILE = 4 * 1024 * 1024  # Source: design section 3, uploads
_MAGIC = (
    (b"\x89PNG\r\n", "png", "image/png"),
    (b"\xff\xd8\xff", "jpg", "image/jpeg"),
    (b"GIF8", "gif", "image/gif"),
    (b"%PDF-", "pdf", "application/pdf"),
    (b"ID3", "mp3", "audio/mpeg"),
    (b"\xff\xfb", "mp3", "audio/mpeg"),
)


class FileRefused(Problem):
    """The file is of no kind that lessons hold."""

    slug, title, status = "file-refused", "课件只收 PNG、JPEG、GIF、WebP、PDF、MP3、M4A、MP4，不超过 4 MB", 422


class NoSuchFile(NotFound):
    """There is no such file."""

    slug, title = "no-such-file", "没有这个文件"


class FileKept(msgspec.Struct, frozen=True):
    """A file and the name by which lessons speak of it."""

    name: str
    content_type: str
    size_bytes: int


class CourseVersion(msgspec.Struct, frozen=True):
    """A version of a course and when it was published."""

    course: Course
    at: datetime


class Courses(msgspec.Struct, frozen=True):
    """课程, for those who teach."""

    banks: Banks
    blobs: Blobs
    now: Clock
    new_id: NewId

    def keep(self, actor: Actor, course: Course, seen: int | None = None, *also: Writes) -> Course:
        """Publish a course, or its next version; attempts that are open keep what they drew.

        `seen`: the version it was made from, 0 for none, if one was looked at. `also` is written with it.
        Raises: Invalid with every fault, NoSuchBank, Stale. Cost: 4 requests.
        """
        known = {each.course_id: each for each in store.courses()}
        before = known.get(course.course_id)
        if seen not in (None, before.version if before else 0):
            raise Stale(_CHANGED)
        self.check(course, known)
        lessons = tuple(replace(lesson, html=safe_html(lesson.markdown)) for lesson in course.lessons)
        return self._put(actor, replace(course, lessons=lessons), before, *also)

    def check(self, course: Course, known: Mapping[str, Course]) -> None:
        """Whether a course could be published. Raises: Invalid with every fault, NoSuchBank. Cost: 2 requests."""
        rules.check_course(course, known)
        if course.quiz.draw:
            rules.check_quiz(course.quiz, store.contents(self.banks.require(course.bank)))

    def publish(self, course: Course, questions: Sequence[Question], by: Actor | str) -> Course:
        """Put a course and its bank in force; the bank has the course's id. Open attempts keep what they drew.

        Raises: Invalid with every fault. Cost: 5 requests, and 1 for each 90 questions.
        """
        rules.check_quiz(course.quiz, rules.listed(questions))
        self.banks.keep(by, course.course_id, course.title, questions)
        lessons = tuple(replace(lesson, html=safe_html(lesson.markdown)) for lesson in course.lessons)
        told = replace(course, bank=course.course_id, lessons=lessons)
        return self._put(by, told, store.fetch_course(course.course_id))

    def every(self) -> Sequence[Course]:
        """Every course, also those given no longer. Cost: 1 request."""
        return store.courses()

    def give_again(self, actor: Actor, course_id: str, seen: int) -> Course:
        """A retired course, of the version that was seen, given again. Raises: NoSuchCourse, Invalid, Stale. Cost: 5 requests."""
        course = _as_seen(store.fetch_course(course_id), seen)
        return self.keep(actor, replace(course, state=CourseState.PUBLISHED))

    def retire(self, actor: Actor, course_id: str, seen: int | None = None) -> Course:
        """Give a course no longer; what was reached stays. `seen`: the version that was looked at, if one was.

        Raises: NoSuchCourse, Invalid, Stale. Cost: 2 requests.
        """
        known = {each.course_id: each for each in store.courses()}
        _as_seen(known.get(course_id), seen)
        needing = [each.title for each in known.values() if course_id in each.requires and each is not known[course_id]]
        if needing:
            raise Invalid(faults=[Fault("/course_id", f"还有课程要先学它：{'、'.join(needing)}")])
        return self._put(actor, replace(known[course_id], state=CourseState.RETIRED), known[course_id])

    def record(self, person_id: str) -> Sequence[tuple[Course, Standing]]:
        """Where a person stands in each course that is there or that they have begun. Cost: 2 requests."""
        begun = store.standings(person_id)
        shown = (c for c in store.courses() if c.state is CourseState.PUBLISHED or c.course_id in begun)
        return [(course, begun.get(course.course_id, Standing(person_id, course.course_id))) for course in shown]

    def versions(self, course_id: str) -> Sequence[CourseVersion]:
        """The last versions of a course, newest first. Cost: 1 request."""
        return [CourseVersion(course, at) for course, at in store.course_versions(course_id)]

    def keep_file(self, content: bytes) -> FileKept:
        """Keep a file for lessons, under a name made of its content. Raises: FileRefused."""
        ending, content_type = _kind(content)
        if not ending or len(content) > MOST_FILE:
            raise FileRefused
        name = f"{hashlib.sha256(content).hexdigest()[:32]}.{ending}"
        self.blobs.put(PICTURES + name, content, content_type)
        return FileKept(name, content_type, len(content))

    def file(self, name: str) -> tuple[bytes, str]:
        """A file's content and type. Raises: NoSuchFile. Cost: 1 file read."""
        found = self.blobs.get(PICTURES + name) if name.replace(".", "").isalnum() and name.isascii() else None
        if found is None:
            raise NoSuchFile
        return found, _kind(found)[1] or "application/octet-stream"

    def _put(self, actor: Actor | str, course: Course, seen: Course | None, *also: Writes) -> Course:
        kept = replace(course, version=(seen.version if seen else 0) + 1)
        facts = {"version": kept.version, "bank": kept.bank, "state": kept.state, "title": kept.title}
        line = audit.note(f"course {kept.course_id}", "course-kept", actor, self.now(), self.new_id(), facts)
        commit(store.kept_course(kept, self.now()), line, *also)
        return kept


def _as_seen(course: Course | None, seen: int | None) -> Course:
    if course is None:
        raise rules.NoSuchCourse
    if seen not in (None, course.version):
        raise Stale(_CHANGED)
    return course


def _kind(content: bytes) -> tuple[str, str]:
    """The ending and type a content is of, by its first bytes; empty for anything else."""
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "webp", "image/webp"
    if content[4:8] == b"ftyp":
        return ("m4a", "audio/mp4") if content[8:11] == b"M4A" else ("mp4", "video/mp4")
    return next(((ending, kind) for magic, ending, kind in _MAGIC if content.startswith(magic)), ("", ""))
