"""凭据: what a volunteer shows for a check-in that waits."""

from typing import Annotated

import msgspec

from shouwang.duty.routes.volunteer import Code, FixAsk
from shouwang.duty.service.proving import Proving
from shouwang.duty.service.views import CheckedIn
from shouwang.kernel.actor import Actor, Role
from shouwang.platform.photos import MOST_BYTES
from shouwang.platform.web import Api, post, roles


class EvidenceAsk(msgspec.Struct, forbid_unknown_fields=True):
    """What settles a waiting check-in: the code at the point, or better fixes."""

    place_code: Code | None = None
    fixes: Annotated[list[FixAsk], msgspec.Meta(max_length=8)] = []


class EvidenceRoutes:
    """凭据."""

    def __init__(self, proving: Proving) -> None:
        self.proving = proving

    @post("/v1/checkins/{check_in_id}/evidence", who=roles(Role.VOLUNTEER), summary="给存疑的打卡补凭据：码或新的位置")
    def prove(self, actor: Actor, check_in_id: str, body: EvidenceAsk) -> CheckedIn:
        """Settle a waiting check-in; its arrival time stays."""
        return self.proving.prove(actor, check_in_id, body.place_code, tuple(fix.sent() for fix in body.fixes))

    @post(
        "/v1/checkins/{check_in_id}/evidence/photo",
        who=roles(Role.VOLUNTEER),
        summary="给存疑的打卡补现场照",
        most_bytes=MOST_BYTES,
    )
    def photograph(self, actor: Actor, check_in_id: str, raw: bytes) -> CheckedIn:
        """A photo of the place, JPEG or PNG, for a leader to look at; its arrival time stays."""
        return self.proving.photograph(actor, check_in_id, raw)


def evidence_api(proving: Proving) -> Api:
    """Routes of evidence."""
    return Api.of("duty_evidence", EvidenceRoutes(proving))
