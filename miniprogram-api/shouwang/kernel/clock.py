"""Instants are aware UTC; days belong to Asia/Shanghai, which has had no daylight saving since 1991."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone

Clock = Callable[[], datetime]

SHANGHAI = timezone(timedelta(hours=8), "Asia/Shanghai")


def utc_now() -> datetime:
    """The true instant; services get it as a constructor value, never call it themselves."""
    return datetime.now(UTC)


def local_day(instant: datetime) -> date:
    """The day in China on which an instant falls."""
    return instant.astimezone(SHANGHAI).date()


def day_start(day: date) -> datetime:
    """The first instant (UTC) of a day in China."""
    return datetime(day.year, day.month, day.day, tzinfo=SHANGHAI).astimezone(UTC)


def rfc3339(instant: datetime) -> str:
    """An instant as text that sorts as it flows: UTC, always six decimals, `Z`."""
    return instant.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def parse_rfc3339(text: str) -> datetime:
    """The aware instant behind `rfc3339` text. Raises: ValueError for text without a zone."""
    instant = datetime.fromisoformat(text)
    if instant.tzinfo is None:
        raise ValueError("an instant needs a zone")
    return instant.astimezone(UTC)
