"""换班: one volunteer's place on a shift handed to another, or exchanged for theirs."""

from datetime import datetime
from enum import StrEnum

import msgspec


class SwapState(StrEnum):
    """A swap moves one way: asked, agreed by the other, done by the leader; or it ends before."""

    ASKED = "asked"  # 等对方答应
    AGREED = "agreed"  # 等队长点头
    DONE = "done"
    DECLINED = "declined"  # by the other
    WITHDRAWN = "withdrawn"  # by who asked
    REFUSED = "refused"  # by the leader


class Swap(msgspec.Struct, frozen=True):
    """换班. `in_return_*`: the other's place that who asked takes for it; None for a plain hand-over."""

    swap_id: str
    shift_id: str
    unit_path: str
    point_number: str
    starts_at: datetime
    ends_at: datetime
    from_person: str
    from_number: str
    from_name: str
    to_person: str
    to_number: str
    to_name: str
    asked_at: datetime
    state: SwapState = SwapState.ASKED
    in_return_id: str | None = None
    in_return_starts_at: datetime | None = None
