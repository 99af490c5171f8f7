"""Use cases of training 培训: reading courses, taking quizzes, publishing courses, keeping banks, telling who has passed."""

from shouwang.training.service.bank_import import BankImport, ImportAsked, questions_import
from shouwang.training.service.bank_reports import ImportAsk, ImportReport
from shouwang.training.service.banks import Banks
from shouwang.training.service.classes import Attended, Classes, CodeShown
from shouwang.training.service.courses import Courses, CourseVersion, FileKept
from shouwang.training.service.papers import AttemptView, Paper, Review, Score
from shouwang.training.service.regrading import Correction, RegradeAsked, Regrading, regrading
from shouwang.training.service.requirements import Requirements
from shouwang.training.service.statistics import QuestionSeen, Statistics
from shouwang.training.service.training import CourseView, Training
from shouwang.training.service.unfinished import ExportAsked, FollowUp, Unfinished, unfinished_export
from shouwang.training.service.writing import Begun, CourseWriting
from shouwang.training.store import Change

__all__ = [
    "AttemptView",
    "Attended",
    "BankImport",
    "Banks",
    "Begun",
    "Change",
    "Classes",
    "CodeShown",
    "Correction",
    "CourseVersion",
    "CourseView",
    "CourseWriting",
    "Courses",
    "ExportAsked",
    "FileKept",
    "FollowUp",
    "ImportAsk",
    "ImportAsked",
    "ImportReport",
    "Paper",
    "QuestionSeen",
    "RegradeAsked",
    "Regrading",
    "Requirements",
    "Review",
    "Score",
    "Statistics",
    "Training",
    "Unfinished",
    "questions_import",
    "regrading",
    "unfinished_export",
]
