"""HTTP: routes declared with types, sessions, problems and OpenAPI, on Flask and msgspec.

Usage in a slice's `routes.py`:

    def api(service: DutyService) -> Api:
        api = Api("duty")

        @api.post("/v1/checkins", who=VOLUNTEERS, status=201, summary="打卡")
        def check_in(actor: Actor, once: Once, body: CheckInAsk) -> CheckInAnswer:
            return service.check_in(actor, once, body)

        return api

Parameters are bound by name and type: `actor: Actor`, `once: Once` (needs the Idempotency-Key header), `body: <Struct>`,
`query: <Struct>`, `form: <Struct>`, `raw: bytes` (the body as it came, at most `most_bytes`), `cookies`, `headers`,
`address: ClientAddress`, path parameters by name.
A handler returns a Struct/dataclass (JSON), `None` (204) or a `Reply` (bytes with their type and headers).
"""

from shouwang.platform.web.api import Api, ClientAddress, Reply, Route, Who, anyone, public, roles
from shouwang.platform.web.app import App, build
from shouwang.platform.web.bind import SESSION_COOKIE, SignInAgain

__all__ = [
    "SESSION_COOKIE",
    "Api",
    "App",
    "ClientAddress",
    "Reply",
    "Route",
    "SignInAgain",
    "Who",
    "anyone",
    "build",
    "public",
    "roles",
]
