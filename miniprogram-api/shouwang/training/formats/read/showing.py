"""Cells as a spreadsheet shows them: numbers, percents, dates, by their number format."""

import re
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal

# The formats of Excel's dates whose look depends on the country, as they look in China.
_CHINESE = {14: "yyyy/m/d", 22: "yyyy/m/d h:mm", 31: "yyyy年m月d日", 57: "yyyy年m月", 58: "m月d日"}
_TOKENS = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|y+|m+|d+|h+|s+|am/pm|.', re.IGNORECASE)


def show_number(value: float, format_: str) -> str:
    """A number as it is shown: `50%`, `1.50`, or plain and whole as written."""
    shape = re.sub(r'"[^"]*"|\[[^\]]*\]|[_*\\].', "", format_.split(";")[0])
    match = re.fullmatch(r"(#,##)?[#0]*0?(?:\.(0+))?(%?)", shape)
    if not match or shape in ("", "#") or "0" not in shape:
        return _plain(value)
    places, percent = len(match.group(2) or ""), match.group(3)
    if shape == "0" and value != int(value):
        return _plain(value)  # rounding would show another number than was typed
    exact = Decimal(repr(value)) * (100 if percent else 1)
    rounded = exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    if rounded != exact:
        return _plain(value) if not percent else f"{_plain(float(exact))}%"
    return f"{rounded:{',' if match.group(1) else ''}f}{percent}"


def _plain(value: float) -> str:
    if value == int(value) and abs(value) < 1e15:
        return str(int(value))
    return format(Decimal(format(value, ".15g")), "f") if 1e-9 < abs(value) < 1e21 else format(value, ".15g")


def show_date(value: datetime | date | time | timedelta, format_: str) -> str:
    """A date or time as it is shown in China."""
    if isinstance(value, timedelta):
        minutes, seconds = divmod(int(value.total_seconds()), 60)
        return f"{minutes // 60}:{minutes % 60:02}" + (f":{seconds:02}" if seconds else "")
    if isinstance(value, time):
        return f"{value.hour}:{value.minute:02}" + (f":{value.second:02}" if value.second else "")
    at = value if isinstance(value, datetime) else datetime(value.year, value.month, value.day)  # noqa: DTZ001 -- a cell's
    return "".join(_part(token, at, before) for token, before in _with_before(_chinese(format_)))


def _chinese(format_: str) -> str:
    known = {"mm-dd-yy": 14, "m/d/yy": 14, "m/d/yyyy": 14, "yyyy-mm-dd h:mm:ss": 0, "m/d/yy h:mm": 22}
    code = known.get(format_.split(";")[0])
    return _CHINESE.get(code, format_.split(";")[0]) if code else format_.split(";")[0]


def by_builtin(code: int) -> str | None:
    """The Chinese look of a built-in date format."""
    return _CHINESE.get(code)


def _with_before(format_: str) -> list[tuple[str, str]]:
    tokens = _TOKENS.findall(format_)
    letters = [token[0].lower() for token in tokens]
    return [(token, next((c for c in reversed(letters[:n]) if c in "ymdhs"), "")) for n, token in enumerate(tokens)]


def _part(token: str, at: datetime, before: str) -> str:
    kind, long = token[0].lower(), len(token) > 1
    if token.startswith('"'):
        return token.strip('"')
    if kind in "[\\":
        return token[1:] if kind == "\\" else ""
    if kind == "y":
        return f"{at.year}" if len(token) > 2 else f"{at.year % 100:02}"
    values = {"m": at.minute if before == "h" else at.month, "d": at.day, "h": at.hour, "s": at.second}
    if kind in values and set(token.lower()) == {kind}:
        return f"{values[kind]:02}" if long else str(values[kind])
    return token
