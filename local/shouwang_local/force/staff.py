"""Staff of the demo force: somebody for every role, and the posts 支队长 政委 大队长 教导员 中队长 指导员."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

from shouwang.kernel.actor import Role
from shouwang_local.force.draw import SEED, stream
from shouwang_local.force.people import Person, PhoneRange, Register, volunteers
from shouwang_local.force.units import Unit, brigades, detachment, squadrons


@dataclass(frozen=True, slots=True)
class Staff:
    """One of the staff; `key` names the login in the WeChat simulator, `number` is held by who is a volunteer too."""

    key: str
    role: Role | None
    post: str
    unit_path: str
    person: Person
    number: str | None = None


@dataclass(frozen=True, slots=True)
class _Seat:
    key: str
    role: Role | None
    post: str
    name: str | None = None


# Two administrators, because granting a post needs a second person. A 指导员 holds a post and no role.
_HEADQUARTERS = (
    _Seat("commander", Role.COMMANDER, "支队长", "李守成"),
    _Seat("commissar", Role.COMMANDER, "政委", "顾长河"),
    _Seat("recruiter-1", Role.RECRUITER, "招录专员", "王静澜"),
    _Seat("recruiter-2", Role.RECRUITER, "招录专员", "孟归程"),
    _Seat("political-checker-1", Role.POLITICAL_CHECKER, "政审专员", "裴知远"),
    _Seat("political-checker-2", Role.POLITICAL_CHECKER, "政审专员", "温秋石"),
    _Seat("trainer-1", Role.TRAINER, "教官", "韩星野"),
    _Seat("trainer-2", Role.TRAINER, "教官", "叶怀瑾"),
    _Seat("auditor", Role.AUDITOR, "审计", "方既明"),
    _Seat("administrator-1", Role.ADMINISTRATOR, "系统管理", "戚如岚"),
    _Seat("administrator-2", Role.ADMINISTRATOR, "系统管理", "尹思齐"),
)


@cache
def staff(today: date, seed: str = SEED) -> tuple[Staff, ...]:
    """Headquarters, then each brigade's 大队长 and 教导员, then each squadron's 中队长 and 指导员."""
    register = Register(stream(seed, "staff"), PhoneRange.STAFF)
    headquarters = (_seated(register, detachment(), seat, brigades()[0]) for seat in _HEADQUARTERS)
    return (*headquarters, *_brigade_staff(register), *_squadron_staff(register, today, seed))


def _seated(register: Register, unit: Unit, seat: _Seat, lives_in: Unit) -> Staff:
    return Staff(seat.key, seat.role, seat.post, unit.path, register.person(lives_in, seat.name))


def _brigade_staff(register: Register) -> Iterator[Staff]:
    for brigade in brigades():
        leader = _Seat(f"brigade-leader-{brigade.code}", Role.BRIGADE_LEADER, "大队长")
        instructor = _Seat(f"brigade-instructor-{brigade.code}", Role.BRIGADE_LEADER, "教导员")
        yield _seated(register, brigade, leader, brigade)
        yield _seated(register, brigade, instructor, brigade)


def _squadron_staff(register: Register, today: date, seed: str) -> Iterator[Staff]:
    first = {volunteer.squadron_code: volunteer for volunteer in volunteers(today, seed) if volunteer.sequence == 1}
    for squadron in squadrons():
        leader, key = first[squadron.code], f"squadron-leader-{squadron.code}"
        yield Staff(key, Role.SQUADRON_LEADER, "中队长", squadron.path, leader.person, leader.number)
        yield _seated(register, squadron, _Seat(f"squadron-instructor-{squadron.code}", None, "指导员"), squadron)
