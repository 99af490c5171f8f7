"""The services of honours 荣誉."""

from functools import cached_property
from typing import TYPE_CHECKING

from shouwang.app.wiring.assessment import AssessmentWiring

if TYPE_CHECKING:
    from shouwang.honours.service import Honours, Pictures, Praising, Verification


class HonoursWiring(AssessmentWiring):
    """Made when first asked for, so that a function imports its own slices only."""

    @cached_property
    def honours(self) -> "Honours":
        """荣誉."""
        from shouwang.honours.service import Holders, Honours, Issuer  # noqa: PLC0415

        issuer = Issuer(self.settings.force_name, self.settings.public_url, self.keys, self.now)
        return Honours(issuer, Holders(self.roster), self.hours.service, self.now, self.new_id)

    @cached_property
    def pictures(self) -> "Pictures":
        """证书和勋章的图."""
        from shouwang.honours.service import Pictures  # noqa: PLC0415

        return Pictures(self.honours, self.blobs)

    @cached_property
    def verification(self) -> "Verification":
        """核验."""
        from shouwang.honours.service import Verification  # noqa: PLC0415

        return Verification(self.honours.issuer, self.now)

    @cached_property
    def praising(self) -> "Praising":
        """点赞."""
        from shouwang.honours.service import Praising  # noqa: PLC0415

        return Praising(self.honours.holders, self.now)
