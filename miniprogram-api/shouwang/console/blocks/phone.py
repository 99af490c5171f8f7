"""A course as the phone shows it."""

from typing import ClassVar

import msgspec

from shouwang.console.blocks.base import Block


class PhoneLesson(msgspec.Struct, frozen=True):
    """One lesson: `html` is safe, made by the service that publishes it; `files` are names."""

    title: str
    minutes: int
    html: str
    files: tuple[str, ...] = ()


class Phone(Block, frozen=True):
    """A screen of the mini-program 手机上看: one course, every lesson open."""

    kind: ClassVar[str] = "phone"
    title: str
    summary: str
    lessons: tuple[PhoneLesson, ...]
    rule: str = ""
    button: str = ""
