"""HTTP of training 培训."""

from typing import TYPE_CHECKING

from shouwang.kernel.front import front

if TYPE_CHECKING:
    from shouwang.training.routes.classes import classes_api as classes_api
    from shouwang.training.routes.courses import courses_api as courses_api
    from shouwang.training.routes.trainer import trainer_api as trainer_api
    from shouwang.training.routes.volunteer import api as api

__getattr__ = front(__name__)
