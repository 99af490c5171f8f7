"""Medals 勋章 as issued pictures."""

from dataclasses import dataclass
from typing import ClassVar

from shouwang.console.blocks.base import Block


@dataclass(frozen=True, slots=True)
class Medal:
    """One medal: its picture's id, its name, since when or what is missing; a dashed ring where it is not earned yet."""

    medal: str
    title: str
    says: str
    earned: bool = True
    href: str = ""


@dataclass(frozen=True, slots=True)
class Medals(Block):
    """Some medals side by side."""

    kind: ClassVar[str] = "medals"
    medals: tuple[Medal, ...]
