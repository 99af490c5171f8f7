"""Honours as the pages show them: a certificate by hand, a commendation, medals by rule."""

from msgspec.structs import replace

from shouwang.honours.rules.stars import STARS, propose
from shouwang.honours.service import Holders
from shouwang.honours.store.stars import keep_star, star_id
from shouwang.platform.dynamo import commit
from tests.integration.roster.force import enlist
from tests.world import Person, World

NUMBER = "01-01-0001"
BODY = "在二〇二六年度义务巡防工作中表现突出，特发此证，以资鼓励。"


def certified(world: World, leader: Person) -> tuple[Person, str]:
    """张队员 gets a certificate from a leader; who, and the award's id."""
    member = enlist(world, "张队员", 1)
    asked = {"volunteer_number": NUMBER, "kind": "certificate", "title": "年度优秀义警", "body": BODY}
    return member, leader.post("/v1/honours", asked).json["award_id"]


def commended(world: World, leader: Person, title: str = "雨夜找回走失老人") -> None:
    """And a commendation, whose words pass."""
    body = "六月的雨夜里沿江找了两个小时，把走失的老人送回家。"
    asked = {"volunteer_number": NUMBER, "title": title, "body": body}
    assert leader.post("/v1/commendations", asked).status_code == 202
    world.deliver()


def shown_star(world: World) -> tuple[Person, str]:
    """张队员's first star stands in publicity for five working days; who, and the star's id."""
    member, house = enlist(world, "张队员", 1), world.house
    holder = Holders(house.roster).by_number(NUMBER)
    five_days = replace(house.roster.force(), publicity_days=5)
    shown = star_id(member.person_id, "star-1")
    star = propose(None, shown, STARS["star-1"], holder, 6135, world.clock(), five_days)
    commit(keep_star(star, None))
    return member, shown


def objected(world: World, shown: str, name: str = "王队员", sequence: int = 2) -> Person:
    """Another member objects to it."""
    other = enlist(world, name, sequence)
    assert other.post(f"/v1/stars/{shown}/objections", {"text": "他那几天不在，打卡是别人代打的"}).status_code == 204
    return other
