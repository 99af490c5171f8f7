"""Drawing for duty 执勤: the signs that stand at the assembly points."""

from shouwang.duty.rendering.signs import Sign, render_signs

__all__ = ["Sign", "render_signs"]
