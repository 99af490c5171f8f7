"""Pages of at most 50 with opaque cursors."""

import base64
from collections.abc import Sequence
from typing import Any, Generic, TypeVar

import msgspec

from shouwang.kernel.problem import Fault, Invalid

_T = TypeVar("_T")

MOST = 50  # rows a page. Source: design section 4


class Page(msgspec.Struct, Generic[_T], frozen=True):
    """Some rows and, if there may be more, the cursor that continues after them."""

    items: Sequence[_T]
    cursor: str | None = None


def next_page(last_key: dict[str, Any] | None) -> str | None:
    """The cursor after a page, from the store's LastEvaluatedKey."""
    return base64.urlsafe_b64encode(msgspec.json.encode(last_key)).decode().rstrip("=") if last_key else None


def no_cursor_of_ours() -> Invalid:
    """The refusal of a cursor that we did not make, or made for another list."""
    return Invalid("这一页的位置读不出来，从第一页再看一次", faults=[Fault("/cursor", "不是我们给出的位置")])


def read_cursor(cursor: str | None) -> dict[str, Any] | None:
    """The store's key behind a cursor. Raises: Invalid for one that we did not make."""
    if not cursor:
        return None
    try:
        key = msgspec.json.decode(
            base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)), type=dict[str, dict[str, str]]
        )
    except ValueError as wrong:
        raise no_cursor_of_ours() from wrong
    return key
