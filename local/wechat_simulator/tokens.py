"""Access tokens, the old kind and the stable kind, which know nothing of each other. Source: reference wechat 3.2."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from wechat_simulator.refusals import Refusal

LIFE = timedelta(seconds=7200)
OVERLAP = timedelta(seconds=300)
FORCED_A_DAY = 20
FORCED_APART = timedelta(seconds=30)

_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
_LENGTH = 157


@dataclass(slots=True)
class Issued:
    """A token and when it ends; `dead` when something newer took its place."""

    value: str
    ends_at: datetime
    dead: bool = False


class TokenBook:
    """The tokens of one account."""

    def __init__(self, rng: Random) -> None:
        self._rng = rng
        self._all: dict[str, Issued] = {}
        self._old: Issued | None = None
        self._stable: Issued | None = None
        self._forced: list[datetime] = []

    def old(self, now: datetime) -> tuple[str, int]:
        """A new token at every call; the one before it works for 5 more minutes."""
        self._old = self._replace(self._old, now)
        return self._old.value, int(LIFE.total_seconds())

    def stable(self, now: datetime, *, force: bool) -> tuple[str, int]:
        """The same token to every caller, renewed in its last 5 minutes, or by force. Raises: Refusal."""
        if force and self._may_force(now):
            if self._stable:
                self._stable.dead = True
            self._stable = self._issue(now)
        elif self._stable is None or self._stable.dead or self._stable.ends_at - now < OVERLAP:
            self._stable = self._replace(self._stable, now)
        return self._stable.value, int((self._stable.ends_at - now).total_seconds())

    def invalidate(self) -> None:
        """Kill every token, as if somebody elsewhere had asked for new ones."""
        for issued in self._all.values():
            issued.dead = True

    def require(self, value: str | None, now: datetime) -> None:
        """Accept a live token. Raises: Refusal 41001, 40014, 40001, 42001."""
        if not value:
            raise Refusal(41001)
        if len(value) < 20 or any(sign not in _ALPHABET for sign in value):
            raise Refusal(40014)
        issued = self._all.get(value)
        if issued is None or issued.dead:
            raise Refusal(40001)
        if now >= issued.ends_at:
            raise Refusal(42001)

    def in_use(self) -> list[str]:
        """The tokens that are neither dead nor superseded."""
        return [issued.value for issued in self._all.values() if not issued.dead]

    def _may_force(self, now: datetime) -> bool:
        """Whether a forced call counts; one within 30 seconds of the last refreshes nothing. Raises: Refusal 45009."""
        if self._forced and now - self._forced[-1] < FORCED_APART:
            return False
        if sum(now - at < timedelta(days=1) for at in self._forced) >= FORCED_A_DAY:
            raise Refusal(45009)
        self._forced.append(now)
        return True

    def _replace(self, before: Issued | None, now: datetime) -> Issued:
        if before and not before.dead:
            before.ends_at = min(before.ends_at, now + OVERLAP)
        return self._issue(now)

    def _issue(self, now: datetime) -> Issued:
        issued = Issued("".join(self._rng.choices(_ALPHABET, k=_LENGTH)), now + LIFE)
        self._all[issued.value] = issued
        return issued
