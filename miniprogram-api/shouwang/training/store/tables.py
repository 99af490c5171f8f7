"""The rows of training's tables."""

from pynamodb.attributes import NumberAttribute, UnicodeAttribute
from pynamodb.indexes import GlobalSecondaryIndex, IncludeProjection, KeysOnlyProjection

from shouwang.platform.dynamo import Choice, Day, Instant, Packed, Table
from shouwang.training.models import (
    AttemptState,
    Counted,
    Course,
    CourseState,
    Drawn,
    Lesson,
    Listed,
    Question,
    Quiz,
    Result,
    Standing,
)

COURSE_SHARDS = 8  # of the index by course


class CourseRow(Table):
    """课程."""

    TABLE = "courses"

    shelf = UnicodeAttribute(hash_key=True)
    course_id = UnicodeAttribute(range_key=True)
    title = UnicodeAttribute()
    summary = UnicodeAttribute()
    lessons = Packed[tuple[Lesson, ...]](tuple[Lesson, ...])
    quiz = Packed[Quiz](Quiz)
    valid_months = NumberAttribute()
    bank = UnicodeAttribute()
    requires = Packed[tuple[str, ...]](tuple[str, ...])
    for_units = Packed[tuple[str, ...]](tuple[str, ...])
    for_posts = Packed[tuple[str, ...]](tuple[str, ...])
    for_duty_types = Packed[tuple[str, ...]](tuple[str, ...])
    due_on = Day(null=True)
    state = Choice(CourseState)
    version = NumberAttribute()


class CourseVersionRow(Table):
    """A version of a course as it was published."""

    TABLE = "course-versions"

    course_id = UnicodeAttribute(hash_key=True)
    version = NumberAttribute(range_key=True)
    course = Packed[Course](Course)
    at = Instant()


class CourseDraftRow(Table):
    """改稿 of a course."""

    TABLE = "course-drafts"

    shelf = UnicodeAttribute(hash_key=True)
    course_id = UnicodeAttribute(range_key=True)
    course = Packed[Course](Course)
    version = NumberAttribute()
    kept_at = Instant()


class BankRow(Table):
    """题库: the pointer to the version in force."""

    TABLE = "question-banks"

    shelf = UnicodeAttribute(hash_key=True)
    bank_id = UnicodeAttribute(range_key=True)
    title = UnicodeAttribute()
    version = UnicodeAttribute()
    questions = NumberAttribute()
    pages = NumberAttribute()
    kept_at = Instant()
    kept_by = UnicodeAttribute()


class ContentsRow(Table):
    """A page of the list of contents of one version of a bank."""

    TABLE = "bank-contents"

    bank = UnicodeAttribute(hash_key=True)
    page = NumberAttribute(range_key=True)
    listed = Packed[tuple[Listed, ...]](tuple[Listed, ...])


class QuestionRow(Table):
    """题目 of one version of a bank; written before the course points to it, never changed after."""

    TABLE = "questions"

    bank = UnicodeAttribute(hash_key=True)
    question_id = UnicodeAttribute(range_key=True)
    question = Packed[Question](Question)


class AttemptsOfPerson(GlobalSecondaryIndex["AttemptRow"]):
    """A person's attempts; what changes while one is open is left out, so that saving an answer writes no index."""

    class Meta:
        """Index settings."""

        index_name = "by_person"
        projection = IncludeProjection(["course_id", "state", "result"])

    person_id = UnicodeAttribute(hash_key=True)
    started_at = Instant(range_key=True)


class UnfinishedAttempts(GlobalSecondaryIndex["AttemptRow"]):
    """Attempts not yet graded, by the day of their deadline; sparse."""

    class Meta:
        """Index settings."""

        index_name = "unfinished"
        projection = KeysOnlyProjection()

    unfinished_on = Day(hash_key=True)
    deadline_at = Instant(range_key=True)


class AttemptsOfCourse(GlobalSecondaryIndex["AttemptRow"]):
    """A course's attempts in shards, so that no index key is hot when many begin at once."""

    class Meta:
        """Index settings."""

        index_name = "by_course"
        projection = KeysOnlyProjection()

    course_shard = UnicodeAttribute(hash_key=True)
    started_at = Instant(range_key=True)


class AttemptRow(Table):
    """答卷."""

    TABLE = "attempts"

    attempt_id = UnicodeAttribute(hash_key=True)
    person_id = UnicodeAttribute()
    course_id = UnicodeAttribute()
    bank = UnicodeAttribute()
    drawn = Packed[tuple[Drawn, ...]](tuple[Drawn, ...])
    pass_mark = NumberAttribute()
    valid_months = NumberAttribute()
    started_at = Instant()
    deadline_at = Instant()
    standing = Packed[Standing](Standing)
    state = Choice(AttemptState)
    saves = NumberAttribute()
    result = Packed[Result](Result, null=True)
    counted = Choice(Counted)
    title = UnicodeAttribute()
    unfinished_on = Day(null=True)
    course_shard = UnicodeAttribute()

    by_course = AttemptsOfCourse()
    by_person = AttemptsOfPerson()
    unfinished = UnfinishedAttempts()


class AnswerRow(Table):
    """作答."""

    TABLE = "attempt-answers"

    attempt_id = UnicodeAttribute(hash_key=True)
    n = NumberAttribute(range_key=True)
    chosen = Packed[tuple[int, ...]](tuple[int, ...])
    revision = NumberAttribute()
    saved_at = Instant()
    text = UnicodeAttribute(default="")


class PassesEnding(GlobalSecondaryIndex["StandingRow"]):
    """Passes by the day on which they end; sparse."""

    class Meta:
        """Index settings."""

        index_name = "ending"
        projection = KeysOnlyProjection()

    valid_until = Day(hash_key=True)
    person_id = UnicodeAttribute(range_key=True)


class StandingRow(Table):
    """Where a person stands in a course."""

    TABLE = "passes"

    person_id = UnicodeAttribute(hash_key=True)
    course_id = UnicodeAttribute(range_key=True)
    tries = NumberAttribute()
    open_attempt_id = UnicodeAttribute(null=True)
    last_started_at = Instant(null=True)
    best_score = NumberAttribute(null=True)
    counted_score = NumberAttribute(null=True)
    first_passed_at = Instant(null=True)
    valid_until = Day(null=True)
    version = NumberAttribute()

    ending = PassesEnding()
