"""Acts between people: places on shifts, swaps, the roll call and its answer, the review."""

from tests.e2e.phone.acts import Act, Effect, Story, of
from tests.e2e.phone.member_scenes import by_the_leader, doubtful, on_the_roll, roll_call
from tests.e2e.phone.phone import Phone
from tests.e2e.phone.scenes import some_shifts, vouched_for
from tests.integration.duty.conftest import Watch


def somebody_asks(watch: Watch, phone: Phone) -> None:
    """李队长 asks 张队员 to take the shift in 26 hours."""
    on_the_roll(watch, ("01-01-0002", watch.volunteer), ("01-01-0001", watch.leader))
    mine = [one for one in watch.leader.get("/v1/shifts?days=14").json["items"] if one["my_state"] == "signed-up"]
    body = {"volunteer_number": "01-01-0002"}
    assert watch.leader.post(f"/v1/shifts/{mine[0]['shift_id']}/swaps", body).status_code == 201


def shifts_of(state: str) -> Effect:
    """How many shifts of two weeks are the volunteer's in this state."""
    return lambda watch: [one["my_state"] for one in watch.volunteer.get("/v1/shifts?days=14").json["items"]].count(
        state
    )


def swaps_of(who: str) -> Effect:
    """The states of swaps that somebody asked for."""

    def read(watch: Watch) -> list[str]:
        person = {"volunteer": watch.volunteer, "leader": watch.leader}[who]
        items = watch.volunteer.get("/v1/me/swaps").json["items"]
        return [one["state"] for one in items if one["from_person"] == person.person_id]

    return read


SIGN_UP = "pages/shifts POST /v1/shifts/{}/signup"
GIVE_BACK = "pages/shifts DELETE /v1/shifts/{}/signup"
SHIFTS = "pages/shifts/index"
ATTESTED = of("volunteer", "/v1/me/attestations", "state")
BESIDE = {"替您的队员的编号": "01-01-0001"}
STORIES = (
    Story(
        some_shifts,
        (
            Act("sign-up", (SIGN_UP,), SHIFTS, "我来", shifts_of("signed-up"), 2),
            Act("waiting", (SIGN_UP,), SHIFTS, "排队等", shifts_of("waiting"), 1),
            Act("no waiting", (GIVE_BACK,), SHIFTS, "不排了", shifts_of("waiting"), 0),
            Act(
                "swap taken",
                ("pages/shifts POST /v1/swaps/{}/answer",),
                SHIFTS,
                "我来替",
                swaps_of("leader"),
                ["agreed"],
                arrange=somebody_asks,
            ),
            Act(
                "swap asked",
                ("pages/shifts POST /v1/shifts/{}/swaps",),
                SHIFTS,
                "请他替我",
                swaps_of("volunteer"),
                ["asked"],
                before=("退这一班",),
                fields=BESIDE,
                again=True,
            ),
            Act(
                "swap taken back",
                ("pages/shifts POST /v1/swaps/{}/withdraw",),
                SHIFTS,
                "收回",
                swaps_of("volunteer"),
                ["withdrawn"],
            ),
        ),
    ),
    Story(
        some_shifts,
        (Act("giving back", (GIVE_BACK,), SHIFTS, "退这一班", shifts_of("signed-up"), 0, before=("退这一班",)),),
    ),
    Story(
        vouched_for,
        (
            Act(
                "answer",
                ("pages/answer POST /v1/attestations/{}/answer",),
                "pages/answer/index",
                "是我",
                ATTESTED,
                [("confirmed",)],
                again=True,
            ),
        ),
    ),
    Story(
        vouched_for,
        (
            Act(
                "answer among messages",
                ("me/inbox POST /v1/attestations/{}/answer",),
                "me/inbox/index",
                "不是我",
                ATTESTED,
                [("denied",)],
            ),
        ),
    ),
    Story(
        roll_call,
        (
            Act(
                "roll call",
                ("leader/team POST /v1/shifts/{}/team-checkin",),
                "leader/team/index",
                "签到 1 人，记我名下",
                of("volunteer", "/v1/me/attestations", "state", "reason"),
                [("asked", "没带手机")],
                before=("张队员", "没带手机"),
            ),
        ),
    ),
    Story(
        by_the_leader(doubtful),
        (
            Act(
                "review",
                ("leader/review POST {}",),
                "leader/review/index",
                "认可，记我名下",
                of("leader", "/v1/review/checkins", "subject_id"),
                [],
                before=("认可", "看见了他"),
            ),
        ),
    ),
)
