"""What routes, event handlers and long work are made of: by name, their module and maker, and the services they need.

Everything is named and nothing imported here, so that a process imports what it uses only.
"""

from collections.abc import Mapping
from importlib import import_module
from pkgutil import iter_modules

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
    "duty": ("duty.routes", "api", ("check_ins", "duty_sessions", "now")),
    "duty_hours": ("duty.routes", "hours_api", ("hours", "public_log")),
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
    "duty_exports": ("duty.routes", "exports_api", ("duty_exports", "signs")),
    "hours_log": ("duty.routes", "public_api", ("public_log",)),
    "training": ("training.routes", "api", ("training",)),
    "points": ("assessment.routes", "own_api", ("assessment",)),
    "points_disputes": ("assessment.routes", "disputes_api", ("assessment", "disputes")),
    "points_rules": ("assessment.routes", "rules_api", ("drafting",)),
    "points_reports": ("assessment.routes", "reports_api", ("reporting",)),
    "rankings": ("assessment.routes", "rankings_api", ("rankings",)),
    "honours": ("honours.routes", "own_api", ("honours", "pictures", "papers", "praising")),
    "praise": ("honours.routes", "praise_api", ("praising",)),
    "cards": ("honours.routes", "cards_api", ("cards",)),
    "giving": ("honours.routes", "leaders_api", ("honours", "task_desk", "ceremonies")),
    "verifying": ("honours.routes", "strangers_api", ("honours", "uploads", "evidence", "cards", "pictures")),
    "training_staff": ("training.routes", "trainer_api", ("banks", "item_statistics", "regrading")),
    "training_courses": ("training.routes", "courses_api", ("courses", "follow_up")),
    "training_classes": ("training.routes", "classes_api", ("classes",)),
    "commendations": ("honours.routes", "commendations_api", ("commending",)),
    "yearly": ("honours.routes", "yearly_api", ("yearly",)),
    "stars": ("honours.routes", "stars_api", ("stars",)),
    "medals": ("honours.routes", "medals_api", ("medals", "backfilling")),
    "console": ("console.routes", "api", ("console_desk",)),
    "console_sessions": ("console.sessions.routes", "api", ("console_desk", "identity", "passkeys")),
    "console_proof": ("console.proof.routes", "api", ("console_desk", "console_sign_in", "wechat", "passkeys")),
    "console_complaints": ("console.complaints.routes", "api", ("console_desk", "complaints")),
    "console_disputes": ("console.disputes.routes", "api", ("console_desk", "disputes")),
    "console_honours": ("console.honours.routes", "api", ("console_desk", "award_register", "pictures", "roster")),
    "console_honours_giving": ("console.honours.giving", "api", ("console_desk", "honours", "commending", "task_desk")),
    "console_ceremonies": ("console.honours.ceremonies", "api", ("console_desk", "ceremony_register", "roster")),
    "console_yearly": ("console.honours.yearly", "api", ("console_desk", "yearly")),
    "console_stars": ("console.stars.routes", "api", ("console_desk", "stars")),
    "console_rules": ("console.point_rules.routes", "api", ("console_desk", "drafting", "roster")),
    "console_courses": (
        "console.courses.routes",
        "api",
        ("console_desk", "training", "item_statistics", "courses", "course_writing"),
    ),
    "console_writing": ("console.courses.writing", "api", ("console_desk", "course_writing", "roster")),
    "console_unfinished": ("console.unfinished.routes", "api", ("console_desk", "courses", "follow_up")),
    "console_lessons": ("console.courses.lessons", "api", ("console_desk", "course_writing")),
    "console_banks": ("console.courses.bank_routes", "api", ("console_desk", "banks", "bank_import")),
    "console_jobs": ("console.jobs", "api", ("console_desk",)),
    "console_job_files": ("console.job_files", "api", ("pages", "job_files")),
    "console_second_doors": (
        "console.second_doors",
        "api",
        ("console_sign_in", "wechat", "pages", "passkeys", "emergency_door"),
    ),
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
    "console_reports": ("console.reports.routes", "reading_api", ("console_desk", "review")),
    "console_reports_acting": ("console.reports.routes", "acting_api", ("console_desk", "reporting")),
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
    "console_points_acting": ("console.points.routes", "acting_api", ("console_desk", "roster", "points", "signs")),
    "console_imports": ("console.imports.routes", "reading_api", ("console_desk", "roster")),
    "console_imports_acting": (
        "console.imports.routes",
        "acting_api",
        ("console_desk", "roster", "member_import", "member_export", "points"),
    ),
    "console_audit": ("console.audit.routes", "api", ("console_desk", "roster", "auditing", "records")),
    "console_force": ("console.force.routes", "reading_api", ("console_desk", "roster")),
    "console_force_acting": ("console.force.routes", "acting_api", ("console_desk", "roster")),
    "console_health": (
        "console.health.routes",
        "api",
        ("console_desk", "public_log", "token_until", "new_id", "wechat"),
    ),
    "console_volunteers": (
        "console.volunteers.routes",
        "reading_api",
        ("console_desk", "roster", "records", "assessment", "disputes", "honours", "courses", "grounds"),
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
    "duty": ("hours", "shifts", "scoring", "signs"),
    "assessment": ("assessment",),
    "honours": ("medals", "papers", "commending", "publications"),
    "notices": ("notices",),
}

# Kind of job -> its step's module and maker below `shouwang`, and the services it is made of; the nightly job is the house's own.
# The maker gives a `platform.jobs.Step`, or a `Work` that can undo. Example: docs/recipes/add-a-job.md
JOBS: Mapping[str, tuple[str, str, tuple[str, ...]]] = {
    "service-records": ("duty.service.export_steps", "service_records", ("duty_exports", "job_files")),
    "hours-proofs": ("duty.service.export_steps", "hours_proofs", ("duty_exports", "job_files")),
    "signs": ("duty.service.sign_step", "signs_print", ("signs", "job_files", "now")),
    "ceremony": ("honours.jobs", "ceremony", ("ceremonies",)),
    "ranking": ("assessment.service.rankings", "ranking", ("rankings",)),
    "rules-preview": ("assessment.service.drafting", "previewing", ("previewing",)),
    "points-report": ("assessment.service.reporting", "reporting", ("reporting",)),
    "unfinished": ("training.service", "unfinished_export", ("follow_up",)),
    "questions-import": ("training.service", "questions_import", ("bank_import",)),
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
        store = import_module(f"shouwang.{slice_}.store")
        for table in iter_modules(store.__path__, f"{store.__name__}."):
            import_module(table.name)
    for module in _PLATFORM_TABLES:
        import_module(f"shouwang.platform.{module}")
