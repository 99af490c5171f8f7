"""Tables of notices 消息, one module a kind."""

from typing import TYPE_CHECKING

from shouwang.kernel.front import front

if TYPE_CHECKING:
    from shouwang.notices.store.complaints import ComplaintRow as ComplaintRow, RulingRow as RulingRow
    from shouwang.notices.store.messages import (
        GrantRow as GrantRow,
        InboxRow as InboxRow,
        MediaVerdictRow as MediaVerdictRow,
        MessageRow as MessageRow,
    )

__getattr__ = front(__name__)
