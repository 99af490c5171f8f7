"""Who may see applications, and who may see which sensitive field of one."""

from collections.abc import Mapping

from shouwang.kernel.actor import Actor, Role
from shouwang.recruitment.models import QUEUED, Application
from shouwang.recruitment.rules.force import Force
from shouwang.recruitment.rules.problems import EnoughRevealed, NoSuchApplication, NotYoursToReveal, TooClose

REVEALS_A_DAY = 20  # Source: reference domain-rules 6
REVEALED_FOR_S = 60  # how long a page shows it. Source: the issue on recruitment, one minute

PHONE = "phone"  # identity keeps it; the one sensitive field that is not of the form
# Who needs which sensitive field for the work. Source: reference domain-rules 6, least privilege.
REVEALABLE: Mapping[Role, frozenset[str]] = {
    Role.RECRUITER: frozenset(
        {
            *("document_number", "address", "emergency_name", "emergency_phone", "household_phone"),
            *("health_fit", "health_note", PHONE),
        }
    ),
    Role.POLITICAL_CHECKER: frozenset({"document_number", "address", PHONE}),
    Role.TRAINER: frozenset({"health_fit", "health_note", PHONE}),
    Role.COMMANDER: frozenset({"emergency_name", "emergency_phone", PHONE}),
}


def onlookers(force: Force) -> frozenset[Role]:
    """Who may see applications: whoever decides some gate, who commands, who audits."""
    return frozenset({role for rule in force.gates for role in rule.deciders}) | {Role.AUDITOR, Role.COMMANDER}


def may_see(actor: Actor, unit_path: str, force: Force) -> bool:
    """Whether a person may see applications to a unit."""
    return actor.covers(unit_path, *onlookers(force))


def require_revealable(actor: Actor, application: Application, field: str, seen_today: int) -> None:
    """Let one field of an open application be seen by who needs it for the work.

    Raises: NoSuchApplication when it is over, TooClose for the own one, NotYoursToReveal, EnoughRevealed.
    """
    if application.state not in QUEUED:
        raise NoSuchApplication
    if application.person_id == actor.person_id:
        raise TooClose
    held = [role for role, fields in REVEALABLE.items() if field in fields]
    if not actor.covers(application.unit_path, *held):
        raise NotYoursToReveal
    if seen_today >= REVEALS_A_DAY:
        raise EnoughRevealed(f"今天看过 {seen_today} 项，上限 {REVEALS_A_DAY}，明天再看")
