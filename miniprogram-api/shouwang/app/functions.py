"""The function table: what is deployed, what each function serves, and what its routes and handlers are made of."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from importlib import import_module


@dataclass(frozen=True, slots=True)
class Function:
    """One deployed function: the routes it serves, what it writes and what it reads besides, its keys, files and layers.

    `writes` and `reads` name tables, or slices for all of theirs. Not named, because every writer has them: the lines it
    adds to audit, idempotency, outbox and throttles; and, where there are routes, the look at who is calling.
    `files` names folders of the bucket. `pages` names, by the first part of their path below `/console/`, apis that are
    imported only when one of their pages is asked for: a cold start pays for no page but the one it shows.
    """

    apis: tuple[str, ...] = ()
    pages: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    writes: tuple[str, ...] = ()
    reads: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    layers: tuple[str, ...] = ("base",)
    locks: bool = False  # puts sealed days where nobody replaces them

    @property
    def every_api(self) -> tuple[str, ...]:
        """What it serves, at once and later."""
        return (*self.apis, *(api for apis in self.pages.values() for api in apis))


# The event handlers of all slices: on AWS woken by the outbox's stream, and by the sweep for what is stuck.
_DELIVERING = Function(
    writes=(
        *("outbox", "people", "sessions", "volunteers", "recruitment", "hours-days", "hours-entries", "hours-log"),
        *("attesters", "attested-hours", "hours-totals"),
        *("points-entries", "points-totals", "awards", "award-claims", "award-codes", "award-counters"),
        *("honour-tasks", "issuer-keys"),
        *("notices", "wechat-tokens", "signups", "item-tallies", "hurried-attempts", "click-orders"),
        *(
            "honour-tasks",
            "issuer-keys",
            "medal-looks",
            "medal-doubts",
            "stars",
            "status-lists",
            "commendations",
            "citations",
        ),
        *("notices", "wechat-tokens", "signups"),
        *("check-ins", "check-in-reviews", "check-in-devices", "duty-sessions"),
    ),
    reads=("roster", "attempts", "shifts", "check-in-fixes", "points-rules", "courses", "passes"),
    keys=("hours-log", "signing", "fixes"),
    files=("honours",),
    layers=("base", "wechat", "fonts"),
)

_CASES = ("check-ins", "corrections", "swaps", "duty-reports")  # what waits for a leader's word

FUNCTIONS: Mapping[str, Function] = {
    "login": Function(
        apis=(
            *("identity", "privacy", "audit", "notices", "complaints"),
            *("console_sign_in", "console_job_files", "jobs"),
        ),
        pages={"health": ("console_health",), "sessions": ("console_sessions",), "complaints": ("console_complaints",)},
        writes=("outbox", "identity", "jobs", "notices", "wechat-tokens", "wechat-pushes"),
        reads=(
            "log-roots",
            *("audit", "deletions", "open-duties", "applicants", "applications"),
            *("awards", "force", "units", "volunteers", "volunteer-claims"),  # what a complaint is about
        ),
        keys=("personal", "lookup"),
        files=("exports", "honours"),
        layers=("base", "wechat"),
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
        ),
        pages={
            "applications": ("console_acting", "console_review_more"),
            "volunteers": ("console_volunteers_acting",),
            "units": ("console_units_acting",),
            "points": ("console_points_acting",),
            "imports": ("console_imports_acting",),
            "force": ("console_force_acting",),
        },
        writes=("recruitment", "roster", "people", "sessions", "wechat-identities", "phones", "jobs", "uploads"),
        reads=("audit",),
        keys=("personal", "lookup"),
        files=("photos", "imports", "uploads"),
        layers=("base", "imaging"),
    ),
    "checkin": Function(
        apis=(
            *("duty", "duty_shifts", "duty_planning", "duty_patterns", "duty_leader", "corrections"),
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
        ),
        pages={
            **dict.fromkeys(("check-ins", "corrections"), ("console_check_ins_acting",)),
            **dict.fromkeys(("swaps", "duty-reports"), ("console_teams_acting",)),
            "shifts": ("console_shifts_acting",),
            "hours": ("console_hours_acting",),
        },
        writes=(
            *("shifts", "signups", "signup-turns", "shift-waits", "shift-swaps", "shift-patterns"),
            *("open-duties", "duty-sessions", "check-ins", "check-in-fixes", "check-in-reviews", "loose-outs"),
            *("corrections", "correction-months", "attestations", "duty-tracks", "place-visits", "jobs"),
        ),
        reads=(
            *("hours-days", "hours-totals", "hours-entries", "hours-log", "log-roots", "attesters", "attested-hours"),
            *("force", "units", "assembly-points", "volunteers", "passes", "stars"),
        ),
        keys=("fixes", "points", "hours-log"),
        files=("evidence",),
        layers=("base", "imaging"),
    ),
    "training": Function(
        apis=("training", "training_staff", "training_courses", "training_classes"),
        pages={"courses": ("console_courses",)},
        writes=("training", "jobs"),
        reads=("roster", "points-totals"),
        keys=("quiz",),
        files=("training",),
        layers=("base", "documents"),
    ),
    "honours": Function(
        apis=("assessment", "honours", "medals", "stars", "commendations", "yearly", "hours_log"),
        pages={"disputes": ("console_disputes",)},
        writes=("points-rules", "points-disputes", "dispute-queue", "jobs", "honours"),
        reads=(
            *("points-entries", "points-totals", "rankings", "roster", "people", "courses", "passes"),
            *("hours-days", "hours-totals", "hours-entries", "hours-log", "log-roots"),
        ),
        keys=("signing", "card", "hours-log"),
        files=("honours",),
        layers=("base", "imaging", "fonts", "print"),
    ),
    "console": Function(
        apis=("console_reading", "console_review_lists", "console"),
        pages={
            "jobs": ("console_jobs",),
            "duty": ("console_duty",),
            "today": ("console_today",),
            "volunteers": ("console_volunteers",),
            "units": ("console_units",),
            "points": ("console_points",),
            "imports": ("console_imports",),
            "audit": ("console_audit",),
            "force": ("console_force",),
            **dict.fromkeys(_CASES, ("console_cases",)),
            "shifts": ("console_shifts",),
            "hours": ("console_hours",),
        },
        writes=("audit",),
        reads=(
            *("applications", "review-queue", "review-claims", "reveals", "roster", "jobs", "people"),
            *("open-duties", "shifts", "signups", "check-in-reviews", "shift-patterns", "attesters", "attested-hours"),
            *("hours-days", "hours-totals", "courses", "passes", "awards"),
            *("points-entries", "points-totals", "points-rules", "points-disputes", "dispute-queue"),
            *("check-in-reviews", "complaints", "complaint-rulings", "attesters", "attested-hours"),
        ),
    ),
    "outbox": _DELIVERING,
    "nightly": replace(_DELIVERING, writes=(*_DELIVERING.writes, "jobs")),
    # Long work of every slice; copies and erasure need all that is held of a person, lists that come in, photos, kept pictures.
    "jobs": Function(
        writes=(
            *(
                "jobs",
                "uploads",
                "deletions",
                "idempotency",
                "identity",
                "duty",
                "training",
                "recruitment",
                "roster",
                "honours",
                "notices",
            ),
            *("points-entries", "points-totals", "points-disputes", "dispute-queue", "rankings"),
        ),
        reads=("points-rules", "audit"),
        keys=("hours-log", "signing", "signing-next", "personal", "lookup"),
        files=("exports", "imports", "uploads", "photos", "honours", "evidence"),
        layers=("base", "documents", "imaging", "fonts", "print"),
        locks=True,
    ),
}

_CASE_DESKS = ("console_desk", "duty_reviews", "corrections", "swaps", "duty_sessions", "report_photos")
# Name of an api -> its module and function below `shouwang`, and the services it is made of.
APIS: Mapping[str, tuple[str, str, tuple[str, ...]]] = {
    "identity": ("identity.routes", "api", ("identity", "console_sign_in")),
    "privacy": ("identity.routes", "privacy_api", ("privacy",)),
    "audit": ("identity.routes", "audit_api", ("auditing",)),
    "notices": ("notices.routes", "api", ("notices",)),
    "complaints": ("notices.routes", "complaints_api", ("complaints",)),
    "jobs": ("platform.web.job_routes", "api", ("job_files",)),
    "roster": ("roster.routes", "api", ("roster",)),
    "roster_staff": ("roster.routes", "staff_api", ("roster", "search", "appointments")),
    "roster_ground": ("roster.routes", "ground_api", ("roster", "points")),
    "roster_lists": ("roster.routes", "lists_api", ("member_import", "member_export", "points")),
    "roster_changes": ("roster.routes", "changes_api", ("members",)),
    "uploads": ("platform.web.upload_routes", "api", ("uploading",)),
    "recoveries": ("roster.routes", "recoveries_api", ("recoveries",)),
    "appointments": ("roster.routes", "appointments_api", ("appointments",)),
    "recruitment": ("recruitment.routes", "api", ("applications", "submission")),
    "review": ("recruitment.routes", "review_api", ("review",)),
    "review_desk": ("recruitment.routes", "desk_api", ("review", "desk", "bulk", "second_look")),
    "publicity": ("recruitment.routes", "publicity_api", ("objections",)),
    "duty": ("duty.routes", "api", ("check_ins", "duty_sessions", "hours", "public_log", "now")),
    "duty_tracks": ("duty.routes", "tracks_api", ("tracks",)),
    "duty_evidence": ("duty.routes", "evidence_api", ("proving",)),
    "duty_reports": ("duty.routes", "reports_api", ("report_photos",)),
    "duty_home": ("duty.routes", "home_api", ("home",)),
    "duty_shifts": ("duty.routes", "shifts_api", ("shifts", "signups", "swaps")),
    "duty_planning": ("duty.routes", "planning_api", ("shifts", "signups", "swaps", "duty_reviews")),
    "duty_patterns": ("duty.routes", "patterns_api", ("patterns",)),
    "duty_teams": ("duty.routes", "teams_api", ("teams",)),
    "duty_leader": ("duty.routes", "leader_api", ("duty_sessions", "duty_reviews")),
    "corrections": ("duty.routes", "corrections_api", ("corrections", "duty_reviews")),
    "duty_records": ("duty.routes", "records_api", ("records",)),
    "duty_exports": ("duty.routes", "exports_api", ("duty_exports",)),
    "hours_log": ("duty.routes", "public_api", ("public_log",)),
    "training": ("training.routes", "api", ("training",)),
    "assessment": ("assessment.routes", "api", ("assessment", "disputes", "drafting", "rankings", "reporting")),
    "honours": (
        "honours.routes",
        "api",
        ("honours", "pictures", "papers", "praising", "task_desk", "cards", "uploads", "evidence", "ceremonies"),
    ),
    "training_staff": ("training.routes", "trainer_api", ("banks", "item_statistics", "regrading")),
    "training_courses": ("training.routes", "courses_api", ("courses", "follow_up")),
    "training_classes": ("training.routes", "classes_api", ("classes",)),
    "commendations": ("honours.routes", "commendations_api", ("commending",)),
    "yearly": ("honours.routes", "yearly_api", ("yearly",)),
    "stars": ("honours.routes", "stars_api", ("stars",)),
    "medals": ("honours.routes", "medals_api", ("medals", "backfilling")),
    "console": ("console.routes", "api", ("console_desk",)),
    "console_sessions": ("console.sessions.routes", "api", ("console_desk", "identity")),
    "console_complaints": ("console.complaints.routes", "api", ("console_desk", "complaints")),
    "console_disputes": ("console.disputes.routes", "api", ("console_desk", "disputes")),
    "console_courses": ("console.courses.routes", "api", ("console_desk", "training", "item_statistics")),
    "console_jobs": ("console.jobs", "api", ("console_desk",)),
    "console_job_files": ("console.job_files", "api", ("pages", "job_files")),
    "console_sign_in": ("console.sign_in", "api", ("console_sign_in", "wechat", "pages")),
    "console_reading": ("console.review.routes", "reading_api", ("console_desk", "review")),
    "console_shifts": ("console.shifts.routes", "api", ("console_desk", "shifts", "patterns")),
    "console_shifts_acting": (
        "console.shifts.acting",
        "acting_api",
        ("console_desk", "shifts", "patterns", "signups", "teams"),
    ),
    "console_hours": ("console.hours.routes", "api", ("console_desk", "records")),
    "console_hours_acting": ("console.hours.routes", "acting_api", ("console_desk", "records", "duty_exports")),
    "console_cases": ("console.cases.routes", "api", ("console_desk", "duty_reviews")),
    "console_check_ins_acting": ("console.cases.acting", "check_ins_api", _CASE_DESKS),
    "console_teams_acting": ("console.cases.acting", "teams_api", _CASE_DESKS),
    "console_duty": ("console.on_duty.routes", "api", ("console_desk", "duty_sessions", "shifts")),
    "console_today": (
        "console.today.routes",
        "api",
        (
            *("console_desk", "review", "duty_reviews", "duty_sessions", "shifts"),
            *("disputes", "complaints", "appointments", "recoveries"),
        ),
    ),
    "console_units": (
        "console.units.routes",
        "reading_api",
        ("console_desk", "roster", "appointments", "recoveries"),
    ),
    "console_units_acting": (
        "console.units.routes",
        "acting_api",
        ("console_desk", "roster", "appointments", "recoveries"),
    ),
    "console_points": ("console.points.routes", "reading_api", ("console_desk", "roster")),
    "console_points_acting": ("console.points.routes", "acting_api", ("console_desk", "roster", "points")),
    "console_imports": ("console.imports.routes", "reading_api", ("console_desk", "roster")),
    "console_imports_acting": (
        "console.imports.routes",
        "acting_api",
        ("console_desk", "roster", "member_import", "member_export", "points"),
    ),
    "console_audit": ("console.audit.routes", "api", ("console_desk", "roster", "auditing", "records")),
    "console_force": ("console.force.routes", "reading_api", ("console_desk", "roster")),
    "console_force_acting": ("console.force.routes", "acting_api", ("console_desk", "roster")),
    "console_health": ("console.health.routes", "api", ("console_desk", "public_log", "token_until", "new_id")),
    "console_volunteers": (
        "console.volunteers.routes",
        "reading_api",
        ("console_desk", "roster", "records", "assessment", "disputes", "honours", "courses"),
    ),
    "console_volunteers_acting": (
        "console.volunteers.routes",
        "acting_api",
        ("console_desk", "roster", "search", "members"),
    ),
    "console_review_lists": ("console.review.list_routes", "lists_api", ("console_desk", "review")),
    "console_review_more": (
        "console.review.more_routes",
        "more_api",
        ("console_desk", "review", "desk", "bulk", "second_look"),
    ),
    "console_acting": ("console.review.routes", "acting_api", ("console_desk", "review")),
}

# Slice -> the services its event handlers are made of.
HANDLERS: Mapping[str, tuple[str, ...]] = {
    "training": ("item_statistics",),
    "identity": ("identity",),
    "roster": ("members",),
    "recruitment": ("submission",),
    "duty": ("hours", "shifts", "scoring"),
    "assessment": ("assessment",),
    "honours": ("medals", "papers", "commending", "publications"),
    "notices": ("notices",),
}

# Kind of job -> its step's module and maker below `shouwang`, and the services it is made of; the nightly job is the house's own.
# The maker gives a `platform.jobs.Step`, or a `Work` that can undo. Example: docs/recipes/add-a-job.md
JOBS: Mapping[str, tuple[str, str, tuple[str, ...]]] = {
    "service-records": ("duty.service.export_steps", "service_records", ("duty_exports", "job_files")),
    "hours-proofs": ("duty.service.export_steps", "hours_proofs", ("duty_exports", "job_files")),
    "ceremony": ("honours.jobs", "ceremony", ("ceremonies",)),
    "ranking": ("assessment.service.rankings", "ranking", ("rankings",)),
    "rules-preview": ("assessment.service.drafting", "previewing", ("previewing",)),
    "points-report": ("assessment.service.reporting", "reporting", ("reporting",)),
    "unfinished": ("training.service", "unfinished_export", ("follow_up",)),
    "regrade": ("training.service", "regrading", ("regrading",)),
    "points-rebuild": ("assessment.service.rebuilding", "rebuilding", ("rebuilding",)),
    "duty-night": ("duty.jobs", "night", ("patterns", "duty_reviews")),
    "medals-backfill": ("honours.jobs", "backfill", ("backfilling",)),
    # Lists that come and go whole, and what a person may ask for.
    "personal-export": ("identity.jobs", "copy", ("privacy",)),
    "erasure": ("identity.jobs", "erasure", ("privacy",)),
    "volunteers-import": ("roster.jobs", "members_import", ("member_import",)),
    "volunteers-export": ("roster.jobs", "members_export", ("member_export",)),
    "assembly-points-import": ("roster.jobs", "points_import", ("points",)),
}

SLICES = ("identity", "roster", "recruitment", "duty", "training", "assessment", "honours", "notices")
_PLATFORM_TABLES = ("audit", "jobs", "once", "outbox", "retention", "throttle", "uploads", "wechat.shelf")


def declare_tables() -> None:
    """Import everything that declares a table; for set-up, tests and the generation of `infra/`."""
    for slice_ in SLICES:
        import_module(f"shouwang.{slice_}.store")
    for module in _PLATFORM_TABLES:
        import_module(f"shouwang.platform.{module}")
