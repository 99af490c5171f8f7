"""A world with honours in it: a squadron's volunteer, the leaders above, and what they have done so far."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

from msgspec.structs import replace

from shouwang.duty.models import Clearance, DayTotal, DutySession, HoursEntry, Ledger, SessionState
from shouwang.duty.rules import log
from shouwang.duty.store import hours
from shouwang.duty.store.sessions import DutySessionRow
from shouwang.honours.handlers import handlers
from shouwang.honours.jobs import ceremony
from shouwang.honours.models import Award, Done
from shouwang.honours.routes import (
    cards_api,
    commendations_api,
    leaders_api,
    medals_api,
    own_api,
    praise_api,
    stars_api,
    strangers_api,
)
from shouwang.honours.service import (
    Backfilling,
    Cards,
    Ceremonies,
    Commending,
    Evidence,
    Holders,
    Honours,
    Issuer,
    Links,
    Medals,
    Papers,
    Pictures,
    Praising,
    Stars,
    TaskDesk,
    Uploads,
    Verification,
)
from shouwang.honours.store import AwardRow
from shouwang.identity.routes import api as identity_api
from shouwang.kernel.actor import Grant, Role
from shouwang.kernel.clock import day_start, local_day
from shouwang.kernel.ids import ulid
from shouwang.platform.dynamo import Writes, commit
from shouwang.platform.jobs import Jobs
from shouwang.platform.outbox import Event, EventRow, Outbox, emit
from shouwang.platform.web import build
from shouwang.roster.models import DutyType, Volunteer
from shouwang.roster.store import VolunteerRow
from tests.world import BRIGADE, FORCE, SQUADRON, Person, World

NUMBER = "01-01-0001"
OTHER_NUMBER = "01-01-0002"


@dataclass
class Hall:
    """Honours over HTTP and from the outbox, with facts that the test sets."""

    world: World
    honours: Honours
    papers: Papers
    ceremonies: Ceremonies
    done: dict[str, Done] = field(default_factory=dict)
    days: int = 0

    @property
    def medals(self) -> Medals:
        """Medals by the facts that the test sets."""
        return Medals(self.honours, self.stars, self.honours.facts, self.honours.facts)

    @property
    def stars(self) -> Stars:
        """Stars, with the days of publicity that the test sets; by default none."""
        return at_once(self.world, self.days)

    @property
    def backfilling(self) -> Backfilling:
        """Everybody looked at again, by the facts that the test sets."""
        house = self.world.house
        return Backfilling(self.medals, house.squadrons, house.active, self.world.clock)

    @property
    def commending(self) -> Commending:
        """Commendations, checked by WeChat."""
        house = self.world.house.commending
        return Commending(self.honours, house.check, house.published)

    @property
    def outbox(self) -> Outbox:
        """Delivery to honours alone."""
        parts = (self.medals, self.papers, self.commending, self.world.house.publications)
        return Outbox(handlers(*parts), self.world.clock)

    def enlist(self, name: str, number: str, unit_path: str = SQUADRON) -> Person:
        """A signed-in volunteer."""
        person = self.world.sign_in(name)
        self.world.house.roster.put_volunteers(
            [Volunteer(number, person.person_id, name, unit_path, date(2026, 3, 1))], {unit_path: 9}
        )
        self.world.house.identity.promote(person.person_id, number, name, unit_path, Writes())
        return person

    def have_done(self, person: Person, **done: int) -> None:
        """The person has done so much, and no event says so."""
        self.done[person.person_id] = Done(**done)

    def rename(self, number: str, name: str, unit_path: str) -> None:
        """The roster learns another name and unit of a volunteer."""
        row = VolunteerRow(volunteer_number=number)
        row.update([VolunteerRow.name.set(name), VolunteerRow.unit_path.set(unit_path)])

    def enter_hours(self, person: Person, entry: str, **done: int) -> None:
        """The person has done so much, and the event that says something was entered is out."""
        self.done[person.person_id] = Done(**done)
        payload = {"person_id": person.person_id, "entry_id": entry}
        commit(emit("honours.hours-entered", payload, at=self.world.clock(), source=entry))

    def serve(
        self, person: Person, day: date, minutes: int, ledger: Ledger = Ledger.MEASURED, duty_type: str = ""
    ) -> None:
        """The person's ledger has one more duty on a day, with its line in the public log."""
        now, key = self.world.clock(), self.world.house.keys["hours-log"]
        duty = ulid(day_start(day), b"0123456789")
        told = (duty, person.person_id, SQUADRON, "042", day_start(day), Clearance.FIX)
        DutySessionRow.of(DutySession(*told, duty_type=duty_type, state=SessionState.CLOSED)).save()
        entry = HoursEntry(
            f"{day}#{ledger}#1", person.person_id, ledger, day, minutes, duty, 1, "r1", now, point_number="042"
        )
        total = DayTotal(day, **{ledger.value: minutes}, sources=(entry.source,), folds=1)
        line = hours.log_line(local_day(now), log.line_id(key, entry), log.line(key, entry))
        commit(hours.enter(person.person_id, DayTotal(day), total, [entry]), line)

    def pass_course(self, person: Person, attempt: str, until: date | None = None) -> None:
        """The person has passed the course, and the event that says so is out."""
        payload = {"person_id": person.person_id, "course_id": "C1", "valid_until": until}
        commit(emit("honours.course-passed", payload, at=self.world.clock(), source=attempt))

    def due(self) -> list[Event]:
        """Undone events that honours listens to, however many others wait before them."""
        return [event for event in self.outbox.due(limit=100_000) if event.kind.startswith("honours.")]

    def deliver(self) -> list[bool]:
        """Deliver them, once."""
        return [self.outbox.deliver(event) for event in self.due()]

    def awarded(self, person: Person) -> list[Award]:
        """All awards of a person, oldest first, as the table has them."""
        rows = [row.value(Award) for row in AwardRow.scan() if row.person_id == person.person_id]
        return sorted(rows, key=lambda award: award.status_index)

    def award_of(self, code: str) -> Award:
        """The award behind a code."""
        return next(row.value(Award) for row in AwardRow.scan() if row.inscription.code == code)

    def told(self, person: Person) -> list[str]:
        """What a person will be told, by title."""
        rows = EventRow.scan(EventRow.kind == "notices.tell")
        payloads = [row.payload for row in rows if person.person_id in row.payload]
        return sorted(part.split('"')[0] for payload in payloads for part in payload.split('"title":"')[1:])

    def work(self) -> None:
        """Do every due step of every job of honours."""
        working = Jobs({"ceremony": ceremony(self.ceremonies)}, self.world.clock)
        while due := working.due():
            for job in due:
                working.work(job)

    def leader(self, name: str = "李队长", role: Role = Role.SQUADRON_LEADER, unit_path: str = SQUADRON) -> Person:
        """A leader."""
        return self.world.staff(name, role, unit_path)

    def appoint(self, person: Person, role: Role, unit_path: str) -> None:
        """A volunteer gets a role besides."""
        grants = [Grant(Role.VOLUNTEER, SQUADRON), Grant(role, unit_path)]
        self.world.house.identity.grant(person.person_id, grants, "test")

    def kept_files(self) -> list[Path]:
        """Pictures in the bucket."""
        folder = Path(urlsplit(self.world.house.settings.blobs).path)
        return sorted(path for path in folder.rglob("*") if path.is_file())

    def commander(self) -> Person:
        """Whoever commands the whole force."""
        return self.world.staff("赵支队", Role.COMMANDER, FORCE)

    def brigade_leader(self) -> Person:
        """Whoever leads the brigade above the squadron."""
        return self.world.staff("孙大队", Role.BRIGADE_LEADER, BRIGADE)


def at_once(world: World, days: int = 0) -> Stars:
    """Stars in a force with so many working days of publicity."""
    house = world.house
    return Stars(
        Holders(house.roster), lambda: replace(house.roster.force(), publicity_days=days), house.now, house.new_id
    )


def open_hall(world: World) -> Hall:
    """Honours beside the routes that the house has."""
    house = world.house
    issuer = Issuer(house.settings.force_name, house.settings.public_url, house.keys, house.now)
    holders = Holders(house.roster)
    done: dict[str, Done] = {}
    honours = Honours(issuer, holders, lambda person_id: done.get(person_id, Done()), house.now, house.new_id)
    verification = Verification(issuer, house.now)

    def duty_types() -> Sequence[DutyType]:
        return house.roster.force().duty_types

    papers = Papers(honours, house.hours, {"C1": "巡防基础课程"}.__getitem__, lambda _: {}, duty_types, "0000-1234567")
    pictures = Pictures(honours, house.blobs, Links(house.keys, house.now))
    ceremonies = Ceremonies(honours, pictures, house.roster, house.blobs)
    cards = Cards(honours, house.blobs)
    praising = Praising(holders, house.roster.everyone, house.now)
    evidence = Evidence(verification, house.hours, house.public_log)
    made = Medals(honours, at_once(world), honours.facts, honours.facts)
    by_rule = medals_api(made, Backfilling(made, house.squadrons, house.active, house.now))
    words = commendations_api(Commending(honours, house.commending.check, house.commending.published))
    signing_in = identity_api(house.identity, house.console_sign_in)
    apis = [
        *(signing_in, by_rule, words, stars_api(house.stars), praise_api(praising), cards_api(cards)),
        own_api(honours, pictures, papers, praising),
        leaders_api(honours, TaskDesk(honours), ceremonies),
        strangers_api(honours, Uploads(verification), evidence, cards, pictures),
    ]
    world.client = build("hall", apis, house.callers.authenticate, house.callers.names).flask.test_client()
    return Hall(world, honours, papers, ceremonies, done)
