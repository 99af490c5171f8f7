"""Who asks: roles held over parts of the force, as the session item carries them."""

from datetime import date, datetime
from enum import StrEnum

import msgspec
from msgspec.structs import replace

from shouwang.kernel.mentions import mention


class Role(StrEnum):
    """What a person may do; held over a subtree of units. Source: issue of the first way, design section 2."""

    APPLICANT = "applicant"  # 报名人
    VOLUNTEER = "volunteer"  # 义警
    RECRUITER = "recruiter"  # 招录
    POLITICAL_CHECKER = "political_checker"  # 政审
    SQUADRON_LEADER = "squadron_leader"  # 中队长
    BRIGADE_LEADER = "brigade_leader"  # 大队长
    COMMANDER = "commander"  # 支队
    TRAINER = "trainer"  # 教官
    AUDITOR = "auditor"  # 审计
    ADMINISTRATOR = "administrator"  # 管理员


class Status(StrEnum):
    """Where a volunteer stands in the force 在队状态."""

    ACTIVE = "active"  # 在队
    ON_LEAVE = "on_leave"  # 请假
    SUSPENDED = "suspended"  # 停勤
    LEFT = "left"  # 离队


STAFF = frozenset(Role) - {Role.APPLICANT, Role.VOLUNTEER}
LEADERS = frozenset({Role.SQUADRON_LEADER, Role.BRIGADE_LEADER, Role.COMMANDER})


class Grant(msgspec.Struct, frozen=True):
    """A role over a unit and all below it, from one day to another when it is held by a post.

    Shapes: unit_path as `D1/B02/S05`, from the detachment down; both days count.
    """

    role: Role
    unit_path: str
    from_on: date | None = None
    until_on: date | None = None

    def counts_on(self, day: date) -> bool:
        """Whether the role is held on that day."""
        return (self.from_on is None or self.from_on <= day) and (self.until_on is None or day <= self.until_on)


class Held(msgspec.Struct, frozen=True):
    """What a person holds here 身份: the roles, and the place in the force. Identity keeps it, the roster changes it."""

    grants: tuple[Grant, ...] = ()
    name: str = ""
    volunteer_number: str | None = None
    unit_path: str | None = None
    status: Status | None = None  # None for who is no volunteer
    cover_until: date | None = None


SYSTEM = "system"  # the person_id of what the house does by rule, at night


class Actor(msgspec.Struct, frozen=True):
    """The person behind a request, as the session item says; one GetItem tells it all."""

    person_id: str
    session_id: str
    grants: tuple[Grant, ...] = ()
    name: str = ""
    volunteer_number: str | None = None
    unit_path: str | None = None
    consents: tuple[str, ...] = msgspec.field(default=())  # purposes agreed to, at the notice versions in force
    cover_until: date | None = None  # the last day of the accident insurance
    signed_in_at: datetime | None = None
    status: Status | None = None  # None for who is no volunteer
    proved_at: datetime | None = None  # when this session last proved who it is; kernel.fresh says what that is worth

    @property
    def roles(self) -> frozenset[Role]:
        """Every role held anywhere."""
        return frozenset(grant.role for grant in self.grants)

    @property
    def mention(self) -> str:
        """What stands for this person in a text that others read or that is never changed; nothing for who has no name.

        The house itself is no person: its name stands as it is.
        """
        if self.person_id == SYSTEM:
            return self.name
        return mention(self.person_id) if self.name else ""

    def as_of(self, day: date) -> "Actor":
        """The actor with the roles that count on a day: a post ends by itself."""
        if all(grant.counts_on(day) for grant in self.grants):
            return self
        return replace(self, grants=tuple(grant for grant in self.grants if grant.counts_on(day)))

    def covers(self, unit_path: str, *roles: Role) -> bool:
        """Whether one of these roles is held over that unit or one above it."""
        return any(g.role in roles and within(unit_path, g.unit_path) for g in self.grants)

    def scopes(self, *roles: Role) -> tuple[str, ...]:
        """The unit paths over which one of these roles is held, widest first."""
        return tuple(sorted({g.unit_path for g in self.grants if g.role in roles}, key=lambda path: (len(path), path)))


def within(unit_path: str, top: str) -> bool:
    """Whether a unit is `top` or below it in the tree."""
    return unit_path == top or unit_path.startswith(top + "/")
