"""The services of identity 身份."""

from functools import cached_property
from typing import TYPE_CHECKING

from shouwang.app.wiring.ground import Ground

if TYPE_CHECKING:
    from shouwang.identity.service import Callers, ConsoleSignIn, Enrolment, Identity, Moving, Rights
    from shouwang.identity.service.emergency import EmergencyDoor
    from shouwang.identity.service.passkeys import Passkeys


class IdentityWiring(Ground):
    """Made when first asked for, so that a function imports its own slices only."""

    @cached_property
    def callers(self) -> "Callers":
        """身份 of whoever sends a request."""
        from shouwang.identity.service import Callers  # noqa: PLC0415

        return Callers(self.now)

    @cached_property
    def identity(self) -> "Identity":
        """身份."""
        from shouwang.identity.service import Identity  # noqa: PLC0415

        return Identity(self.wechat, self.vault, self.now, self.new_id)

    @cached_property
    def console_sign_in(self) -> "ConsoleSignIn":
        """扫码登录."""
        from shouwang.identity.service import ConsoleSignIn  # noqa: PLC0415

        return ConsoleSignIn(self.identity)

    @cached_property
    def passkeys(self) -> "Passkeys":
        """通行密钥."""
        from shouwang.identity.service.passkeys import Passkeys  # noqa: PLC0415

        settings = self.settings
        return Passkeys(self.identity, settings.relying_party, settings.public_url, settings.force_name)

    @cached_property
    def emergency_door(self) -> "EmergencyDoor":
        """应急码."""
        from shouwang.identity.service.emergency import EmergencyDoor  # noqa: PLC0415

        return EmergencyDoor(self.identity)

    @cached_property
    def rights(self) -> "Rights":
        """身份, as the roster changes it."""
        from shouwang.identity.service import Rights  # noqa: PLC0415

        return Rights(self.now)

    @cached_property
    def moving(self) -> "Moving":
        """身份, as a recovery moves it."""
        from shouwang.identity.service import Moving  # noqa: PLC0415

        return Moving(self.vault, self.now, self.new_id)

    @cached_property
    def enrolment(self) -> "Enrolment":
        """身份 of people whom a force brings along."""
        from shouwang.identity.service import Enrolment  # noqa: PLC0415

        return Enrolment(self.vault, self.now)
