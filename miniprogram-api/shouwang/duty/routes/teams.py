"""点名: a leader's side, and the person's answer."""

from collections.abc import Sequence
from typing import Annotated

import msgspec

from shouwang.duty.models import Attestation, TeamMember, Way
from shouwang.duty.service import Teams
from shouwang.kernel.actor import LEADERS, Actor, Role
from shouwang.platform.web import Api, get, post, roles


class TeamAsk(msgspec.Struct, forbid_unknown_fields=True):
    """Whose names were called, at which end of the shift, and why they do not check in themselves."""

    way: Way
    volunteer_numbers: Annotated[
        list[Annotated[str, msgspec.Meta(max_length=40)]], msgspec.Meta(min_length=1, max_length=100)
    ]
    reason: Annotated[str, msgspec.Meta(max_length=2000)]


class ConfirmAsk(msgspec.Struct, forbid_unknown_fields=True):
    """Whether it was so."""

    confirm: bool


class TeamShown(msgspec.Struct):
    """What became of each."""

    items: Sequence[TeamMember]


class AttestationsShown(msgspec.Struct):
    """What leaders said of one, the newest first."""

    items: Sequence[Attestation]


class TeamRoutes:
    """点名."""

    def __init__(self, teams: Teams) -> None:
        self.teams = teams

    @post(
        "/v1/shifts/{shift_id}/team-checkin",
        who=roles(*LEADERS),
        summary="点名：替没有手机的人记到岗、离岗，本人要确认",
    )
    def call(self, actor: Actor, shift_id: str, body: TeamAsk) -> TeamShown:
        """Record people on the spot; a name that is called again changes nothing."""
        return TeamShown(self.teams.call(actor, shift_id, body.way, body.volunteer_numbers, body.reason))

    @get("/v1/me/attestations", who=roles(Role.VOLUNTEER), summary="等我确认的点名")
    def mine(self, actor: Actor) -> AttestationsShown:
        """What leaders said of one."""
        return AttestationsShown(self.teams.mine(actor))

    @post("/v1/attestations/{attestation_id}/answer", who=roles(Role.VOLUNTEER), summary="确认或不确认一次点名")
    def answer(self, actor: Actor, attestation_id: str, body: ConfirmAsk) -> Attestation:
        """Yes makes the hours attested, no leaves none."""
        return self.teams.answer(actor, attestation_id, confirm=body.confirm)


def teams_api(teams: Teams) -> Api:
    """Routes of the roll."""
    return Api.of("duty_teams", TeamRoutes(teams))
