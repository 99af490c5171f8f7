"""Drawing for duty 执勤: the signs that stand at the assembly points."""

from typing import TYPE_CHECKING

from shouwang.kernel.front import front

if TYPE_CHECKING:
    from shouwang.duty.rendering.signs import Sign as Sign, render_signs as render_signs

__getattr__ = front(__name__)
