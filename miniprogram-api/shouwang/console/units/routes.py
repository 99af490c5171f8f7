"""HTTP of 单位与职务. Reading is the console function's; what changes people and sessions the recruitment function's."""

from collections.abc import Callable
from typing import Annotated

from msgspec import Meta

from shouwang.console.acts import ActForm, WhyForm, read_day
from shouwang.console.browser import Browser
from shouwang.console.desk import Desk
from shouwang.console.places import UNITS
from shouwang.console.units.reading import Reading
from shouwang.console.units.tree import WAITING, Sent, address
from shouwang.kernel.actor import STAFF, Actor, Role
from shouwang.kernel.problem import Fault, Invalid
from shouwang.platform.web import Api, Reply, get, post, roles
from shouwang.roster.models import Post, Unit, UnitKind
from shouwang.roster.rules import KEEPERS, NoSuchVolunteer
from shouwang.roster.rules.members import CARERS
from shouwang.roster.service import Appointments, Asked, Roster
from shouwang.roster.service.recoveries import Recoveries

staff, keepers, carers = roles(*STAFF), roles(*KEEPERS), roles(*CARERS)
HERE = UNITS.href
_Name = Annotated[str, Meta(max_length=40)]
_Day = Annotated[str, Meta(max_length=10)]


class AppointForm(WhyForm, kw_only=True):
    """Who shall be what, from when to when. Shapes: `title` as `post:squadron_leader` or `role:trainer`."""

    title: Annotated[str, Meta(pattern=r"^(post|role):[a-z_]+$")]
    volunteer_number: _Name
    from_on: _Day
    until_on: _Day = ""


class EndForm(WhyForm, kw_only=True):
    """Why a post ends; the unit whose page it was sent from."""

    unit: Annotated[str, Meta(max_length=80)] = ""


class UnitForm(ActForm, kw_only=True):
    """What a unit shall be."""

    name: Annotated[str, Meta(min_length=1, max_length=40)]
    kind: UnitKind = UnitKind.TERRITORIAL
    speciality: _Name = ""
    number_prefix: Annotated[str, Meta(max_length=12, pattern=r"^[0-9A-Z-]*$")] = ""


class NewUnitForm(UnitForm, kw_only=True):
    """A unit below another, with its own part of the path."""

    code: Annotated[str, Meta(pattern=r"^[A-Z][0-9]{1,3}$")]


class ReadingRoutes:
    """Routes that read."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading

    @get(HERE, who=staff, html=True, summary="单位与职务：全部单位和谁任什么")
    def tree(self, actor: Actor, cookies: dict[str, str]) -> Reply:
        """Every unit. Cost: 3 requests."""
        return self.reading.tree(actor, Browser(cookies))

    @get(WAITING, who=staff, html=True, summary="单位与职务：等另一个人确认的")
    def waiting(self, actor: Actor, cookies: dict[str, str]) -> Reply:
        """What waits for a second person. Cost: 2 requests."""
        return self.reading.waiting(actor, Browser(cookies))

    @get(HERE + "/{code}", who=staff, html=True, summary="单位与职务：一个单位")
    def unit(self, actor: Actor, cookies: dict[str, str], code: str) -> Reply:
        """One unit; the code is its path with dots. Cost: 1 request."""
        return self.reading.unit(actor, Browser(cookies), code.replace(".", "/"))


class ActingRoutes:
    """Routes that change something."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.desk = reading.desk
        self.roster = reading.roster

    @post(HERE + "/{code}/keep", who=keepers, html=True, summary="单位与职务：改一个单位")
    def keep(self, actor: Actor, cookies: dict[str, str], code: str, form: UnitForm) -> Reply:
        """Change a unit. Cost: 4 requests."""
        path = code.replace(".", "/")
        return self._act(actor, cookies, path, "keep", form, lambda: self._kept(actor, path, form), address(path))

    @post(HERE + "/{code}/add", who=keepers, html=True, summary="单位与职务：加一个下级单位")
    def add(self, actor: Actor, cookies: dict[str, str], code: str, form: NewUnitForm) -> Reply:
        """Add a unit below another. Cost: 4 requests."""
        above = code.replace(".", "/")
        path = f"{above}/{form.code}"

        def work() -> str:
            if any(unit.path == path for unit in self.roster.units()):
                raise Invalid(faults=[Fault("/code", "这个代号已经有了")])
            return self._kept(actor, path, form)

        return self._act(actor, cookies, above, "add", form, work, address(path))

    @post(HERE + "/{code}/appoint", who=keepers, html=True, summary="单位与职务：提请任命")
    def appoint(self, actor: Actor, cookies: dict[str, str], code: str, form: AppointForm) -> Reply:
        """Ask for an appointment. Cost: 3 requests."""
        path = code.replace(".", "/")
        return self._act(actor, cookies, path, "appoint", form, lambda: self._asked(actor, path, form), WAITING)

    @post(HERE + "/appointments/{appointment_id}/end", who=keepers, html=True, summary="单位与职务：免去")
    def end(self, actor: Actor, cookies: dict[str, str], appointment_id: str, form: EndForm) -> Reply:
        """End a post now. Cost: 5 requests."""

        def work() -> str:
            once = form.once(actor, f"end {appointment_id}")
            ended = self.reading.appointments.end(actor, once, appointment_id, form.reason)
            return f"{ended.name}不再任{self.desk.surroundings.unit_name(ended.unit_path)}{ended.title}"

        name = f"end-{appointment_id}"
        return self._act(actor, cookies, form.unit, name, form, work, address(form.unit))

    @post(HERE + "/appointments/{appointment_id}/confirm", who=keepers, html=True, summary="单位与职务：确认任命")
    def confirm(self, actor: Actor, cookies: dict[str, str], appointment_id: str, form: ActForm) -> Reply:
        """The second person says yes. Cost: 6 requests."""

        def work() -> str:
            done = self.reading.appointments.confirm(
                actor, form.once(actor, f"confirm {appointment_id}"), appointment_id
            )
            return f"{done.name}任{self.desk.surroundings.unit_name(done.unit_path)}{done.title}，生效了"

        return self._decide(actor, cookies, form, work)

    @post(
        HERE + "/appointments/{appointment_id}/refuse", who=keepers, html=True, summary="单位与职务：不同意或者撤回任命"
    )
    def refuse(self, actor: Actor, cookies: dict[str, str], appointment_id: str, form: WhyForm) -> Reply:
        """The second person says no, or the first takes it back. Cost: 3 requests."""

        def work() -> str:
            once = form.once(actor, f"refuse {appointment_id}")
            return f"{self.reading.appointments.refuse(actor, once, appointment_id, form.reason).name}的任命没有成"

        return self._decide(actor, cookies, form, work)

    @post(HERE + "/recoveries/{recovery_id}/vouch", who=carers, html=True, summary="找回记录：见过本人")
    def vouch(self, actor: Actor, cookies: dict[str, str], recovery_id: str, form: ActForm) -> Reply:
        """One of the staff answers for the person. Cost: 5 requests."""

        def work() -> str:
            seen = self.reading.recoveries.vouch(actor, form.once(actor, f"vouch {recovery_id}"), recovery_id)
            return f"记下了：你见过{seen.name}本人。还要另一个人确认"

        return self._decide(actor, cookies, form, work)

    @post(HERE + "/recoveries/{recovery_id}/confirm", who=carers, html=True, summary="找回记录：确认")
    def move(self, actor: Actor, cookies: dict[str, str], recovery_id: str, form: ActForm) -> Reply:
        """Another confirms, and the record moves. Cost: 9 requests."""

        def work() -> str:
            seen = self.reading.recoveries.confirm(actor, form.once(actor, f"move {recovery_id}"), recovery_id)
            return f"{seen.name}的记录移到新的微信了，原来的设备都退出了"

        return self._decide(actor, cookies, form, work)

    @post(HERE + "/recoveries/{recovery_id}/refuse", who=carers, html=True, summary="找回记录：不同意")
    def keep_back(self, actor: Actor, cookies: dict[str, str], recovery_id: str, form: WhyForm) -> Reply:
        """One of the staff says no. Cost: 5 requests."""

        def work() -> str:
            once = form.once(actor, f"refuse {recovery_id}")
            return f"{self.reading.recoveries.refuse(actor, once, recovery_id, form.reason).name}的记录没有移"

        return self._decide(actor, cookies, form, work)

    def _kept(self, actor: Actor, path: str, form: UnitForm) -> str:
        unit = Unit(path, form.name.strip(), form.kind, form.speciality.strip(), form.number_prefix)
        return f"{self.roster.keep_unit(actor, unit, form.version).name}存下了"

    def _asked(self, actor: Actor, path: str, form: AppointForm) -> str:
        what, _, name = form.title.partition(":")
        from_on = read_day(form.from_on, "from_on")
        if from_on is None or name not in {*Post, *Role}:
            raise Invalid(faults=[Fault("/from_on", "写上从哪天起")])
        asked = Asked(
            unit_path=path,
            from_on=from_on,
            reason=form.reason,
            volunteer_number=form.volunteer_number.strip().upper(),
            post=Post(name) if what == "post" else None,
            role=Role(name) if what == "role" else None,
            until_on=read_day(form.until_on, "until_on"),
        )
        try:
            told = self.reading.appointments.ask(actor, form.once(actor, f"appoint {path}"), asked)
        except NoSuchVolunteer as nobody:
            raise Invalid(faults=[Fault("/volunteer_number", "没有这个编号")]) from nobody
        return f"提请{told.name}任{told.title}，等另一个人确认"

    def _decide(self, actor: Actor, cookies: dict[str, str], form: ActForm, work: Callable[[], str]) -> Reply:
        browser = Browser(cookies)
        return self.desk.act(browser, form.csrf, work, WAITING, lambda no: self.reading.waiting(actor, browser, no))

    def _act(
        self,
        actor: Actor,
        cookies: dict[str, str],
        path: str,
        name: str,
        form: ActForm,
        work: Callable[[], str],
        then: str,
    ) -> Reply:
        browser = Browser(cookies)

        return self.desk.act(
            browser,
            form.csrf,
            work,
            then,
            lambda no: self.reading.unit(actor, browser, path, Sent(name, form.typed(), no)),
        )


def reading_api(desk: Desk, roster: Roster, appointments: Appointments, recoveries: Recoveries) -> Api:
    """Routes that read, for the console function."""
    reading = Reading(desk, roster, appointments, recoveries)
    return Api.of("console-units", ReadingRoutes(reading), desk.pages.refusal)


def acting_api(desk: Desk, roster: Roster, appointments: Appointments, recoveries: Recoveries) -> Api:
    """Routes that change something, for the recruitment function."""
    reading = Reading(desk, roster, appointments, recoveries)
    return Api.of("console-units-acting", ActingRoutes(reading), desk.pages.refusal)
