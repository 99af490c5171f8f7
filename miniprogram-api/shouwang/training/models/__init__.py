"""Nouns of training 培训: courses and lessons, questions and banks, attempts, standings."""

from typing import TYPE_CHECKING

from shouwang.kernel.front import front

if TYPE_CHECKING:
    from shouwang.training.models.attempts import (
        Answer as Answer,
        Attempt as Attempt,
        AttemptState as AttemptState,
        Drawn as Drawn,
        Result as Result,
        Standing as Standing,
        Try as Try,
    )
    from shouwang.training.models.classes import Attendance as Attendance, OfflineClass as OfflineClass
    from shouwang.training.models.courses import (
        Counted as Counted,
        Course as Course,
        CourseDraft as CourseDraft,
        CourseState as CourseState,
        FileKind as FileKind,
        Learner as Learner,
        Lesson as Lesson,
        LessonFile as LessonFile,
        Quiz as Quiz,
        Quota as Quota,
        RequiredSet as RequiredSet,
    )
    from shouwang.training.models.questions import (
        CHOICES as CHOICES,
        WRITTEN as WRITTEN,
        Accepted as Accepted,
        Bank as Bank,
        Listed as Listed,
        Policy as Policy,
        Question as Question,
        QuestionKind as QuestionKind,
    )
    from shouwang.training.models.statistics import (
        ItemStatistics as ItemStatistics,
        Noticed as Noticed,
        OptionShare as OptionShare,
        Tally as Tally,
    )

__getattr__ = front(__name__)
