"""People of the demo force: persons that cannot exist, and the 1,500 volunteers 义警 among them.

Their identity numbers carry birth years 1850-1899 and their phones a range that no operator has, so that nothing
here can be anybody's. The demo force therefore sets its age limit to 18-200 instead of 18-65.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cache
from random import Random

from shouwang_local.force.draw import SEED, some, stream
from shouwang_local.force.names import name
from shouwang_local.force.units import Unit, squadrons

AGE_LIMITS = (18, 200)
VOLUNTEERS = 1_500

# A province that exists and a county that never did: only the province is judged. Source: domain-rules 3.2.
REGION = "439900"
_FIRST_BIRTH, _LAST_BIRTH = date(1850, 1, 1), date(1899, 12, 31)
# Weights and check characters of the 18-digit number. Source: GB 11643-1999, ISO 7064 MOD 11-2.
_WEIGHTS = tuple(2**place % 11 for place in range(17, 0, -1))
_CHECK = "10X98765432"

POLITICAL_STATUSES = {"群众": 55, "中共党员": 22, "共青团员": 18, "民盟盟员": 3, "无党派人士": 2}  # out of a hundred
OCCUPATIONS = (
    "个体经营", "外卖骑手", "出租车司机", "社区工作者", "退休教师", "企业职员", "保安员", "快递员", "商场管理员",
    "物业管理", "退役军人", "医院护士", "中学教师", "律师", "渔民转产", "货运司机", "电工", "退休工人", "大学生", "厨师",
)  # fmt: skip
SKILLS = (
    "急救员证", "驾驶 C1", "驾驶 B2", "水上救生", "无人机", "手语", "英语",
    "法律", "调解", "摄影", "电工", "计算机", "心理疏导", "方言",
)  # fmt: skip


class PhoneRange(StrEnum):
    """Four digits that no operator has been given; each kind of people has its own. Source: domain-rules 3.2."""

    VOLUNTEERS = "1610"
    CONTACTS = "1615"
    STAFF = "1618"
    APPLICANTS = "1619"


@dataclass(frozen=True, slots=True)
class Person:
    """A person 人 as a form would hold them."""

    name: str
    identity_number: str
    phone: str
    community: str
    address: str
    occupation: str
    political_status: str
    emergency_name: str
    emergency_phone: str


@dataclass(frozen=True, slots=True)
class Volunteer:
    """A volunteer 义警 with the number 编号 given at joining. Units: weekly_hours promised."""

    number: str
    sequence: int
    squadron_code: str
    person: Person
    skills: tuple[str, ...]
    weekly_hours: int
    joined_on: date
    cover_until: date


class Register:
    """Hands out what must be unique within one kind of people: identity numbers and phones."""

    def __init__(self, random: Random, phones: PhoneRange) -> None:
        self.random = random
        self._phones = phones
        self._given: set[str] = set()

    def person(self, unit: Unit, known_name: str | None = None) -> Person:
        """One more person living on the ground of a unit."""
        random = self.random
        return Person(
            name=known_name or name(random),
            identity_number=self._fresh(_identity_number),
            phone=self._fresh(lambda draw: f"{self._phones}{draw.randrange(10**7):07d}"),
            community=random.choice(unit.communities),
            address=f"{random.randint(1, 42)} 栋 {random.randint(1, 6)}0{random.randint(1, 4)} 室",
            occupation=random.choice(OCCUPATIONS),
            political_status=random.choices([*POLITICAL_STATUSES], [*POLITICAL_STATUSES.values()])[0],
            emergency_name=name(random),
            emergency_phone=self._fresh(lambda draw: f"{PhoneRange.CONTACTS}{draw.randrange(10**7):07d}"),
        )

    def _fresh(self, draw: Callable[[Random], str]) -> str:
        while (value := draw(self.random)) in self._given:
            pass
        self._given.add(value)
        return value


def _identity_number(random: Random) -> str:
    days = (_LAST_BIRTH - _FIRST_BIRTH).days
    born_on = _FIRST_BIRTH + timedelta(days=random.randint(0, days))
    digits = f"{REGION}{born_on:%Y%m%d}{random.randint(1, 999):03d}"
    return digits + check_character(digits)


def check_character(digits: str) -> str:
    """The last character of an identity number from its first 17 digits."""
    return _CHECK[sum(int(digit) * weight for digit, weight in zip(digits, _WEIGHTS, strict=True)) % 11]


@cache
def volunteers(today: date, seed: str = SEED) -> tuple[Volunteer, ...]:
    """The 1,500 volunteers by squadron and sequence, who joined first being first; sequence 1 is the leader 中队长."""
    random = stream(seed, "volunteers")
    register = Register(random, PhoneRange.VOLUNTEERS)
    strengths = zip(squadrons(), _strengths(random), strict=True)
    return tuple(member for squadron, strength in strengths for member in _members(register, squadron, strength, today))


def _strengths(random: Random) -> list[int]:
    """How many each squadron has: pairs of neighbours differ by up to forty, the whole is exact."""
    share, left_over = divmod(VOLUNTEERS, len(squadrons()))
    counts = [share + (place < left_over) for place in range(len(squadrons()))]
    for place in range(0, len(counts) - 1, 2):
        moved = random.randint(-20, 20)
        counts[place] += moved
        counts[place + 1] -= moved
    return counts


def _members(register: Register, squadron: Unit, strength: int, today: date) -> Iterator[Volunteer]:
    random = register.random
    for sequence, days_ago in enumerate(sorted(random.choices(range(30, 1_600), k=strength), reverse=True), start=1):
        yield Volunteer(
            number=f"{squadron.number_prefix}-{sequence:04d}",
            sequence=sequence,
            squadron_code=squadron.code,
            person=register.person(squadron),
            skills=some(random, SKILLS, at_most=3),
            weekly_hours=random.choice((2, 3, 4, 4, 6, 8)),
            joined_on=today - timedelta(days=days_ago),
            cover_until=today + timedelta(days=random.randint(60, 365)),
        )
