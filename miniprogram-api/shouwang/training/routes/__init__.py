"""HTTP of training 培训."""

from shouwang.training.routes.trainer import trainer_api
from shouwang.training.routes.volunteer import api

__all__ = ["api", "trainer_api"]
