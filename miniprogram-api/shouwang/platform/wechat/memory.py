"""Shelves of one process: what stands in for the shared ones in tests, scripts and where nothing is shared."""

from collections import OrderedDict
from datetime import datetime
from threading import Lock

from shouwang.kernel.clock import Clock
from shouwang.platform.wechat.values import Token

# A flood must not fill the memory; the oldest claims go first.
_MOST_CLAIMS = 20_000


class LocalTokenShelf:
    """A token shelf that lives as long as its process."""

    def __init__(self) -> None:
        self._tokens: dict[str, Token] = {}

    def fetch(self, appid: str) -> Token | None:
        """The token kept for an account, if any."""
        return self._tokens.get(appid)

    def keep(self, appid: str, token: str, expires_at: datetime) -> None:
        """Keep the token."""
        self._tokens[appid] = Token(token, expires_at)


class LocalOnceShelf:
    """A memory of claims that lives as long as its process, bounded in size."""

    def __init__(self, now: Clock) -> None:
        self._now = now
        self._claims: OrderedDict[str, datetime] = OrderedDict()
        self._lock = Lock()

    def claim(self, key: str, until: datetime) -> bool:
        """Whether this is the first claim of `key` that still counts."""
        with self._lock:
            earlier = self._claims.get(key)
            if earlier and earlier > self._now():
                return False
            self._claims[key] = until
            self._claims.move_to_end(key)
            if len(self._claims) > _MOST_CLAIMS:
                self._claims.popitem(last=False)
            return True
