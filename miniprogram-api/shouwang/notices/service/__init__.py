"""Use cases of notices 消息: what people are told, and what they say is wrong."""

from shouwang.notices.service.complaints import Complaints
from shouwang.notices.service.messages import HEARD, Notices, WeChatMessages

__all__ = ["HEARD", "Complaints", "Notices", "WeChatMessages"]
