"""The access token (接口调用凭据): one for all processes, by stable_token in normal mode only.

No lock: WeChat gives concurrent callers the same token. Source: reference wechat 3.2.
"""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta

import msgspec

from shouwang.kernel.clock import Clock
from shouwang.platform.wechat.values import Token, TokenShelf

_log = logging.getLogger(__name__)

# A token with less than this left is not used. Source: reference wechat 3.2 (WeChat renews in the last 5 minutes).
_MARGIN = timedelta(seconds=300)
# How long a process trusts its own memory before it looks at the shelf again. Source: reference wechat 3.2.
_TRUST = timedelta(seconds=60)

FetchToken = Callable[[], Token]


class Held(msgspec.Struct, frozen=True):
    """A token in hand, and whether this very request fetched it from WeChat."""

    token: Token
    just_fetched: bool


class Tokens:
    """Finds the token in memory, then on the shelf, then at WeChat."""

    def __init__(self, appid: str, shelf: TokenShelf, now: Clock) -> None:
        self._appid = appid
        self._shelf = shelf
        self._now = now
        self._memory: tuple[Token, datetime] | None = None

    def current(self, fetch: FetchToken) -> Held:
        """A token that should work."""
        now = self._now()
        memory = self._memory
        if memory and now - memory[1] < _TRUST and memory[0].expires_at - now >= _MARGIN:
            return Held(memory[0], just_fetched=False)
        shared = self._shared(now)
        return Held(self._remember(shared), just_fetched=False) if shared else self._fetch(fetch)

    def instead_of(self, dead: Token, fetch: FetchToken) -> Held:
        """Another token than one WeChat has just refused; another process may have renewed it already."""
        self._memory = None
        shared = self._shared(self._now())
        if shared and shared.value != dead.value:
            return Held(self._remember(shared), just_fetched=False)
        return self._fetch(fetch)

    def _fetch(self, fetch: FetchToken) -> Held:
        token = self._remember(fetch())
        try:
            self._shelf.keep(self._appid, token.value, token.expires_at)
        except Exception as fault:
            # The next process asks WeChat and gets the same token: a failing shelf costs calls, not logins.
            _log.warning("token shelf not writable", extra={"kind": type(fault).__name__})
        return Held(token, just_fetched=True)

    def _shared(self, now: datetime) -> Token | None:
        try:
            token = self._shelf.fetch(self._appid)
        except Exception as fault:
            _log.warning("token shelf not readable", extra={"kind": type(fault).__name__})
            return None
        return token if token and token.expires_at - now >= _MARGIN else None

    def _remember(self, token: Token) -> Token:
        self._memory = (token, self._now())
        return token
