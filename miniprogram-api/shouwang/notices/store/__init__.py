"""Tables of notices 消息, one module a kind."""

from typing import TYPE_CHECKING

from shouwang.kernel.front import front

if TYPE_CHECKING:
    from shouwang.notices.store.complaints import ComplaintRow, RulingRow
    from shouwang.notices.store.messages import GrantRow, InboxRow, MediaVerdictRow, MessageRow

__all__ = ["ComplaintRow", "GrantRow", "InboxRow", "MediaVerdictRow", "MessageRow", "RulingRow"]
__getattr__ = front(__name__)
