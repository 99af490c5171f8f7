"""HTTP of training 培训."""

from shouwang.training.routes.classes import classes_api
from shouwang.training.routes.courses import courses_api
from shouwang.training.routes.trainer import trainer_api
from shouwang.training.routes.volunteer import api

__all__ = ["api", "classes_api", "courses_api", "trainer_api"]
