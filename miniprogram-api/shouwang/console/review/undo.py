"""The ten seconds in which a decision can be taken back 撤回, as the browser carries them to the next page."""

import re
from datetime import datetime
from typing import Self
from urllib.parse import quote, unquote

import msgspec

from shouwang.console.browser import Browser, set_cookie
from shouwang.console.places import APPLICATIONS
from shouwang.recruitment.rules.undoing import UNDO_WITHIN

COOKIE = "shouwang_undo"
_KEPT = re.compile(r"([\w-]{1,40})\.(\d{1,9})\.(\d{10})\.(.*)")


class Undo(msgspec.Struct, frozen=True):
    """Whose decision may be taken back, in which version it stands, and until when."""

    application_id: str
    version: int
    until: int  # seconds since 1970
    who: str

    def left_s(self, now: datetime) -> int:
        """How many seconds are left; 0 when it is over."""
        return max(0, self.until - int(now.timestamp()))

    @property
    def action(self) -> str:
        """Where the form goes."""
        return f"{APPLICATIONS.href}/{self.application_id}/undo"

    @classmethod
    def of(cls, application_id: str, version: int, who: str, now: datetime) -> Self:
        """What may be taken back from now on, for as long as the rules give."""
        return cls(application_id, version, int((now + UNDO_WITHIN).timestamp()), who)

    def cookie(self, *, secure: bool) -> str:
        """The cookie that offers it on the next page."""
        value = f"{self.application_id}.{self.version}.{self.until}.{quote(self.who)}"
        return set_cookie(COOKIE, value, int(UNDO_WITHIN.total_seconds()), secure=secure, path=APPLICATIONS.href)


class UndoOffered(msgspec.Struct, frozen=True):
    """The strip that offers it on a page."""

    undo: Undo
    left_s: int
    request_id: str


def over(*, secure: bool) -> str:
    """The cookie that ends the offer."""
    return set_cookie(COOKIE, "", 0, secure=secure, path=APPLICATIONS.href)


def undo_of(browser: Browser, now: datetime) -> Undo | None:
    """What may still be taken back."""
    found = _KEPT.fullmatch(browser.cookies.get(COOKIE, ""))
    if found is None:
        return None
    undo = Undo(found[1], int(found[2]), int(found[3]), unquote(found[4])[:60])
    return undo if undo.left_s(now) else None
