"""How each value of the form 报名表 is read: as typed on a phone, into its one true spelling, or refused in words."""

import re
import unicodedata
from collections.abc import Callable, Collection
from datetime import date
from typing import Any

import msgspec

from shouwang.kernel.identity_number import read_identity_number
from shouwang.kernel.names import read_name
from shouwang.kernel.problem import Fault, Problem
from shouwang.recruitment.rules.force import Force

# Source: GB/T 4762-1984, codes of political status.
POLITICAL_STATUSES = (
    "中共党员", "中共预备党员", "共青团员", "民革党员", "民盟盟员", "民建会员", "民进会员", "农工党党员", "致公党党员",
    "九三学社社员", "台盟盟员", "无党派人士", "群众",
)  # fmt: skip
# Source: reference domain-rules 3.2; WeChat's own code is the proof of the applicant's phone, this is for contacts.
_PHONE = re.compile(r"1[3-9]\d{9}", re.ASCII)
_LANDLINE = re.compile(r"0\d{9,11}", re.ASCII)  # area code and number
# Source: 机动车驾驶证申领和使用规定, annex 1, classes of vehicles that may be driven.
DRIVING_CLASSES = frozenset(
    ["A1", "A2", "A3", "B1", "B2", "C1", "C2", "C3", "C4", "C5", "C6", "D", "E", "F", "M", "N", "P"]
)
_COUNTRY = re.compile(r"^(\+|00)?86(?=1\d{10}$)")


class Context(msgspec.Struct, frozen=True):
    """What the readers need to know."""

    today: date
    force: Force
    postings: Collection[str]  # paths of the squadrons that take people


Reader = Callable[[Any, str, Context], Any]


class _Wrong(Problem):
    """A field's value, until the form gathers them all."""

    def __init__(self, pointer: str, detail: str) -> None:
        super().__init__(detail, faults=[Fault(pointer, detail)])


def read_text(value: str, _: str, __: Context) -> str:
    """A text, its spaces single."""
    return " ".join(unicodedata.normalize("NFC", value).split())


def as_is(value: Any, _: str, __: Context) -> Any:
    """A value that needs no reading."""
    return value


def read_person_name(value: str, pointer: str, _: Context) -> str:
    """A person's name 姓名."""
    return read_name(value, pointer)


def read_document(value: str, pointer: str, context: Context) -> str:
    """A document number 证件号码 of somebody old enough, and not too old."""
    number = read_identity_number(value, context.today, pointer)
    age = number.age_on(context.today)
    if not context.force.youngest <= age <= context.force.oldest:
        raise _Wrong(pointer, f"年龄要在 {context.force.youngest} 到 {context.force.oldest} 周岁之间，现在是 {age}")
    return number.digits


def read_phone(value: str, pointer: str, _: Context) -> str:
    """A mobile number 手机号; +86, spaces and wide digits forgiven."""
    digits = re.sub(r"[\s-]", "", unicodedata.normalize("NFKC", value))
    phone = _COUNTRY.sub("", digits)
    if not _PHONE.fullmatch(phone):
        raise _Wrong(pointer, f"手机号要 11 位，1 开头；现在是 {len(phone)} 位")
    return phone


def read_political_status(value: str, pointer: str, _: Context) -> str:
    """A political status 政治面貌 of the standard."""
    if value not in POLITICAL_STATUSES:
        raise _Wrong(pointer, "不在可选的几项里")
    return value


def read_declared(value: bool, pointer: str, _: Context) -> bool:
    """The declaration 声明, which is made or the form goes nowhere."""
    if not value:
        raise _Wrong(pointer, "没有这项声明，报名不能往下走")
    return value


def read_squadron(value: str, pointer: str, context: Context) -> str:
    """A squadron 中队 that takes people."""
    if value not in context.postings:
        raise _Wrong(pointer, "要选一个收人的中队")
    return value


def read_skills(value: list[str], _: str, __: Context) -> list[str]:
    """Skills 特长, each once."""
    return list(dict.fromkeys(skill for each in value if (skill := " ".join(each.split()))))


def read_household_phone(value: str, pointer: str, context: Context) -> str:
    """A household's phone 家里电话: a mobile number, or a landline with its area code."""
    digits = re.sub(r"[\s()-]", "", unicodedata.normalize("NFKC", value))
    return digits if _LANDLINE.fullmatch(digits) else read_phone(value, pointer, context)


def read_driving_class(value: str, pointer: str, _: Context) -> str:
    """The class of a driving licence 准驾车型."""
    kind = unicodedata.normalize("NFKC", value).strip().upper()
    if kind not in DRIVING_CLASSES:
        raise _Wrong(pointer, "准驾车型要写驾驶证上的代号，如 C1")
    return kind
