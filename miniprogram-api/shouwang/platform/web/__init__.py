"""HTTP: routes declared with types, sessions, problems and OpenAPI, on Flask and msgspec.

Usage in a slice's `routes.py`:

    class DutyRoutes:
        def __init__(self, duty: Duty) -> None:
            self.duty = duty

        @post("/v1/checkins", who=roles(Role.VOLUNTEER), status=201, summary="打卡")
        def check_in(self, actor: Actor, once: Once, body: CheckInAsk) -> CheckInAnswer:
            return self.duty.check_in(actor, once, body)

    def api(duty: Duty) -> Api:
        return Api.of("duty", DutyRoutes(duty))

Parameters are bound by name and type: `actor: Actor`, `once: Once` (needs the Idempotency-Key header), `body: <Struct>`,
`query: <Struct>`, `form: <Struct>`, `raw: bytes` (the body as it came, at most `most_bytes`), `cookies`, `headers`,
`address: ClientAddress`, `file: Upload`, path parameters by name.
A handler returns a Struct/dataclass (JSON), `None` (204) or a `Reply` (bytes with their type, headers and cookies).
"""

from typing import TYPE_CHECKING

from shouwang.kernel.front import front

if TYPE_CHECKING:
    from shouwang.platform.web.api import (
        Api as Api,
        ClientAddress as ClientAddress,
        Reply as Reply,
        Route as Route,
        Upload as Upload,
        Who as Who,
        anyone as anyone,
        delete as delete,
        get as get,
        post as post,
        public as public,
        put as put,
        roles as roles,
        route as route,
    )
    from shouwang.platform.web.app import App as App, build as build
    from shouwang.platform.web.bind import SESSION_COOKIE as SESSION_COOKIE, SignInAgain as SignInAgain

__getattr__ = front(__name__)
