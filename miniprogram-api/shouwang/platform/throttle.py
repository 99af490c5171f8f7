"""Limits on tries: how often something may be done from one place in one minute."""

import hashlib
from datetime import datetime

from pynamodb.attributes import NumberAttribute, UnicodeAttribute

from shouwang.kernel.problem import Problem
from shouwang.platform.dynamo import Table


class ThrottleRow(Table):
    """Tries of one kind from one place within one minute."""

    TABLE = "throttles"
    TTL = "expires_at"

    window = UnicodeAttribute(hash_key=True)
    tries = NumberAttribute(default=0)
    expires_at = NumberAttribute()


def require(kind: str, place: str, most: int, now: datetime, refusal: type[Problem]) -> None:
    """Count one try. Raises: `refusal` with `retry_after_s` when there were `most` in this minute. Cost: 1 request."""
    minute = int(now.timestamp()) // 60
    window = f"{kind}#{hashlib.sha256(place.encode()).hexdigest()[:16]}#{minute}"
    row = ThrottleRow(window=window)
    row.update([ThrottleRow.tries.add(1), ThrottleRow.expires_at.set((minute + 2) * 60)])
    if row.tries > most:
        raise refusal(retry_after_s=60 - int(now.timestamp()) % 60)
