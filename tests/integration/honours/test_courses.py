"""From a quiz to 结业证书: training tells, honours certifies; an applicant has it with the number."""

from datetime import date

import pytest

from shouwang.honours.models import AwardKind
from shouwang.platform.dynamo import Writes, commit
from shouwang.platform.outbox import emit
from shouwang.roster.models import Volunteer
from shouwang_local.force.course.in_training import first_course
from tests.integration.training.taker import COURSE, Taker
from tests.world import SQUADRON, Person, World

NUMBER = "01-01-0001"


@pytest.fixture
def school(world: World) -> World:
    """The whole house, with the first course published."""
    world.house.courses.publish(*first_course(), by="test")
    return world


def enlist(world: World, person: Person) -> None:
    """The person's number, as the last gate gives it."""
    world.house.roster.put_volunteers(
        [Volunteer(NUMBER, person.person_id, person.name, SQUADRON, date(2026, 11, 23))], {SQUADRON: 9}
    )
    world.house.identity.promote(person.person_id, NUMBER, person.name, SQUADRON, Writes())


def tell_numbered(world: World, person: Person, source: str = "application") -> None:
    """Recruitment's event of the number."""
    told = {"person_id": person.person_id}
    commit(emit("honours.volunteer-numbered", told, at=world.clock(), source=source))


def take(person: Person) -> None:
    """The quiz, without a fault."""
    taker = Taker.starts(person)
    taker.answer_all()
    assert taker.submit().json["passed"] is True


def certificates(person: Person) -> list[tuple[str, str]]:
    """Title and last day of the person's training certificates, oldest first."""
    own = [each for each in person.get("/v1/me/honours").json["items"] if each["kind"] == AwardKind.TRAINING]
    return sorted((each["title"], each["valid_until"]) for each in own)


def test_a_volunteer_who_passes_has_the_certificate_and_a_second_pass_of_the_same_day_adds_none(school: World) -> None:
    member = school.sign_in("张队员")
    enlist(school, member)

    for _ in range(2):
        take(member)
        school.deliver()

    title = school.house.training.course_title(COURSE)
    assert certificates(member) == [(title, "2027-11-22")]


def test_who_passed_as_an_applicant_has_the_certificate_once_with_the_number(school: World) -> None:
    applicant = school.sign_in("周㛃")
    take(applicant)
    school.deliver()
    enlist(school, applicant)

    before = certificates(applicant)
    for source in ("application", "another"):
        tell_numbered(school, applicant, source)
        school.deliver()

    assert before == []
    assert [until for _, until in certificates(applicant)] == ["2027-11-22"]


def test_news_of_the_pass_that_comes_after_the_news_of_the_number_gives_no_second_certificate(school: World) -> None:
    applicant = school.sign_in("周㛃")
    take(applicant)
    enlist(school, applicant)
    tell_numbered(school, applicant)

    school.deliver()

    assert len(certificates(applicant)) == 1


def test_a_pass_that_no_longer_holds_is_not_certified_with_the_number(school: World) -> None:
    applicant = school.sign_in("周㛃")
    take(applicant)
    school.deliver()
    school.clock.advance(days=366)
    applicant = school.sign_in("周㛃")
    enlist(school, applicant)
    tell_numbered(school, applicant)

    school.deliver()

    assert certificates(applicant) == []
