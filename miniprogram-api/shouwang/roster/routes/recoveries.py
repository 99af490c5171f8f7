"""HTTP of recoveries 找回记录: asked for by the person, vouched for by one of the staff, confirmed by another."""

from typing import Annotated

import msgspec

from shouwang.kernel.actor import Actor
from shouwang.platform.once import Once
from shouwang.platform.web import Api, ClientAddress, anyone, get, post, roles
from shouwang.roster.rules.members import CARERS
from shouwang.roster.service.recoveries import Recoveries
from shouwang.roster.service.recovery_views import OwnRecovery, RecoveryView, Told

_Fact = Annotated[str, msgspec.Meta(max_length=40)]


class RecoveryAsk(msgspec.Struct, forbid_unknown_fields=True):
    """At least two of the three facts, and words for who decides."""

    volunteer_number: _Fact = ""
    document: _Fact = ""
    phone: _Fact = ""
    words: Annotated[str, msgspec.Meta(max_length=200)] = ""


class RefusalAsk(msgspec.Struct, forbid_unknown_fields=True):
    """Why not."""

    reason: Annotated[str, msgspec.Meta(min_length=2, max_length=200)]


class OwnRecoveries(msgspec.Struct):
    """What I asked for, newest first."""

    items: list[OwnRecovery]


class RecoveriesAsk(msgspec.Struct):
    """What waits: in a unit and all below it, by default the caller's own scope."""

    unit: str | None = None
    cursor: str | None = None
    limit: Annotated[int, msgspec.Meta(ge=1, le=50)] = 50


class RecoveriesShown(msgspec.Struct):
    """A page of recoveries that wait."""

    recoveries: list[RecoveryView]
    cursor: str | None


class RecoveryRoutes:
    """A record given to its person's new WeChat account."""

    def __init__(self, recoveries: Recoveries) -> None:
        self.recoveries = recoveries

    @post("/v1/me/recoveries", who=anyone, status=201, summary="换了微信或者手机，找回自己的记录")
    def ask(self, actor: Actor, once: Once, body: RecoveryAsk, address: ClientAddress) -> OwnRecovery:
        """Ask for a record by two facts."""
        told = Told(body.volunteer_number.strip(), body.document.strip(), body.phone.strip(), body.words)
        return self.recoveries.ask(actor, once, told, address)

    @get("/v1/me/recoveries", who=anyone, summary="我的找回申请办到哪一步")
    def mine(self, actor: Actor) -> OwnRecoveries:
        """What I asked for."""
        return OwnRecoveries(list(self.recoveries.mine(actor)))

    @post("/v1/me/recoveries/{recovery_id}/withdraw", who=anyone, summary="撤回找回申请")
    def withdraw(self, actor: Actor, once: Once, recovery_id: str) -> OwnRecovery:
        """Take a request back."""
        return self.recoveries.withdraw(actor, once, recovery_id)

    @get("/v1/recoveries", who=roles(*CARERS), summary="等着办的找回申请")
    def waiting(self, actor: Actor, query: RecoveriesAsk) -> RecoveriesShown:
        """What waits for the staff."""
        page = self.recoveries.waiting(actor, query.unit, query.cursor, query.limit)
        return RecoveriesShown(list(page.items), page.cursor)

    @post("/v1/recoveries/{recovery_id}/vouch", who=roles(*CARERS), summary="见过本人，核对无误")
    def vouch(self, actor: Actor, once: Once, recovery_id: str) -> RecoveryView:
        """One of the staff answers for the person."""
        return self.recoveries.vouch(actor, once, recovery_id)

    @post("/v1/recoveries/{recovery_id}/confirm", who=roles(*CARERS), summary="另一个人确认，记录移到新的微信")
    def confirm(self, actor: Actor, once: Once, recovery_id: str) -> RecoveryView:
        """Another confirms, and the record moves."""
        return self.recoveries.confirm(actor, once, recovery_id)

    @post("/v1/recoveries/{recovery_id}/refuse", who=roles(*CARERS), summary="不同意找回申请")
    def refuse(self, actor: Actor, once: Once, recovery_id: str, body: RefusalAsk) -> RecoveryView:
        """One of the staff says no."""
        return self.recoveries.refuse(actor, once, recovery_id, body.reason)


def recoveries_api(recoveries: Recoveries) -> Api:
    """Routes of recoveries."""
    return Api.of("recoveries", RecoveryRoutes(recoveries))
