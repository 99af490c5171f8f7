"""Use cases of training 培训: reading courses, taking quizzes, publishing courses, keeping banks, telling who has passed."""

from shouwang.training.service.banks import Banks, ImportAsk, ImportReport
from shouwang.training.service.papers import AttemptView, Paper, Review, Score
from shouwang.training.service.training import CourseView, Training

__all__ = [
    "AttemptView",
    "Banks",
    "CourseView",
    "ImportAsk",
    "ImportReport",
    "Paper",
    "Review",
    "Score",
    "Training",
]
