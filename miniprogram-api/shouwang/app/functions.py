"""The function table: what is deployed, what each function serves, and what its routes and handlers are made of."""

from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module


@dataclass(frozen=True, slots=True)
class Function:
    """One deployed function: the routes it serves, the slices it writes and reads besides, its keys and layers."""

    apis: tuple[str, ...] = ()
    writes: tuple[str, ...] = ()
    reads: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()
    layers: tuple[str, ...] = ("base",)


_EVERYTHING = ("base", "wechat", "imaging", "fonts", "print")

FUNCTIONS: Mapping[str, Function] = {
    "login": Function(
        apis=("identity", "notices"),
        reads=("roster",),
        keys=("personal", "lookup", "sessions"),
        layers=("base", "wechat"),
    ),
    "recruitment": Function(
        apis=("recruitment", "review", "roster_staff", "console_acting"),
        reads=("identity",),
        keys=("personal", "lookup"),
        layers=("base", "imaging"),
    ),
    "checkin": Function(
        apis=("duty", "duty_leader", "hours_log", "roster"), reads=("training",), keys=("fixes", "points", "hours-log")
    ),
    "training": Function(apis=("training",), reads=("roster",), keys=("quiz",)),
    "honours": Function(
        apis=("assessment", "honours"),
        reads=("roster", "duty"),
        keys=("signing", "card"),
        layers=("base", "imaging", "fonts", "print"),
    ),
    "console": Function(
        apis=("console_sign_in", "console_reading", "console"),
        reads=("identity", "roster", "recruitment", "duty", "training", "assessment", "honours", "notices"),
        keys=("lookup", "sessions"),
        layers=("base", "wechat"),
    ),
    "outbox": Function(keys=("personal", "lookup", "fixes", "hours-log", "signing"), layers=("base", "wechat")),
    "nightly": Function(keys=("hours-log", "signing"), layers=("base", "wechat")),
    "jobs": Function(keys=("personal", "lookup", "hours-log", "signing"), layers=_EVERYTHING),
}

# Name of an api -> its module and function below `shouwang`, and the services it is made of.
APIS: Mapping[str, tuple[str, str, tuple[str, ...]]] = {
    "identity": ("identity.routes", "api", ("identity", "console_sign_in")),
    "notices": ("notices.routes", "api", ("notices",)),
    "roster": ("roster.routes", "api", ("roster",)),
    "roster_staff": ("roster.routes", "staff_api", ("roster",)),
    "recruitment": ("recruitment.routes", "api", ("applications", "submission")),
    "review": ("recruitment.routes", "review_api", ("review",)),
    "duty": ("duty.routes", "api", ("shifts", "check_ins", "duty_sessions", "hours", "public_log", "now")),
    "duty_leader": ("duty.routes", "leader_api", ("shifts", "duty_sessions", "duty_reviews")),
    "hours_log": ("duty.routes", "public_api", ("public_log",)),
    "training": ("training.routes", "api", ("training",)),
    "assessment": ("assessment.routes", "api", ("assessment",)),
    "honours": ("honours.routes", "api", ("honours", "pictures", "verification", "praising")),
    "console": ("console.routes", "api", ("pages", "roster")),
    "console_sign_in": ("console.sign_in", "api", ("console_sign_in", "wechat", "pages")),
    "console_reading": ("console.review.routes", "reading_api", ("pages", "roster", "review")),
    "console_acting": ("console.review.routes", "acting_api", ("pages", "roster", "review")),
}

# Slice -> the services its event handlers are made of.
HANDLERS: Mapping[str, tuple[str, ...]] = {
    "identity": ("identity",),
    "recruitment": ("submission",),
    "duty": ("hours",),
    "assessment": ("assessment",),
    "honours": ("honours",),
    "notices": ("notices",),
}

SLICES = ("identity", "roster", "recruitment", "duty", "training", "assessment", "honours", "notices")
_PLATFORM_TABLES = ("audit", "jobs", "once", "outbox", "throttle", "wechat.shelf")


def declare_tables() -> None:
    """Import everything that declares a table; for set-up, tests and the generation of `infra/`."""
    for slice_ in SLICES:
        import_module(f"shouwang.{slice_}.store")
    for module in _PLATFORM_TABLES:
        import_module(f"shouwang.platform.{module}")
