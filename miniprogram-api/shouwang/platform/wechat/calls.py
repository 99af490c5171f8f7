"""Asking WeChat: bounded time, at most one token refresh, retries only where the table allows, pauses that are kept."""

import logging
import time
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import TypeVar

from shouwang.kernel.clock import Clock
from shouwang.platform import metrics
from shouwang.platform.wechat import answers
from shouwang.platform.wechat.answers import Answer
from shouwang.platform.wechat.client import MiniProgramClient
from shouwang.platform.wechat.faults import Lost, Refused
from shouwang.platform.wechat.reactions import TOKEN, Call
from shouwang.platform.wechat.tokens import Tokens
from shouwang.platform.wechat.values import Token, TokenShelf, WeChatSettings

_log = logging.getLogger(__name__)

# Source: reference wechat, reactions (RETRY) and 9.1 (a whole request stays under 10 s).
_PAUSES_S = (0.2, 0.6)
_BUDGET_S = 9.5
_LEAST_TRY_S = 0.5
# By `Call.resend`: one try when the call may have taken effect.
_TRIES_OF_A_LOST_ANSWER = {False: 1, True: 3}

# What an alarm on the logs looks for.
ALARM_LINE = "WeChat needs the operator"

_T = TypeVar("_T")
Sleep = Callable[[float], None]
Params = Mapping[str, str | None]
Body = Mapping[str, object] | None


class Budget:
    """The seconds a request may spend on WeChat. Measured on the machine's own clock, never the settable one."""

    def __init__(self, timeouts: tuple[float, float]) -> None:
        self._connect, self._read = timeouts
        self._ends = time.monotonic() + _BUDGET_S

    def timeout(self, call: Call) -> tuple[float, float]:
        """Seconds to connect and to read that fit into what is left. Raises: Lost when nothing is left."""
        left = self._ends - time.monotonic()
        if left < _LEAST_TRY_S:
            raise Lost(call, "NoTimeLeft", maybe_done=False)
        share = min(1.0, left / (self._connect + self._read))
        return self._connect * share, self._read * share

    def allows(self, pause_s: float) -> bool:
        """Whether a pause and one whole try still fit."""
        return time.monotonic() + pause_s + self._connect + self._read < self._ends


class Calls:
    """All calls of one process to WeChat."""

    def __init__(self, settings: WeChatSettings, shelf: TokenShelf, now: Clock, sleep: Sleep) -> None:
        self._settings = settings
        self._client = MiniProgramClient(settings)
        self._tokens = Tokens(settings.appid, shelf, now)
        self._now = now
        self._sleep = sleep
        self._paused: dict[str, tuple[datetime, Refused]] = {}

    def ask(
        self,
        call: Call,
        read: Callable[[Answer], _T],
        *,
        params: Params | None = None,
        body: Body = None,
        channel: str = "",
    ) -> _T:
        """What `read` makes of the answer to a call. `channel` keeps apart what is paused apart. Raises: Refused, Lost."""
        try:
            return read(self._ask(call, params or {}, body, channel, Budget(self._settings.timeouts)))
        except Refused as refusal:
            self._note(refusal, channel)
            raise
        except Lost as lost:
            metrics.record("WeChatLostAnswers")
            _log.warning("WeChat's answer was lost", extra={"call": lost.call.name, "kind": lost.kind})
            raise

    def _ask(self, call: Call, params: Params, body: Body, channel: str, budget: Budget) -> Answer:
        """One call, with one token refresh at most."""
        self._heed_pause(call, channel)
        if not call.needs_token:
            return self._persist(call, params, body, budget)
        held = self._tokens.current(lambda: self._fetch_token(budget))
        try:
            return self._persist(call, {**params, "access_token": held.token.value}, body, budget)
        except Refused as refusal:
            # A token fetched a moment ago would come back unchanged: asking for it again could not help.
            if not refusal.reaction.refresh or held.just_fetched:
                raise
        held = self._tokens.instead_of(held.token, lambda: self._fetch_token(budget))
        return self._persist(call, {**params, "access_token": held.token.value}, body, budget)

    def _persist(self, call: Call, params: Params, body: Body, budget: Budget) -> Answer:
        """One call, tried again as often as the table allows and the time lasts."""
        for pause_s in _PAUSES_S:
            try:
                return self._client.once(call, params=params, body=body, timeout=budget.timeout(call))
            except (Refused, Lost) as failure:
                tries = failure.reaction.tries if isinstance(failure, Refused) else _TRIES_OF_A_LOST_ANSWER[call.resend]
                if tries <= 1 + _PAUSES_S.index(pause_s) or not budget.allows(pause_s):
                    raise
            self._sleep(pause_s)
        return self._client.once(call, params=params, body=body, timeout=budget.timeout(call))

    def _heed_pause(self, call: Call, channel: str) -> None:
        """Refuse at once while a call is paused. Raises: Refused."""
        paused = self._paused.get(call.name + channel)
        if paused and self._now() < paused[0]:
            raise paused[1].again()

    def _note(self, refusal: Refused, channel: str) -> None:
        """Tell the operator, and pause where the table says so; a refusal out of a pause was told before."""
        if refusal.repeated:
            return
        reaction = refusal.reaction
        if reaction.pause_s:
            key = refusal.call.name + (channel if refusal.call.needs_token else "")
            self._paused[key] = (self._now() + timedelta(seconds=reaction.pause_s), refusal.again())
        facts = {"call": refusal.call.name, "errcode": refusal.errcode, "kind": reaction.end.name, "rid": refusal.rid}
        metrics.record("WeChatAlarms" if reaction.alarm else "WeChatRefusals")
        if reaction.alarm:
            _log.error(ALARM_LINE, extra={**facts, "place": refusal.field})
        else:
            _log.warning("WeChat refused", extra={**facts, "place": refusal.field})

    def _fetch_token(self, budget: Budget) -> Token:
        """Ask for the stable token. Raises: Refused, Lost."""
        self._heed_pause(TOKEN, "")
        body = {
            "grant_type": "client_credential",
            "appid": self._settings.appid,
            "secret": self._settings.secret,
            "force_refresh": False,
        }
        return answers.token(self._persist(TOKEN, {}, body, budget), self._now())
