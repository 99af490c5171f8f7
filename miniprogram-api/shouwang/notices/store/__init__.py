"""Tables of notices 消息, one module a kind."""

from shouwang.notices.store.complaints import ComplaintRow, RulingRow
from shouwang.notices.store.messages import GrantRow, InboxRow, MediaVerdictRow, MessageRow

__all__ = ["ComplaintRow", "GrantRow", "InboxRow", "MediaVerdictRow", "MessageRow", "RulingRow"]
