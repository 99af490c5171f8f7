"""HTTP of notices: messages, and complaints."""

from shouwang.notices.routes.complaints import complaints_api
from shouwang.notices.routes.messages import api

__all__ = ["api", "complaints_api"]
