"""Times, ages and counts in the words of the console, in China's time. Source: reference/look.md section 6."""

from datetime import datetime, timedelta

from shouwang.console.views import Time
from shouwang.kernel.clock import SHANGHAI

EM = "\u2003"


def exact(at: datetime) -> str:
    """An instant to the second, for the title of every time in words."""
    return at.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M:%S")


def span(length: timedelta) -> str:
    """A length of time by its two greatest units: 2 天 5 小时, 9 小时, 42 分钟, 不到 1 分钟."""
    minutes = int(length.total_seconds()) // 60
    days, hours = minutes // 1440, minutes % 1440 // 60
    if days:
        return f"{days:,} 天 {hours} 小时" if hours else f"{days:,} 天"
    if hours:
        return f"{hours} 小时"
    return f"{minutes} 分钟" if minutes >= 1 else "不到 1 分钟"


def waited(since: datetime, now: datetime) -> Time:
    """How long something has waited, with the instant since when."""
    return Time(span(max(now - since, timedelta())), exact(since))


def moment(at: datetime, now: datetime) -> Time:
    """When something happened: 刚刚, 20:33 (today), 昨天 16:30, 11 月 19 日 15:48, 2025 年 4 月 3 日."""
    local, today = at.astimezone(SHANGHAI), now.astimezone(SHANGHAI)
    clock = local.strftime("%H:%M")
    if timedelta() <= now - at < timedelta(minutes=1):
        words = "刚刚"
    elif local.date() == today.date():
        words = clock
    elif local.date() == today.date() - timedelta(days=1):
        words = f"昨天 {clock}"
    elif local.year == today.year:
        words = f"{local.month} 月 {local.day} 日 {clock}"
    else:
        words = f"{local.year} 年 {local.month} 月 {local.day} 日"
    return Time(words, exact(at))


def day(at: datetime, now: datetime) -> str:
    """The day something happened, short: 今天, 昨天, 11 月 19 日."""
    local, today = at.astimezone(SHANGHAI).date(), now.astimezone(SHANGHAI).date()
    if local == today:
        return "今天"
    if local == today - timedelta(days=1):
        return "昨天"
    start = f"{local.year} 年 " if local.year != today.year else ""
    return f"{start}{local.month} 月 {local.day} 日"


def joined(*parts: str) -> str:
    """Facts of one line, an em space between them; empty ones leave no gap. Middle dots belong to names."""
    return EM.join(part for part in parts if part)
