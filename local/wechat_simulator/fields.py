"""What WeChat takes as the value of a template field; written apart from any caller's own rules.

Source: reference wechat 3.8. A value is good when its rule says so and it holds neither line breaks nor controls.
"""

import re
import unicodedata
from collections.abc import Callable
from datetime import datetime

_DAY_FORMS = ("%Y年%m月%d日", "%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d")
_CLOCK_FORMS = ("%H:%M", "%H:%M:%S")


def bad_key(data: dict[str, str]) -> str | None:
    """The first key whose value breaks its rule, as WeChat names it in the words of 47003."""
    return next((key for key, value in data.items() if not _is_good(key, value)), None)


def _is_good(key: str, value: str) -> bool:
    rule = _RULES.get(key.rstrip("0123456789"))
    if rule is None or not value or any(unicodedata.category(sign).startswith("C") for sign in value):
        return False
    return rule(value)


def _is_han(sign: str) -> bool:
    return unicodedata.name(sign, "").startswith(("CJK UNIFIED", "CJK COMPATIBILITY IDEOGRAPH")) or sign == "〇"


def _is_symbol(sign: str) -> bool:
    return unicodedata.category(sign)[0] in "PS"


def _at_most(limit: int, allowed: Callable[[str], bool]) -> Callable[[str], bool]:
    return lambda value: len(value) <= limit and all(map(allowed, value))


def _is_number(value: str) -> bool:
    return bool(re.fullmatch(r"[0-9]+(\.[0-9]+)?", value)) and sum(sign.isdigit() for sign in value) <= 32


def _is_amount(value: str) -> bool:
    if unicodedata.category(value[0]) == "Sc":
        value = value[1:]
    whole, _, part = value.removesuffix("元").partition(".")
    return whole.isdecimal() and len(whole) <= 10 and (part.isdecimal() or "." not in value)


def _is_name(value: str) -> bool:
    plain = all(sign.isascii() for sign in value) and not any(sign.isdigit() for sign in value)
    return len(value) <= (20 if plain else 10) and not any(sign.isdigit() for sign in value)


def _is_car_number(value: str) -> bool:
    middle = value[1:-1]
    ends = all(_is_han(sign) or sign.isascii() for sign in (value[0], value[-1]))
    return len(value) <= 8 and ends and all(sign.isascii() or sign == "·" for sign in middle)


def _range_of(single: Callable[[str], bool]) -> Callable[[str], bool]:
    return lambda value: value.count("~") <= 1 and all(single(part.strip()) for part in value.split("~"))


def _is_time(value: str) -> bool:
    return _reads(value, *_CLOCK_FORMS, *(f"{day} {clock}" for day in _DAY_FORMS for clock in _CLOCK_FORMS))


def _is_date(value: str) -> bool:
    return _reads(value, *_DAY_FORMS) or _is_time(value)


def _reads(value: str, *forms: str) -> bool:
    for form in forms:
        try:
            datetime.strptime(value, form)  # noqa: DTZ007 -- only whether it reads
        except ValueError:
            continue
        return True
    return False


_RULES: dict[str, Callable[[str], bool]] = {
    "thing": lambda value: len(value) <= 20,
    "number": _is_number,
    "letter": _at_most(32, lambda sign: sign.isascii() and sign.isalpha()),
    "symbol": _at_most(5, _is_symbol),
    "character_string": _at_most(32, lambda sign: sign.isascii() and sign.isprintable() and sign != " "),
    "time": _range_of(_is_time),
    "date": _range_of(_is_date),
    "amount": _is_amount,
    "phone_number": _at_most(17, lambda sign: sign.isdigit() or _is_symbol(sign)),
    "car_number": _is_car_number,
    "name": _is_name,
    "phrase": _at_most(5, _is_han),
    "enum": lambda _: True,
}
