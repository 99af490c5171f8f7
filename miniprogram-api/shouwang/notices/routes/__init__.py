"""HTTP of notices: messages, and complaints."""

from typing import TYPE_CHECKING

from shouwang.kernel.front import front

if TYPE_CHECKING:
    from shouwang.notices.routes.complaints import complaints_api as complaints_api
    from shouwang.notices.routes.messages import api as api

__getattr__ = front(__name__)
