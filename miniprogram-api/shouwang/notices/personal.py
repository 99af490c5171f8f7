"""What notices holds of a person 个人数据."""

from collections.abc import Iterable

from shouwang.notices.store import ComplaintRow, GrantRow, InboxRow, MessageRow
from shouwang.platform.dynamo import Table
from shouwang.platform.personal import Holding, brief, own


def holdings() -> tuple[Holding, ...]:
    """Every table of notices that holds a person. Messages go before the entries that they are found by."""
    return (
        Holding(MessageRow, "微信消息", _messages),
        Holding(InboxRow, "站内消息", own(InboxRow)),
        Holding(GrantRow, "消息授权", own(GrantRow)),
        brief(ComplaintRow, "投诉只追加不删改，由审计保管，三年后清除"),
    )


def _messages(person_id: str) -> Iterable[Table]:
    for entry in InboxRow.query(person_id, consistent_read=True):
        row = MessageRow.fetch(entry.entry_id)
        if row is not None and row.person_id == person_id:
            yield row
