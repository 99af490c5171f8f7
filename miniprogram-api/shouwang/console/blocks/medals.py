"""Medals 勋章 as issued pictures."""

from typing import ClassVar

import msgspec

from shouwang.console.blocks.base import Block


class Medal(msgspec.Struct, frozen=True):
    """One medal: its picture's id, its name, since when or what is missing; a dashed ring where it is not earned yet."""

    medal: str
    title: str
    says: str
    earned: bool = True
    href: str = ""


class Medals(Block, frozen=True):
    """Some medals side by side."""

    kind: ClassVar[str] = "medals"
    medals: tuple[Medal, ...]
