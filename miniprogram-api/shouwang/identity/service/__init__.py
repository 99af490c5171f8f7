"""Use cases of identity: signing in on the phone and in the browser, consents, what a person is now."""

from typing import TYPE_CHECKING

from shouwang.kernel.front import front

if TYPE_CHECKING:
    from shouwang.identity.service.callers import Callers
    from shouwang.identity.service.enrolment import Enrolment
    from shouwang.identity.service.login import Identity, Login
    from shouwang.identity.service.moving import Moving
    from shouwang.identity.service.rights import Rights
    from shouwang.identity.service.sign_in import ConsoleSignIn, Started

__all__ = ["Callers", "ConsoleSignIn", "Enrolment", "Identity", "Login", "Moving", "Rights", "Started"]
__getattr__ = front(__name__)
