"""Use cases of training 培训: reading courses, taking quizzes, publishing courses, telling who has passed."""

from shouwang.training.service.papers import AttemptView, Paper, Review, Score
from shouwang.training.service.training import CourseView, Training

__all__ = ["AttemptView", "CourseView", "Paper", "Review", "Score", "Training"]
