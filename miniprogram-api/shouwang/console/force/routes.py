"""HTTP of 全队设置. Reading is the console function's, keeping the recruitment function's."""

from collections.abc import Mapping
from datetime import date

from msgspec.structs import replace

from shouwang.console.acts import ActForm
from shouwang.console.browser import Browser
from shouwang.console.desk import Desk
from shouwang.console.force.sheet import HERE, force_sheet
from shouwang.kernel.actor import STAFF, Actor
from shouwang.kernel.problem import Fault, Invalid, Problem
from shouwang.platform.web import Api, Reply, get, post, roles
from shouwang.platform.web.read import convert
from shouwang.roster.models import Force
from shouwang.roster.rules import KEEPERS
from shouwang.roster.service import Roster


class ReadingRoutes:
    """Routes that read."""

    def __init__(self, desk: Desk, roster: Roster) -> None:
        self.desk = desk
        self.roster = roster

    @get(HERE, who=roles(*STAFF), html=True, summary="全队设置：关、年龄、公示、保险、编号，改过什么")
    def force(self, actor: Actor, cookies: dict[str, str]) -> Reply:
        """The force's rules. Cost: 1 request."""
        return self.draw(actor, Browser(cookies))

    def draw(
        self, actor: Actor, browser: Browser, typed: Mapping[str, str] | None = None, no: Problem | None = None
    ) -> Reply:
        """The page, with what was typed."""
        seen, lines = self.roster.ground.look(), self.roster.force_changes()
        sheet = force_sheet(actor, seen.force, seen.version, lines, self.roster.now(), typed, no)
        return self.desk.sheet(actor, browser, HERE, sheet, no)


class ActingRoutes:
    """The route that changes the rules."""

    def __init__(self, reading: ReadingRoutes) -> None:
        self.reading = reading
        self.roster = reading.roster

    @post(HERE, who=roles(*KEEPERS), html=True, summary="全队设置：存下")
    def keep(self, actor: Actor, cookies: dict[str, str], form: dict[str, str]) -> Reply:
        """Keep new rules on the version that was seen. Cost: 4 requests."""
        browser = Browser(cookies)
        sent = convert({name: form.get(name, "") for name in ("csrf", "request_id", "version")}, ActForm, strict=False)

        def work() -> str:
            self.roster.ground.forget()
            self.roster.keep_force(actor, sent.version, read_force(form, self.roster.force()))
            return "设置存下了"

        return self.reading.desk.act(
            browser, sent.csrf, work, HERE, lambda no: self.reading.draw(actor, browser, form, no)
        )


def read_force(form: Mapping[str, str], force: Force) -> Force:
    """The rules as the form says, all else as it was. Raises: Invalid with every field that cannot be read."""
    faults: list[Fault] = []

    def number(name: str) -> int:
        text = form.get(name, "").strip()
        if text.isascii() and text.isdecimal() and len(text) <= 4:
            return int(text)
        faults.append(Fault(f"/{name}", "要一个整数"))
        return 0

    def days(name: str) -> tuple[date, ...]:
        try:
            return tuple(sorted({date.fromisoformat(line.strip()) for line in form.get(name, "").split()}))
        except ValueError:
            faults.append(Fault(f"/{name}", "每行一天，要写成 2027-01-01 这样"))
            return ()

    changed = replace(
        force,
        youngest=number("youngest"),
        oldest=number("oldest"),
        publicity_days=number("publicity_days"),
        cover_needed=form.get("cover_needed") == "yes",
        holidays=days("holidays"),
        make_up_days=days("make_up_days"),
        gates=tuple(
            replace(rule, usual_days=number(f"{rule.gate}.usual_days"), due_days=number(f"{rule.gate}.due_days"))
            for rule in force.gates
        ),
    )
    if faults:
        raise Invalid(faults=faults)
    return changed


def reading_api(desk: Desk, roster: Roster) -> Api:
    """The page, for the console function."""
    return Api.of("console-force", ReadingRoutes(desk, roster), desk.pages.refusal)


def acting_api(desk: Desk, roster: Roster) -> Api:
    """Keeping, for the recruitment function."""
    return Api.of("console-force-acting", ActingRoutes(ReadingRoutes(desk, roster)), desk.pages.refusal)
