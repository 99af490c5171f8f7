"""What the yearly award desk's forms send, and how it is read."""

import re
from typing import Annotated

import msgspec
from msgspec import Meta

from shouwang.console.acts import ActForm
from shouwang.kernel.problem import Fault, Invalid, NotFound

_Text = Annotated[str, Meta(max_length=400)]


class YearAsk(msgspec.Struct):
    """Which year; by default this one."""

    year: Annotated[str, Meta(pattern="^(20[0-9]{2})?$")] = ""


class StepForm(ActForm, kw_only=True):
    """A step; each takes what it needs of this."""

    why: _Text = ""
    candidate_id: Annotated[str, Meta(max_length=40)] = ""
    days: Annotated[str, Meta(max_length=4)] = ""
    upheld: Annotated[str, Meta(max_length=5)] = ""
    chosen: _Text = ""

    def reason(self) -> str:
        """The reason. Raises: Invalid."""
        words = self.why.strip()
        if not 4 <= len(words) <= 300:
            raise Invalid(faults=[Fault("/why", "4 到 300 个字")])
        return words


class OpenForm(ActForm, kw_only=True):
    """A year's desk."""

    title: _Text = ""
    volunteers: Annotated[str, Meta(max_length=4)] = ""
    squadrons: Annotated[str, Meta(max_length=4)] = ""
    jury: Annotated[str, Meta(max_length=1000)] = ""


class GiveForm(ActForm, kw_only=True):
    """A winner, and the words of the certificate."""

    candidate_id: Annotated[str, Meta(max_length=40)] = ""
    body: _Text = ""

    def words(self) -> str:
        """The words. Raises: Invalid."""
        body = self.body.strip().replace("\r\n", "\n")
        if not 10 <= len(body) <= 160:
            raise Invalid(faults=[Fault("/body", "10 到 160 个字")])
        return body


def of(year: str) -> int:
    """A year in an address. Raises: NotFound."""
    if len(year) != 4 or not year.isdecimal():
        raise NotFound
    return int(year)


def split(text: str) -> list[str]:
    """Numbers with spaces, commas or lines between."""
    return [part for part in re.split(r"[\s,，、;；]+", text) if part]


def number(field: str, text: str, least: int, most: int) -> int:
    """A whole number within bounds. Raises: Invalid."""
    if not text.strip().isdecimal() or not least <= int(text) <= most:
        raise Invalid(faults=[Fault(f"/{field}", f"{least} 到 {most}")])
    return int(text)
