"""Quotas: how often a call may be made in a second, a minute or a day. Source: reference wechat 3."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from wechat_simulator.refusals import Refusal


@dataclass(frozen=True, slots=True)
class Quota:
    """So many calls in a window of seconds, then an error code."""

    most: int
    window_s: int
    errcode: int


MINUTE, DAY = 60, 86_400

# Calls that share a quota share a name; a name may be the name and something behind `#`, counted apart.
OFFICIAL: dict[str, list[Quota]] = {
    "login": [Quota(100, MINUTE, 45011)],
    "token": [Quota(2_000, DAY, 45009)],
    "stable_token": [Quota(10_000, MINUTE, 45011), Quota(500_000, DAY, 45009)],
    "phone": [Quota(10_000, MINUTE, 45011)],
    "text": [Quota(4_000, MINUTE, 44991), Quota(2_000_000, DAY, 45009)],
    "media": [Quota(2_000, MINUTE, 44991), Quota(200_000, DAY, 45009)],
    "media_repeat": [Quota(5, MINUTE, 87020)],
    "send": [Quota(10_000_000, DAY, 45009)],
    "code": [Quota(5_000, MINUTE, 45009)],
    "limited_code": [Quota(100_000, 10**12, 45029)],
    "link": [Quota(100, 1, 44990), Quota(500_000, DAY, 44993)],
    "reset_key": [Quota(60_000, MINUTE, 45011)],
    "clear_quota": [Quota(10, 30 * DAY, 48006)],
    "risk": [Quota(10_000, MINUTE, 45011)],
}


class Limits:
    """Counts calls in fixed windows of the simulated clock."""

    def __init__(self) -> None:
        self._quotas = {name: list(quotas) for name, quotas in OFFICIAL.items()}
        self._counts: dict[tuple[str, int, int], int] = defaultdict(int)

    def set(self, name: str, most: int) -> None:
        """Give every window of a quota another size. Raises: KeyError for a name that is not there."""
        self._quotas[name] = [Quota(most, quota.window_s, quota.errcode) for quota in self._quotas[name]]

    def clear(self) -> None:
        """Forget what was counted."""
        self._counts.clear()

    def today(self, name: str, now: datetime) -> tuple[int, int] | None:
        """So often a call may be made today and was made; None where no day's quota is known."""
        quota = next((quota for quota in self._quotas[name] if quota.window_s == DAY), None)
        if quota is None:
            return None
        return quota.most, self._counts[(name, DAY, int(now.timestamp()) // DAY)]

    def count(self, name: str, now: datetime) -> None:
        """Count one call. Raises: Refusal with the quota's code when it is used up."""
        for quota in self._quotas[name.split("#")[0]]:
            window = (name, quota.window_s, int(now.timestamp()) // quota.window_s)
            if self._counts[window] >= quota.most:
                raise Refusal(quota.errcode)
            self._counts[window] += 1
