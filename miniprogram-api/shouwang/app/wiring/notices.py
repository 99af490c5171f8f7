"""The services of notices 消息."""

from functools import cached_property
from typing import TYPE_CHECKING

from shouwang.app.wiring.honours import HonoursWiring

if TYPE_CHECKING:
    from shouwang.notices.service import Complaints, Notices


class NoticesWiring(HonoursWiring):
    """Made when first asked for, so that a function imports its own slices only."""

    @cached_property
    def notices(self) -> "Notices":
        """消息."""
        from shouwang.notices.service import Notices  # noqa: PLC0415

        state = "developer" if self.settings.development else "formal"
        templates = self.settings.message_templates
        return Notices(self.wechat, self.identity, templates, self.now, self.new_id, state)

    @cached_property
    def complaints(self) -> "Complaints":
        """投诉."""
        from shouwang.notices.service import Complaints  # noqa: PLC0415

        return Complaints(lambda: self.publications, lambda: self.roster, self.now, self.new_id)
