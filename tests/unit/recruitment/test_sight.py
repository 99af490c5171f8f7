import pytest

from shouwang.kernel.actor import Role
from shouwang.recruitment.models import OPEN, QUEUED, Gate, State
from shouwang.recruitment.rules.problems import EnoughRevealed, NoSuchApplication, NotYoursToReveal, TooClose
from shouwang.recruitment.rules.sight import PHONE, may_see, require_revealable
from tests.unit.recruitment.making import FORCE, SQUADRON, reviewer, waiting

SENSITIVE = ("document_number", "address", "emergency_name", "emergency_phone", "health_fit", "health_note", PHONE)


def revealable(role: Role, over: str = "D1") -> list[str]:
    seen = []
    for field in SENSITIVE:
        try:
            require_revealable(reviewer(role, over=over).actor, waiting(Gate.FITNESS), field, seen_today=19)
        except NotYoursToReveal:
            continue
        seen.append(field)
    return seen


@pytest.mark.parametrize(
    ("role", "sees"),
    [
        (Role.RECRUITER, True),
        (Role.POLITICAL_CHECKER, True),
        (Role.TRAINER, True),
        (Role.COMMANDER, True),
        (Role.AUDITOR, True),
        (Role.SQUADRON_LEADER, False),
        (Role.BRIGADE_LEADER, False),
        (Role.ADMINISTRATOR, False),
        (Role.VOLUNTEER, False),
        (Role.APPLICANT, False),
    ],
)
def test_who_decides_commands_or_audits_sees_applications(role: Role, sees: bool) -> None:
    assert may_see(reviewer(role).actor, SQUADRON, FORCE) == sees


@pytest.mark.parametrize("over", ["D1/B02", "D1/B01/S02", "D2", "D1/B0"])
def test_another_unit_sees_nothing(over: str) -> None:
    assert not may_see(reviewer(*Role, over=over).actor, SQUADRON, FORCE)


def test_each_role_opens_only_what_its_work_needs() -> None:
    assert {role: revealable(role) for role in Role if revealable(role)} == {
        Role.RECRUITER: list(SENSITIVE),
        Role.POLITICAL_CHECKER: ["document_number", "address", PHONE],
        Role.COMMANDER: ["emergency_name", "emergency_phone", PHONE],
        Role.TRAINER: ["health_fit", "health_note", PHONE],
    }
    assert revealable(Role.RECRUITER, over="D1/B02") == []


def test_the_twenty_first_look_of_a_day_is_refused() -> None:
    with pytest.raises(EnoughRevealed) as refused:
        require_revealable(reviewer(Role.RECRUITER).actor, waiting(Gate.FITNESS), PHONE, seen_today=20)

    assert refused.value.detail == "今天看过 20 项，上限 20，明天再看"


def test_ones_own_application_is_not_opened() -> None:
    with pytest.raises(TooClose):
        require_revealable(reviewer(Role.RECRUITER, person_id="applicant").actor, waiting(Gate.FITNESS), PHONE, 0)


@pytest.mark.parametrize("state", [*sorted(OPEN - QUEUED), State.PASSED, State.FAILED, State.WITHDRAWN])
def test_what_is_not_under_review_stays_sealed(state: State) -> None:
    with pytest.raises(NoSuchApplication):
        require_revealable(reviewer(Role.RECRUITER).actor, waiting(Gate.FITNESS, state=state), PHONE, 0)
