"""Use cases of identity: signing in on the phone and in the browser, consents, what a person is now."""

from typing import TYPE_CHECKING

from shouwang.kernel.front import front

if TYPE_CHECKING:
    from shouwang.identity.service.callers import Callers as Callers
    from shouwang.identity.service.enrolment import Enrolment as Enrolment
    from shouwang.identity.service.login import Identity as Identity, Login as Login
    from shouwang.identity.service.moving import Moving as Moving
    from shouwang.identity.service.rights import Rights as Rights
    from shouwang.identity.service.sign_in import ConsoleSignIn as ConsoleSignIn, Started as Started

__getattr__ = front(__name__)
