"""The function table: what is deployed, and what each function serves, writes, reads and holds."""

from collections.abc import Mapping

import msgspec
from msgspec.structs import replace


class Function(msgspec.Struct, frozen=True):
    """One deployed function: the routes it serves, what it writes and what it reads besides, its keys, files and layers.

    `writes` and `reads` name tables, or slices for all of theirs. Not named, because every writer has them: the lines it
    adds to audit, idempotency, outbox and throttles; and, where there are routes, the look at who is calling.
    `files` names folders of the bucket. An api is imported when one of its routes is first asked for: a cold start pays for
    what it answers and nothing else.
    """

    apis: tuple[str, ...] = ()
    writes: tuple[str, ...] = ()
    reads: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    layers: tuple[str, ...] = ("base",)
    locks: bool = False  # puts sealed days where nobody replaces them


# The event handlers of all slices: on AWS woken by the outbox's stream, and by the sweep for what is stuck.
_DELIVERING = Function(
    writes=(
        *("outbox", "people", "sessions", "volunteers", "recruitment", "notices", "wechat-tokens"),
        *("hours-days", "hours-entries", "hours-log", "hours-totals", "attesters", "attested-hours"),
        *("check-ins", "check-in-reviews", "check-in-devices", "duty-sessions", "signups"),
        *("item-tallies", "hurried-attempts", "click-orders"),
        *("points-entries", "points-totals"),
        *("awards", "award-claims", "award-codes", "award-counters", "honour-tasks", "issuer-keys", "status-lists"),
        *("medal-looks", "medal-doubts", "stars", "commendations", "citations"),
    ),
    reads=("roster", "attempts", "shifts", "check-in-fixes", "points-rules", "courses", "passes"),
    keys=("hours-log", "signing", "fixes"),
    files=("honours", "point-codes"),
    layers=("base", "wechat", "fonts"),
)

FUNCTIONS: Mapping[str, Function] = {
    "login": Function(
        apis=(
            *("identity", "privacy", "audit", "notices", "complaints"),
            *("console_sign_in", "console_second_doors", "console_job_files", "jobs"),
            *("console_health", "console_sessions", "console_complaints", "console_proof"),
        ),
        writes=("outbox", "identity", "jobs", "notices", "wechat-tokens", "wechat-pushes"),
        reads=(
            "log-roots",
            *("audit", "deletions", "open-duties", "applicants", "applications"),
            *("awards", "force", "units", "volunteers", "volunteer-claims"),  # what a complaint is about
        ),
        keys=("personal", "lookup"),
        files=("exports", "honours"),
        layers=("base", "wechat", "passkeys"),
    ),
    "recruitment": Function(
        apis=(
            "recruitment",
            "review",
            "review_desk",
            "publicity",
            "roster_staff",
            "roster_ground",
            "roster_lists",
            "roster_changes",
            "recoveries",
            "uploads",
            "appointments",
            *("console_acting", "console_review_more", "console_volunteers_acting", "console_units_acting"),
            *("console_points_acting", "console_imports_acting", "console_force_acting"),
        ),
        writes=("recruitment", "roster", "people", "sessions", "wechat-identities", "phones", "jobs", "uploads"),
        reads=("audit",),
        keys=("personal", "lookup"),
        files=("photos", "imports", "uploads"),
        layers=("base", "imaging"),
    ),
    "checkin": Function(
        apis=(
            *("duty", "duty_hours", "duty_shifts", "duty_planning", "duty_patterns", "duty_leader", "corrections"),
            *(
                "duty_evidence",
                "duty_reports",
                "duty_teams",
                "duty_home",
                "duty_tracks",
                "duty_records",
                "duty_exports",
                "roster",
            ),
            *("console_check_ins_acting", "console_teams_acting", "console_shifts_acting", "console_hours_acting"),
        ),
        writes=(
            *("shifts", "signups", "signup-turns", "shift-waits", "shift-swaps", "shift-patterns"),
            *("open-duties", "duty-sessions", "check-ins", "check-in-fixes", "check-in-reviews", "loose-outs"),
            *("corrections", "correction-months", "attestations", "duty-tracks", "place-visits", "jobs"),
        ),
        reads=(
            *("hours-days", "hours-totals", "hours-entries", "hours-log", "log-roots", "attesters", "attested-hours"),
            *("force", "units", "assembly-points", "volunteers", "passes", "stars", "people"),
        ),
        keys=("fixes", "points", "hours-log"),
        files=("evidence",),
        layers=("base", "imaging"),
    ),
    "training": Function(
        apis=(
            *("training", "training_staff", "training_courses", "training_classes"),
            *("console_banks", "console_courses", "console_writing", "console_lessons"),
            "console_unfinished",
        ),
        writes=("training", "jobs"),
        reads=("roster", "people", "points-totals"),
        keys=("quiz",),
        files=("training",),
        layers=("base", "documents"),
    ),
    "honours": Function(
        apis=(
            *("points", "points_disputes", "points_rules", "points_reports", "rankings"),
            *("honours", "praise", "cards", "giving", "verifying"),
            *("medals", "stars", "commendations", "yearly", "hours_log"),
            *("console_disputes", "console_reports_acting", "console_honours", "console_honours_giving"),
            *("console_ceremonies", "console_yearly", "console_stars", "console_rules"),
        ),
        writes=("points-rules", "points-disputes", "dispute-queue", "jobs", "honours"),
        reads=(
            *("points-entries", "points-totals", "rankings", "roster", "people", "courses", "passes"),
            *("hours-days", "hours-totals", "hours-entries", "hours-log", "log-roots", "duty-sessions"),
        ),
        keys=("signing", "card", "hours-log"),
        files=("honours",),
        layers=("base", "imaging", "fonts", "print"),
    ),
    "console": Function(
        apis=(
            *("console_reading", "console_review_lists", "console"),
            *("console_jobs", "console_duty", "console_today", "console_volunteers"),
            *("console_units", "console_points", "console_imports", "console_audit"),
            *("console_force", "console_cases", "console_shifts", "console_hours"),
            *("console_reports",),
        ),
        writes=("audit",),
        reads=(
            *("applications", "review-queue", "review-claims", "reveals", "roster", "jobs", "people"),
            *("open-duties", "shifts", "signups", "check-in-reviews", "shift-patterns", "attesters", "attested-hours"),
            *("hours-days", "hours-totals", "courses", "passes", "awards", "medal-looks"),
            *("points-entries", "points-totals", "points-rules", "points-disputes", "dispute-queue"),
            *("complaints", "complaint-rulings"),
        ),
    ),
    "outbox": _DELIVERING,
    "nightly": replace(_DELIVERING, writes=(*_DELIVERING.writes, "jobs")),
    # Long work of every slice; copies and erasure need all that is held of a person, lists that come in, photos, kept pictures.
    "jobs": Function(
        writes=(
            *("jobs", "uploads", "deletions", "idempotency"),
            *("identity", "duty", "training", "recruitment", "roster", "honours", "notices"),
            *("points-entries", "points-totals", "points-disputes", "dispute-queue", "rankings"),
        ),
        reads=("points-rules", "audit"),
        keys=("hours-log", "signing", "signing-next", "personal", "lookup"),
        files=("exports", "imports", "uploads", "photos", "honours", "evidence", "point-codes", "training"),
        layers=("base", "documents", "imaging", "fonts", "print"),
        locks=True,
    ),
}
