"""Use cases of notices 消息: what people are told, and what they say is wrong."""

from typing import TYPE_CHECKING

from shouwang.kernel.front import front

if TYPE_CHECKING:
    from shouwang.notices.service.complaints import Complaints as Complaints
    from shouwang.notices.service.messages import HEARD as HEARD, Notices as Notices, WeChatMessages as WeChatMessages

__getattr__ = front(__name__)
