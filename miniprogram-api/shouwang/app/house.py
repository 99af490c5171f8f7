"""The house of one process: settings, keys and stores below, services above, each made when first asked for."""

import os
from collections.abc import Mapping
from functools import cached_property
from importlib import import_module
from typing import TYPE_CHECKING, Any

from shouwang.app.functions import APIS, FUNCTIONS, HANDLERS
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
    from shouwang.assessment.service import Assessment
    from shouwang.console.pages import Pages
    from shouwang.duty.service import CheckIns, Hours, PublicLog, Reviews, Sessions, Shifts
    from shouwang.honours.service import Honours, Pictures, Praising, Verification
    from shouwang.identity.service import ConsoleSignIn, Identity
    from shouwang.notices.service import Notices
    from shouwang.platform.wechat import WeChat
    from shouwang.recruitment.service import Applications, Review, Submission
    from shouwang.roster.service import Roster
    from shouwang.training.service import Training


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

        s = self.settings
        keys = (s.wechat_push_token, s.wechat_push_aes_key)
        account = WeChatSettings(s.wechat_appid, s.wechat_secret, s.wechat_url, *keys, development=s.development)
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
    def shifts(self) -> "Shifts":
        """班次."""
        from shouwang.duty.service import Shifts  # noqa: PLC0415

        return Shifts(self.roster, self.training, self.now, self.new_id)

    @cached_property
    def check_ins(self) -> "CheckIns":
        """打卡."""
        from shouwang.duty.service import CheckIns  # noqa: PLC0415

        return CheckIns(self.roster, self.keys, self.now)

    @cached_property
    def hours(self) -> "Hours":
        """服务时长."""
        from shouwang.duty.service import Hours  # noqa: PLC0415

        return Hours(self.keys, self.now)

    @cached_property
    def duty_sessions(self) -> "Sessions":
        """执勤."""
        from shouwang.duty.service import Sessions  # noqa: PLC0415

        return Sessions(self.roster, self.check_ins, self.shifts, self.hours, self.now, self.new_id)

    @cached_property
    def duty_reviews(self) -> "Reviews":
        """核打卡."""
        from shouwang.duty.service import Reviews  # noqa: PLC0415

        return Reviews(self.roster, self.keys, self.now, self.new_id)

    @cached_property
    def public_log(self) -> "PublicLog":
        """时长公示."""
        from shouwang.duty.service import PublicLog  # noqa: PLC0415

        return PublicLog(self.keys, self.blobs, self.now)

    @cached_property
    def assessment(self) -> "Assessment":
        """考核."""
        from shouwang.assessment.service import Assessment  # noqa: PLC0415

        return Assessment(self.now, self.new_id)

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

    @cached_property
    def notices(self) -> "Notices":
        """消息."""
        from shouwang.notices.service import Notices  # noqa: PLC0415

        state = "developer" if self.settings.development else "formal"
        templates = self.settings.message_templates
        return Notices(self.wechat, self.identity, templates, self.now, self.new_id, state)

    @cached_property
    def pages(self) -> "Pages":
        """What every page of the console has."""
        from shouwang.console.pages import Pages  # noqa: PLC0415

        secure = self.settings.public_url.startswith("https:")
        return Pages(self.settings.force_name, secure=secure, simulated=self.settings.development)

    @cached_property
    def handlers(self) -> Mapping[str, Handler]:
        """Every event kind's one handler."""
        return {
            kind: handler
            for slice_, needs in HANDLERS.items()
            for kind, handler in self._made(f"{slice_}.handlers", "handlers", needs).items()
        }

    @cached_property
    def steps(self) -> Mapping[str, Step]:
        """Every kind of job's step."""
        from shouwang.app.nightly import nightly  # noqa: PLC0415

        return {"nightly": nightly(self)}

    def _api(self, name: str) -> Api:
        api: Api = self._made(*APIS[name])
        return api

    def _made(self, module: str, function: str, needs: tuple[str, ...]) -> Any:
        """What a slice's function makes of this house's services; the slice is imported now, not before."""
        return getattr(import_module(f"shouwang.{module}"), function)(*(getattr(self, need) for need in needs))
