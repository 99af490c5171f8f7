"""Template fields of subscribe messages (订阅消息模板字段): what each kind may hold. Source: reference wechat 3.8."""

import re
import unicodedata
from collections.abc import Mapping

_KEY = re.compile(r"([a-z_]+?)\d*")
_HAN = "〇\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_CLOCK = r"([01]?[0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9])?"
_MONTH_DAY = ("年{0}月{0}日", "-{0}-{0}", "/{0}/{0}", r"\.{0}\.{0}")
_DAY = rf"[0-9]{{4}}({'|'.join(form.format('[0-9]{1,2}') for form in _MONTH_DAY)})"
_TIME = rf"({_DAY} ?)?{_CLOCK}"
_DATE = rf"{_DAY}( ?{_CLOCK})?"

# A value is good when the whole of it matches the pattern of its key's prefix.
_RULES: Mapping[str, re.Pattern[str]] = {
    "thing": re.compile(r".{1,20}"),
    "number": re.compile(r"(?=.{1,33}$)([0-9]{1,32}|[0-9]+\.[0-9]+)"),
    "letter": re.compile(r"[A-Za-z]{1,32}"),
    "symbol": re.compile(r"[!-/:-@\[-`{-~，。！？：；（）、￥—…《》“”·]{1,5}"),
    "character_string": re.compile(r"[!-~]{1,32}"),
    "time": re.compile(rf"{_TIME}( ?~ ?{_TIME})?"),
    "date": re.compile(rf"{_DATE}( ?~ ?({_DATE}|{_CLOCK}))?"),
    "amount": re.compile(r"[¥￥$€£]?[0-9]{1,10}(\.[0-9]{1,10})?元?"),
    "phone_number": re.compile(r"[0-9!-/:-@（）－]{1,17}"),
    "car_number": re.compile(rf"[{_HAN}A-Za-z][A-Za-z0-9·]{{0,6}}[{_HAN}A-Za-z0-9]"),
    "name": re.compile(rf"[{_HAN}A-Za-z·. …'-]{{1,10}}|[A-Za-z. '-]{{1,20}}"),
    "phrase": re.compile(rf"[{_HAN}]{{1,5}}"),
    "enum": re.compile(r".+"),
}


def fit(key: str, value: str) -> str:
    """A value made to fit its key: one line, and for `thing` and `name` cut by code points with the ellipsis inside."""
    line = " ".join("".join(" " if unicodedata.category(sign)[0] in "CZ" else sign for sign in value).split())
    limit = {"thing": 20, "name": 10 if re.search(f"[{_HAN}]", line) else 20}.get(_prefix(key))
    return line if limit is None or len(line) <= limit else line[: limit - 1] + "…"


def faulty_fields(data: Mapping[str, str]) -> list[str]:
    """The keys whose values WeChat would refuse with 47003, in order; never the values."""
    return [key for key, value in data.items() if not _is_good(key, value)]


def _is_good(key: str, value: str) -> bool:
    rule = _RULES.get(_prefix(key))
    return bool(rule and rule.fullmatch(value)) and all(unicodedata.category(sign)[0] != "C" for sign in value)


def _prefix(key: str) -> str:
    match = _KEY.fullmatch(key)
    return match[1] if match else ""
