"""A star in publicity, certificates by hand, and a ceremony for a few."""

from dataclasses import replace
from datetime import timedelta

from shouwang.kernel.clock import SHANGHAI
from shouwang_local.seed.life.cast import NIGHT_MARKET, squads
from shouwang_local.seed.life.telling import Telling

_NIGHTS, _MINUTES = 17, 356  # 100 hours and a little, within the six hours that a duty can have
_WORKING_DAYS = 5
_CEREMONY = {
    "kind": "certificate",
    "title": "夜市安保先进个人",
    "body": "在夜市安保中坚守岗位、表现突出，被评为“夜市安保先进个人”。\n特发此证，以资鼓励。",
}


def propose_star(telling: Telling) -> None:
    """Seventeen long nights of one person, whose star then hangs out for five working days."""
    squad = squads(telling.at)[NIGHT_MARKET]
    number = squad.people_numbers[18]
    for n in range(_NIGHTS):
        day = (telling.at - timedelta(days=3 + 2 * (_NIGHTS - n))).astimezone(SHANGHAI)
        begins_at = day.replace(hour=17, minute=n % 5, second=0, microsecond=0)
        telling.serve(number, squad.point, begins_at, _MINUTES)
    telling.back(hours=30)
    _publicity(telling, _WORKING_DAYS)
    telling.deliver([number])
    _publicity(telling, 0)  # nobody who tries the demo waits a week for a number


def _publicity(telling: Telling, days: int) -> None:
    """The administrator sets how long things hang out."""
    roster = telling.told.roster
    seen = roster.ground.look()
    roster.keep_force(telling.actor("administrator-1"), seen.version, replace(seen.force, publicity_days=days))


def tell(telling: Telling) -> None:
    """A certificate of the leader's hand, and a ceremony that the jobs process draws."""
    squad = squads(telling.at)[NIGHT_MARKET]
    telling.back(hours=4)
    given = {
        "volunteer_number": squad.people_numbers[3],
        "kind": "certificate",
        "title": "月度优秀义警",
        "body": "本月到岗及时、处置得当，被评为“月度优秀义警”。\n特发此证，以资鼓励。",
    }
    telling.post(squad.leader, "/v1/honours", given)
    asked = {**_CEREMONY, "volunteer_numbers": list(squad.people_numbers[4:7])}
    telling.post("commander", "/v1/ceremonies", asked)
