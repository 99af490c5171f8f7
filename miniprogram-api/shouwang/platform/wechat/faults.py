"""How a call to WeChat fails, inside the adapter. These texts hold names and numbers only: no URL, code, openid or token."""

import re
from typing import Self

from shouwang.platform.wechat.reactions import Call, Reaction

# Source: reference wechat 1 (rid) and 3.8 (47003 names the key). Nothing else of an errmsg is ever repeated.
_RID = re.compile(r"rid:\s*([0-9a-f]{8}-[0-9a-f]{8}-[0-9a-f]{8})")
_FIELD = re.compile(r"data\.([a-z_]{1,20}\d{0,3})\b")


class Refused(Exception):
    """WeChat answered with an error code."""

    def __init__(self, call: Call, errcode: int, errmsg: object = "") -> None:
        text = str(errmsg)
        rid, key = _RID.search(text), _FIELD.search(text)
        super().__init__(call.name, errcode)
        self.call = call
        self.errcode = errcode
        self.rid = rid[1] if rid else "-"
        self.field = key[1] if key else "-"
        # Raised out of a pause, without asking WeChat.
        self.repeated = False

    @property
    def reaction(self) -> Reaction:
        """What the table says about it."""
        return self.call.reaction(self.errcode)

    def again(self) -> Self:
        """The same refusal, to be raised once more while calls are paused."""
        copy = type(self)(self.call, self.errcode)
        copy.repeated = True
        return copy


class Lost(Exception):
    """No answer, or none that can be read. `maybe_done` says whether WeChat may have acted all the same."""

    def __init__(self, call: Call, kind: str, *, maybe_done: bool = True) -> None:
        super().__init__(call.name, kind)
        self.call = call
        self.kind = kind
        self.maybe_done = maybe_done
