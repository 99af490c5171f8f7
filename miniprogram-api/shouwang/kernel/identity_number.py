"""Identity numbers (公民身份号码 and the permits that share its form).

Nothing is refused for its county code: codes are abolished every year, and people keep the number they were given.
Source: GB 11643-1999; reference domain-rules 3.2.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from shouwang.kernel.problem import Fault, Problem

_FORM = re.compile(r"[1-9]\d{16}[\dX]", re.ASCII)
_OLD_FORM = re.compile(r"[1-9]\d{14}", re.ASCII)
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK_CHARACTERS = "10X98765432"
# The 34 provinces; 83 is the one prefix that only permits carry. Source: GB/T 2260; permits of 81, 82, 83 since 2018.
_PROVINCES = frozenset(range(11, 16)) | {21, 22, 23} | frozenset(range(31, 38)) | frozenset(range(41, 47))
_PROVINCES |= frozenset(range(50, 55)) | frozenset(range(61, 66)) | {71, 81, 82, 83}
# People born before are not alive; tests use the years just after, so that no real person's number is ever written.
_OLDEST_BIRTH_YEAR = 1850


class DocumentKind(StrEnum):
    """What card carries the number (证件种类)."""

    RESIDENT_CARD = "resident-card"
    HONG_KONG_MACAO_PERMIT = "hong-kong-macao-permit"
    TAIWAN_PERMIT = "taiwan-permit"
    FOREIGNER_CARD = "foreigner-card"


class Sex(StrEnum):
    """Sex as the seventeenth digit says (性别)."""

    FEMALE = "female"
    MALE = "male"


class IdentityNumberRefused(Problem):
    """It is no identity number; every reason is listed."""

    slug, title, status = "identity-number-refused", "证件号码不对", 400


@dataclass(frozen=True, slots=True, repr=False)
class IdentityNumber:
    """A checked number (证件号码) that never prints itself. Made by `read_identity_number`."""

    digits: str

    def __repr__(self) -> str:
        return f"IdentityNumber({self.kind})"

    @property
    def kind(self) -> DocumentKind:
        """The card it stands on."""
        if self.digits[0] == "9":
            return DocumentKind.FOREIGNER_CARD
        if self.digits[:6] in ("810000", "820000"):
            return DocumentKind.HONG_KONG_MACAO_PERMIT
        return DocumentKind.TAIWAN_PERMIT if self.digits[:6] == "830000" else DocumentKind.RESIDENT_CARD

    @property
    def born_on(self) -> date:
        """The birth date (出生日期)."""
        return date(int(self.digits[6:10]), int(self.digits[10:12]), int(self.digits[12:14]))

    @property
    def sex(self) -> Sex:
        """The sex: an odd seventeenth digit is a man's."""
        return Sex.MALE if int(self.digits[16]) % 2 else Sex.FEMALE

    def age_on(self, day: date) -> int:
        """Full years of age (周岁) on a day; who was born on 29 February turns a year older on 1 March."""
        birthday_passed = (day.month, day.day) >= (self.born_on.month, self.born_on.day)
        return day.year - self.born_on.year - (not birthday_passed)


def read_identity_number(text: str, today: date, pointer: str = "") -> IdentityNumber:
    """A number as typed, wide digits and spaces forgiven. Raises: IdentityNumberRefused with what is wrong."""
    digits = _tidy(text)
    reasons = list(_reasons(digits, today))
    if reasons:
        raise IdentityNumberRefused("；".join(reasons), faults=[Fault(pointer, reason) for reason in reasons])
    return IdentityNumber(digits)


def read_for_lookup(text: str, today: date) -> IdentityNumber:
    """As `read_identity_number`, and the 15-digit form abolished in 2013 is brought up to date first."""
    digits = _tidy(text)
    if _OLD_FORM.fullmatch(digits):
        body = f"{digits[:6]}19{digits[6:]}"
        digits = body + _check_character(body)
    return read_identity_number(digits, today)


def _tidy(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split()).upper()


def _reasons(digits: str, today: date) -> Iterator[str]:
    if _OLD_FORM.fullmatch(digits):
        yield "15 位的老号码已经停用，要填身份证上的 18 位号码"
        return
    if not _FORM.fullmatch(digits):
        yield f"要 18 位，前 17 位是数字，末位是数字或 X；现在是 {len(digits)} 位"
        return
    if int(digits[:2]) not in _PROVINCES and digits[0] != "9":
        yield f"开头两位 {digits[:2]} 不是省、自治区、直辖市的代码"
    if not _is_birth_date(digits[6:14], today):
        yield "第 7 到 14 位不是真实的出生日期"
    if _check_character(digits[:17]) != digits[17]:
        yield "末位校验码对不上，可能有一位抄错了"


def _is_birth_date(digits: str, today: date) -> bool:
    try:
        born_on = date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return False
    return born_on.year >= _OLDEST_BIRTH_YEAR and born_on <= today


def _check_character(body: str) -> str:
    """The last character: weighted sum modulo 11. Source: GB 11643, ISO 7064 MOD 11-2."""
    total = sum(int(digit) * weight for digit, weight in zip(body, _WEIGHTS, strict=True))
    return _CHECK_CHARACTERS[total % 11]
