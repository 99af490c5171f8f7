"""How much waits at each place of the rail, as it was last counted: the browser carries it, so that no page pays for it.

Counting costs what today's page costs, however large the force. A page only reads the cookie; where a script runs and the count
is older than a minute, or something was just done, the page asks for a fresh rail once it stands.
"""

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Self

import msgspec

from shouwang.console.browser import SAID_COOKIE, Browser, proof_of, set_cookie

COOKIE = "shouwang_waits"
PATH = "/console"
_FRESH = timedelta(minutes=1)
_LIFE_S = 12 * 3600  # as long as a session
_KEPT = re.compile(r"([\w-]{12})\.(\d{10})((?:\.[\w/-]{1,40}:\d{1,5}\+?)*)")


class Counted(msgspec.Struct, frozen=True):
    """How many wait at a place; `more` says that there are more than were read."""

    count: int
    more: bool = False


class Counts(msgspec.Struct, frozen=True):
    """The counts by a place's address, and when they were made; never, for a browser that carries none."""

    at: datetime | None = None
    by_place: Mapping[str, Counted] = {}

    @classmethod
    def of(cls, browser: Browser) -> Self:
        """What a browser carries for the session it is in; another session's counts are nobody's."""
        found = _KEPT.fullmatch(browser.cookies.get(COOKIE, ""))
        if found is None or found[1] != _owner(browser):
            return cls()
        parts = (part.partition(":") for part in found[3].split(".")[1:])
        counts = {f"{PATH}/{place}": Counted(int(n.rstrip("+")), n.endswith("+")) for place, _, n in parts}
        return cls(datetime.fromtimestamp(int(found[2]), UTC), counts)

    def cookie(self, browser: Browser, *, secure: bool) -> str:
        """The cookie that carries them. Nothing else than numbers stands in it."""
        at = int(self.at.timestamp()) if self.at else 0
        parts = (
            f".{place.removeprefix(PATH + '/')}:{each.count}{'+' if each.more else ''}"
            for place, each in self.by_place.items()
            if each.count
        )
        return set_cookie(COOKIE, f"{_owner(browser)}.{at:010}{''.join(parts)}", _LIFE_S, secure=secure, path=PATH)

    def stale(self, browser: Browser, now: datetime) -> bool:
        """Whether they should be counted again: a minute is over, or something was just done."""
        return self.at is None or SAID_COOKIE in browser.cookies or now - self.at >= _FRESH


def _owner(browser: Browser) -> str:
    return proof_of(f"waits {browser.session}")[:12]
