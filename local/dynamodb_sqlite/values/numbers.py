"""DynamoDB's numbers: 38 significant digits, exact, ordered by bytes."""

import re
from decimal import Context, Decimal

from dynamodb_sqlite.wire.errors import validation

DIGITS = 38
_LARGEST, _SMALLEST = 125, -130  # exponents: 9.99E+125 is the largest, 1E-130 the smallest magnitude
_EXACT = Context(prec=2 * (_LARGEST - _SMALLEST))  # wide enough for any sum of two numbers in range
_PLAIN = re.compile(r"(?:0|-?[1-9][0-9]{0,37})\Z")
_NUMBER = re.compile(r"[+-]?(?:([0-9]+)\.?([0-9]*)|\.([0-9]+))(?:[eE]([+-]?[0-9]+))?\Z")
_OVERFLOW = "Number overflow. Attempting to store a number with magnitude larger than supported range"
_UNDERFLOW = "Number underflow. Attempting to store a number with magnitude smaller than supported range"
_LONG_EXPONENT = 9  # digits; beyond them only the sign of an exponent matters


def canonical(text: str) -> str:
    """The one way a number is written: plain notation, no sign on zero, no idle zeros.

    Raises: ValidationException for what is not a number, has more than 38 digits or is out of range.
    """
    return text if _PLAIN.match(text) else plain(parse(text))


def parse(text: str) -> Decimal:
    """The exact value of a number as a request spells it.

    Raises: ValidationException.
    """
    match = _NUMBER.match(text)
    if not match:
        raise validation(f"The parameter cannot be converted to a numeric value: {text}")
    exponent = match[4]
    if exponent and len(exponent.lstrip("+-0")) > _LONG_EXPONENT:
        if not any(part and part.strip("0") for part in match.groups()[:3]):
            return Decimal(0)
        raise validation(_UNDERFLOW if exponent.startswith("-") else _OVERFLOW)
    return _within_range(Decimal(text))


def plain(number: Decimal) -> str:
    """The number without an exponent; `number` holds no more than 38 digits."""
    if not number:
        return "0"
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def add(left: str, right: str) -> str:
    """The exact sum.

    Raises: ValidationException when it does not fit; DynamoDB calls lost digits an overflow too.
    """
    return _result(_EXACT.add(Decimal(left), Decimal(right)))


def subtract(left: str, right: str) -> str:
    """The exact difference, under the terms of `add`."""
    return _result(_EXACT.subtract(Decimal(left), Decimal(right)))


def size(text: str) -> int:
    """Bytes a number takes in an item: one per two digits, and one or two more."""
    if text.isdigit():
        digits, exponent, negative = text.rstrip("0"), len(text), False
    else:
        digits, exponent, negative = _mantissa(text)
    if not digits:
        return 1
    pairs = (len(digits) + exponent % 2 + 1) // 2
    return pairs + 1 + negative


def encode(text: str) -> bytes:
    """Bytes that sort as the numbers do: base 100, the exponent first, negatives complemented.

    This is also the form in which DynamoDB hashes a number, so that a Scan finds the same order.
    """
    digits, exponent, negative = _mantissa(text)
    if not digits:
        return b"\x80"
    if exponent % 2:
        digits = "0" + digits
    if len(digits) % 2:
        digits += "0"
    pairs = [int(digits[i : i + 2]) for i in range(0, len(digits), 2)]
    head = (exponent + 1) // 2 + 192
    if not negative:
        return bytes([head, *(pair + 1 for pair in pairs)])
    tail = [102] if len(pairs) < DIGITS // 2 + 1 else []
    return bytes([255 - head, *(101 - pair for pair in pairs), *tail])


def _mantissa(text: str) -> tuple[str, int, bool]:
    """Significant digits, the place of the point before them, the sign of a canonical number."""
    negative = text.startswith("-")
    whole, _, fraction = text.lstrip("-").partition(".")
    digits = (whole + fraction).lstrip("0")
    exponent = len(whole) - (len(whole + fraction) - len(digits))
    return digits.rstrip("0"), exponent, negative


def _within_range(number: Decimal) -> Decimal:
    if not number:
        return number
    if number.adjusted() > _LARGEST:
        raise validation(_OVERFLOW)
    if number.adjusted() < _SMALLEST:
        raise validation(_UNDERFLOW)
    if _significant(number) > DIGITS:
        raise validation("Attempting to store more than 38 significant digits in a Number")
    return number


def _result(number: Decimal) -> str:
    if _significant(number) > DIGITS:
        raise validation(_OVERFLOW)
    return plain(_within_range(number))


def _significant(number: Decimal) -> int:
    return len("".join(map(str, number.as_tuple().digits)).strip("0"))
