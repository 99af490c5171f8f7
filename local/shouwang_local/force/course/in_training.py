"""The first course in the words of the training slice, ready to be published there."""

from msgspec.structs import replace

from shouwang.training import models
from shouwang_local.force.course.bank import Question, course, questions

_KINDS = {
    "single": models.QuestionKind.SINGLE,
    "multiple": models.QuestionKind.MULTIPLE,
    "true_false": models.QuestionKind.TRUE_FALSE,
}


def first_course() -> tuple[models.Course, tuple[models.Question, ...]]:
    """The course and its questions: `courses.publish(*first_course(), by=...)`."""
    ours = course()
    lessons = tuple(models.Lesson(each.title, each.minutes, each.markdown) for each in ours.lessons)
    quotas = tuple(models.Quota(count, tag) for tag, count in ours.quotas.items())
    quiz = models.Quiz(draw=ours.draw, pass_mark=ours.pass_mark, time_limit_s=ours.time_limit_min * 60, quotas=quotas)
    told = models.Course(ours.course_id, ours.title, ours.summary, lessons, quiz, valid_months=ours.valid_months)
    told = replace(told, for_posts=("volunteer",))  # whoever serves must have passed it
    return told, tuple(_question(each) for each in questions())


def _question(ours: Question) -> models.Question:
    return models.Question(
        question_id=ours.question_id,
        kind=_KINDS[ours.kind],
        stem=ours.stem,
        options=ours.options,
        key=ours.key,
        explanation=ours.explanation,
        source=ours.source,
        tags=(ours.topic,),
        difficulty=ours.difficulty,
    )
