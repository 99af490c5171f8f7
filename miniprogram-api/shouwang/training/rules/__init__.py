"""Decisions of training: what is drawn, what an answer is worth, what an attempt allows. Pure."""

from typing import TYPE_CHECKING

from shouwang.kernel.front import front

if TYPE_CHECKING:
    from shouwang.training.rules.attempts import (
        GRACE as GRACE,
        AnswerRefused as AnswerRefused,
        AttemptOver as AttemptOver,
        AttemptsUsedUp as AttemptsUsedUp,
        NoSuchAttempt as NoSuchAttempt,
        NoSuchCourse as NoSuchCourse,
        NoSuchLesson as NoSuchLesson,
        attended as attended,
        finish as finish,
        has_run_out as has_run_out,
        passed as passed,
        require_open as require_open,
        require_own as require_own,
        require_tryable as require_tryable,
        save as save,
        start as start,
        valid_until as valid_until,
    )
    from shouwang.training.rules.banks import (
        answer_of as answer_of,
        answer_words as answer_words,
        check_bank as check_bank,
        check_quiz as check_quiz,
        content_id as content_id,
        listed as listed,
        question_faults as question_faults,
    )
    from shouwang.training.rules.classes import (
        CLASS_CODE_S as CLASS_CODE_S,
        CodeWrong as CodeWrong,
        NoSuchClass as NoSuchClass,
        NotInSession as NotInSession,
        class_code as class_code,
        require_code as require_code,
        require_held as require_held,
    )
    from shouwang.training.rules.courses import (
        COURSE_ID as COURSE_ID,
        TRAINERS as TRAINERS,
        CourseRetired as CourseRetired,
        FirstOthers as FirstOthers,
        NoQuizHere as NoQuizHere,
        check_course as check_course,
        check_names as check_names,
        check_size as check_size,
        file_kind as file_kind,
        has_audience as has_audience,
        must_take as must_take,
        require_startable as require_startable,
        required_of as required_of,
        required_set as required_set,
    )
    from shouwang.training.rules.drawing import draw as draw, freeze as freeze
    from shouwang.training.rules.grading import (
        as_options as as_options,
        folded as folded,
        grade as grade,
        graded as graded,
        mark as mark,
        number as number,
    )
    from shouwang.training.rules.hurry import click_order as click_order, hurried as hurried
    from shouwang.training.rules.lessons import (
        MOST_FILES as MOST_FILES,
        MOST_LESSONS as MOST_LESSONS,
        key_of as key_of,
        keyed as keyed,
        moved as moved,
        places_read as places_read,
        require_lesson as require_lesson,
        with_file as with_file,
        with_lesson as with_lesson,
        with_text as with_text,
        without as without,
        without_file as without_file,
    )
    from shouwang.training.rules.merging import Doubled as Doubled, Merged as Merged, merge as merge
    from shouwang.training.rules.regrading import (
        Regraded as Regraded,
        corrected as corrected,
        regrade as regrade,
        restanding as restanding,
    )
    from shouwang.training.rules.statistics import (
        Contribution as Contribution,
        contributions as contributions,
        counted as counted,
        item_statistics as item_statistics,
        joined as joined,
    )

__getattr__ = front(__name__)
