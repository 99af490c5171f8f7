"""The composition root: which function serves what, and how stores, services and routes come together.

`FUNCTIONS` is the one table; `infra/`, roles and the route map are generated from it and compared by a test.
Slices are imported only by the functions that use them, so that a cold start pays for nothing else.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from importlib import import_module
from typing import TYPE_CHECKING, Any

from shouwang.kernel.clock import Clock, utc_now
from shouwang.kernel.ids import NewId, ulid
from shouwang.platform import dynamo
from shouwang.platform.blobs import Blobs, open_blobs
from shouwang.platform.jobs import Jobs, Step
from shouwang.platform.keys import Keys, open_keys
from shouwang.platform.outbox import Handler, Outbox
from shouwang.platform.vault import Vault
from shouwang.platform.web import Api, App, build, health
from shouwang.settings import Settings

if TYPE_CHECKING:
    from shouwang.identity.service import ConsoleSignIn, Identity
    from shouwang.platform.wechat import WeChat
    from shouwang.recruitment.service import Applications, Review, Submission
    from shouwang.roster.service import Roster
    from shouwang.training.service import Training


@dataclass(frozen=True, slots=True)
class Function:
    """One deployed function: the routes it serves, the slices it writes and reads besides, its keys and layers."""

    apis: tuple[str, ...] = ()
    writes: tuple[str, ...] = ()
    reads: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()
    layers: tuple[str, ...] = ("base",)


FUNCTIONS: Mapping[str, Function] = {
    "login": Function(
        apis=("identity",), reads=("roster",), keys=("personal", "lookup", "sessions"), layers=("base", "wechat")
    ),
    "recruitment": Function(
        apis=("recruitment", "review", "roster_staff"),
        reads=("identity",),
        keys=("personal", "lookup"),
        layers=("base", "imaging"),
    ),
    "checkin": Function(apis=("roster",), reads=("training",)),
    "training": Function(apis=("training",), reads=("roster",), keys=("quiz",)),
}

# Name of an api -> its module and function below `shouwang`, and the services it is made of.
_APIS: Mapping[str, tuple[str, str, tuple[str, ...]]] = {
    "identity": ("identity.routes", "api", ("identity", "console_sign_in")),
    "roster": ("roster.routes", "api", ("roster",)),
    "roster_staff": ("roster.routes", "staff_api", ("roster",)),
    "recruitment": ("recruitment.routes", "api", ("applications", "submission")),
    "training": ("training.routes", "api", ("training",)),
    "review": ("recruitment.routes", "review_api", ("review",)),
}

# Slice -> the services its event handlers are made of.
_HANDLERS: Mapping[str, tuple[str, ...]] = {
    "identity": ("identity",),
    "recruitment": ("submission",),
}

SLICES = ("identity", "roster", "recruitment", "training")
_PLATFORM_TABLES = ("audit", "jobs", "once", "outbox", "throttle", "wechat.shelf")


def declare_tables() -> None:
    """Import everything that declares a table; for set-up, tests and the generation of `infra/`."""
    for slice_ in SLICES:
        import_module(f"shouwang.{slice_}.store")
    for module in _PLATFORM_TABLES:
        import_module(f"shouwang.platform.{module}")


class House:
    """Everything of one process, made when first asked for."""

    def __init__(self, settings: Settings, now: Clock = utc_now, new_id: NewId | None = None) -> None:
        self.settings = settings
        self.now = now
        self.new_id: NewId = new_id or (lambda: ulid(now(), os.urandom(10)))
        dynamo.connect(settings.store, region=settings.region, prefix=settings.table_prefix)

    def app(self, *functions: str) -> App:
        """The WSGI application of one function, or of several in one process."""
        names = dict.fromkeys(api for function in functions for api in FUNCTIONS[function].apis)
        return build("shouwang", [health.api(), *(self._api(name) for name in names)], self.identity.authenticate)

    @property
    def outbox(self) -> Outbox:
        """Delivery of events to every slice's handlers."""
        return Outbox(self.handlers, self.now)

    @property
    def jobs(self) -> Jobs:
        """Long work of every kind."""
        return Jobs(self.steps, self.now)

    @cached_property
    def keys(self) -> Keys:
        """Secrets of this process."""
        return open_keys(self.settings.keys, self.settings.region)

    @cached_property
    def blobs(self) -> Blobs:
        """Files."""
        return open_blobs(self.settings.blobs, self.settings.region)

    @cached_property
    def vault(self) -> Vault:
        """Class S values of persons."""
        return Vault(self.keys)

    @cached_property
    def wechat(self) -> "WeChat":
        """WeChat, or the simulator in its place."""
        from shouwang.platform.wechat import WeChat, WeChatSettings  # noqa: PLC0415 -- only functions that use it
        from shouwang.platform.wechat.shelf import StoredPushes, StoredTokens  # noqa: PLC0415

        settings = self.settings
        account = WeChatSettings(
            appid=settings.wechat_appid,
            secret=settings.wechat_secret,
            base_url=settings.wechat_url,
            push_token=settings.wechat_push_token,
            push_aes_key=settings.wechat_push_aes_key,
            development=settings.development,
        )
        return WeChat(account, StoredTokens(), self.now, once=StoredPushes(self.now))

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
    def roster(self) -> "Roster":
        """队伍."""
        from shouwang.roster.service import Roster  # noqa: PLC0415

        return Roster(self.now, self.new_id)

    @cached_property
    def applications(self) -> "Applications":
        """报名, as the applicant writes it."""
        from shouwang.recruitment.service import Applications  # noqa: PLC0415

        return Applications(self.vault, self.blobs, self.identity, self.roster, self.now, self.new_id)

    @cached_property
    def submission(self) -> "Submission":
        """报名, handed in."""
        from shouwang.recruitment.service import Submission  # noqa: PLC0415

        return Submission(self.vault, self.identity, self.roster, self.now, self.new_id)

    @cached_property
    def review(self) -> "Review":
        """报名审核."""
        from shouwang.recruitment.service import Review  # noqa: PLC0415

        return Review(self.vault, self.blobs, self.identity, self.roster, self.now, self.new_id)

    @cached_property
    def training(self) -> "Training":
        """培训."""
        from shouwang.training.service import Training  # noqa: PLC0415

        return Training(self.keys, self.now, self.new_id)

    @cached_property
    def handlers(self) -> Mapping[str, Handler]:
        """Every event kind's one handler."""
        return {
            kind: handler
            for slice_, needs in _HANDLERS.items()
            for kind, handler in self._made(f"{slice_}.handlers", "handlers", needs).items()
        }

    @cached_property
    def steps(self) -> Mapping[str, Step]:
        """Every kind of job's step."""
        return {}

    def _api(self, name: str) -> Api:
        api: Api = self._made(*_APIS[name])
        return api

    def _made(self, module: str, function: str, needs: tuple[str, ...]) -> Any:
        """What a slice's function makes of this house's services; the slice is imported now, not before."""
        return getattr(import_module(f"shouwang.{module}"), function)(*(getattr(self, need) for need in needs))
