"""HTTP of duty 执勤."""

from shouwang.duty.routes.leader import leader_api
from shouwang.duty.routes.public import public_api
from shouwang.duty.routes.volunteer import api

__all__ = ["api", "leader_api", "public_api"]
