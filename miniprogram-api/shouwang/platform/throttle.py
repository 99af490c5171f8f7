"""Limits on tries: how often something may be done from one place in one minute, or another stretch of time."""

import hashlib
from datetime import datetime, timedelta

from pynamodb.attributes import NumberAttribute, UnicodeAttribute

from shouwang.kernel.problem import Problem
from shouwang.platform.dynamo import Table


class ThrottleRow(Table):
    """Tries of one kind from one place within one stretch of time."""

    TABLE = "throttles"
    TTL = "expires_at"

    window = UnicodeAttribute(hash_key=True)
    tries = NumberAttribute(default=0)
    expires_at = NumberAttribute()


_MINUTE = timedelta(minutes=1)


def require(
    kind: str, place: str, most: int, now: datetime, refusal: type[Problem], within: timedelta = _MINUTE
) -> None:
    """Count one try. Raises: `refusal` with `retry_after_s` when there were `most` in this stretch. Cost: 1 request."""
    length = int(within.total_seconds())
    stretch = int(now.timestamp()) // length
    window = f"{kind}#{hashlib.sha256(place.encode()).hexdigest()[:16]}#{stretch}"
    row = ThrottleRow(window=window)
    row.update([ThrottleRow.tries.add(1), ThrottleRow.expires_at.set((stretch + 2) * length)])
    if row.tries > most:
        raise refusal(retry_after_s=length - int(now.timestamp()) % length)
