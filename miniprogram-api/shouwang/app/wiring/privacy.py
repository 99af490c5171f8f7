"""The services of a person's rights over the own data: they reach into every slice, each through its own list."""

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from shouwang.app.wiring.notices import NoticesWiring

if TYPE_CHECKING:
    from shouwang.identity.service.auditing import Auditing
    from shouwang.identity.service.privacy import Privacy
    from shouwang.platform.personal import Personal


class PrivacyWiring(NoticesWiring):
    """Made when first asked for; the tables of all slices come along only when a copy or an erasure is looked at."""

    @cached_property
    def personal(self) -> "Personal":
        """What every slice holds of a person, in the order of erasure."""
        from shouwang.assessment import personal as assessment  # noqa: PLC0415
        from shouwang.duty import personal as duty  # noqa: PLC0415
        from shouwang.honours import personal as honours  # noqa: PLC0415
        from shouwang.identity import personal as identity  # noqa: PLC0415
        from shouwang.notices import personal as notices  # noqa: PLC0415
        from shouwang.platform.personal import Ground, Personal  # noqa: PLC0415
        from shouwang.recruitment import personal as recruitment  # noqa: PLC0415
        from shouwang.roster import personal as roster  # noqa: PLC0415
        from shouwang.training import personal as training  # noqa: PLC0415

        holdings = (
            *identity.doors(self.vault),
            *recruitment.holdings(),
            *duty.holdings(),
            *training.holdings(),
            *assessment.holdings(),
            *honours.holdings(lambda: self.pictures),
            *notices.holdings(),
            *roster.holdings(),
            *identity.person(),
        )
        return Personal(holdings, Ground(self.vault, self.blobs))

    @cached_property
    def privacy(self) -> "Privacy":
        """个人信息权利."""
        from shouwang.identity.service.privacy import Privacy  # noqa: PLC0415

        own = (lambda: self.personal, self._in_the_way, lambda: self.members)
        return Privacy(*own, self.job_files, self.callers.names, self.now, self.new_id)

    @cached_property
    def auditing(self) -> "Auditing":
        """审计."""
        from shouwang.identity.service.auditing import Auditing  # noqa: PLC0415

        return Auditing(self.now, self.new_id)

    def _in_the_way(self, person_id: str) -> Sequence[str]:
        """Why a person cannot go now, in every slice's words. Cost: 5 requests."""
        from shouwang.duty import personal as duty  # noqa: PLC0415
        from shouwang.recruitment import personal as recruitment  # noqa: PLC0415

        return [self.members.obstacle(person_id), duty.obstacle(person_id), recruitment.obstacle(person_id)]
