"""What a certificate says: the frozen inputs of its picture, and the Chinese forms of days and codes."""

from datetime import date
from enum import StrEnum

import msgspec

_DIGITS = "〇一二三四五六七八九"


class CertificateKind(StrEnum):
    """The kinds of paper there are (证书种类)."""

    HONOUR = "honour"
    TRAINING = "training"
    SERVICE = "service"
    COMMENDATION = "commendation"


class CertificateText(msgspec.Struct, frozen=True):
    """Everything a certificate says, frozen when it is issued (证书内容).

    Where `body` quotes `title` (“…”), the quotation is set off in colour. `\\n` starts a paragraph. `facts` are
    label and value pairs, drawn as a table above the closing words (the service record needs them).
    `template_version` names the drawing it was issued on; it can always be drawn again the same.
    """

    kind: CertificateKind
    holder: str
    title: str
    body: str
    issuer: str
    issued_on: date
    serial: str
    verify_url: str
    template_version: int = 2
    facts: tuple[tuple[str, str], ...] = ()
    valid_until: date | None = None
    comrade: bool = True  # 同志 after the name; a unit is none

    @property
    def all_text(self) -> str:
        """Every word that will be drawn, for the check that all of it can be."""
        table = "".join(label + value for label, value in self.facts)
        return self.holder + self.title + self.body.replace("\n", "") + self.issuer + self.serial + table

    @property
    def code(self) -> str:
        """The verification code, as people read it: in fours. It is the last part of the address."""
        raw = self.verify_url.rstrip("/").rsplit("/", 1)[-1].upper()
        return "-".join(raw[start : start + 4] for start in range(0, len(raw), 4))


def chinese_day(day: date) -> str:
    """A day as certificates write it, 二〇二六年十一月二十三日. Source: GB/T 15835-2011, 4.2 (hanzi throughout)."""
    year = "".join(_DIGITS[int(digit)] for digit in f"{day.year:04d}")
    return f"{year}年{_count(day.month)}月{_count(day.day)}日"


def _count(number: int) -> str:
    tens, units = divmod(number, 10)
    lead = "" if tens == 0 else "十" if tens == 1 else _DIGITS[tens] + "十"
    return lead + ("" if units == 0 else _DIGITS[units])
