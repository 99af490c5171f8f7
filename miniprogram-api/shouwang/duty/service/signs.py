"""点位码: the permanent mini-program code of each assembly point, kept once made, and the signs to print."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from shouwang.duty.rendering import Sign, render_signs
from shouwang.kernel.actor import within
from shouwang.kernel.clock import Clock
from shouwang.platform.blobs import Blobs

if TYPE_CHECKING:
    from shouwang.roster.models import AssemblyPoint
    from shouwang.roster.service import Roster

PAGE = "pages/checkin/index"  # of the mini-program; it reads the scene

CodeImage = Callable[[str, str], bytes]
"""A permanent code's picture from its scene and page. Raises: WeChat's refusals."""


@dataclass(frozen=True, slots=True)
class Signs:
    """点位牌."""

    roster: "Roster"
    blobs: Blobs
    code_image: CodeImage
    now: Clock

    def code(self, point: "AssemblyPoint") -> bytes:
        """The code of a point as JPEG, asked of WeChat once for each version of the point's key."""
        key = f"point-codes/{point.number}-v{point.code_key_version}.jpg"
        kept = self.blobs.get(key)
        if kept is None:
            kept = self.code_image(scene(point), PAGE)
            self.blobs.put(key, kept, "image/jpeg")
        return kept

    def pdf(self, unit_path: str = "") -> bytes:
        """The signs of a unit and all below it, or of the force, as one PDF. Raises: WeChat's refusals."""
        names = {unit.path: unit.name for unit in self.roster.units()}
        wanted = [p for p in self.roster.points() if not unit_path or within(p.unit_path, unit_path)]
        signs = [Sign(p.number, p.name, names[p.unit_path], p.code_key_version, self.code(p)) for p in wanted]
        return render_signs(self.roster.force().name, signs, self.now())


def scene(point: "AssemblyPoint") -> str:
    """What the code tells the mini-program. Shapes: `p=042&v=1`, at most 32 characters. Source: reference wechat 3.9."""
    return f"p={point.number}&v={point.code_key_version}"
