"""Duties of the last weeks: two people of every squadron in this month and the one before, and a week of the night market."""

from datetime import datetime, timedelta

from shouwang.kernel.clock import SHANGHAI
from shouwang_local.seed.life.cast import NIGHT_MARKET, Squad, squads
from shouwang_local.seed.life.telling import Telling

_DAYS_AGO = ((38, 9), (17,))  # of the first and of the second person of a squadron
_REPORTS = (
    ("劝开两起口角，扶一位喝多的大叔上了出租车。", {"disputes_mediated": 2}),
    ("巷口路灯坏了一盏，拍了照报给社区。", {"hazards_found": 1}),
    ("帮一位老人找到家人，一起送上公交。", {"people_helped": 1}),
)


def tell(telling: Telling) -> None:
    """The whole chapter."""
    for place, squad in enumerate(squads(telling.at).values()):
        for member, days in zip(squad.people[1:3], _DAYS_AGO, strict=True):
            for n, ago in enumerate(days):
                begins_at = _evening(telling.at, ago, minute=(place * 7 + n * 11) % 50)
                telling.serve(member.number, squad.point, begins_at, 120 + (place * 17 + n * 23) % 90)
    _reports(telling, squads(telling.at)[NIGHT_MARKET])


def _reports(telling: Telling, squad: Squad) -> None:
    """Three duties of the last days, each with a report that waits for the leader's mark."""
    for n, (member, (text, counts)) in enumerate(zip(squad.people[3:6], _REPORTS, strict=True)):
        session = telling.serve(member.number, squad.point, _evening(telling.at, 1 + n % 2, minute=n * 9), 170 + n * 12)
        telling.past.at += timedelta(minutes=30)
        written = {"text": text, "duty_type": squad.duty_type, "counts": counts}
        telling.post(member.number, f"/v1/duty/sessions/{session}/report", written)


def _evening(at: datetime, days_ago: int, minute: int) -> datetime:
    """19:00 and some minutes, so many days ago, and over before the present of the story."""
    day = at.astimezone(SHANGHAI) - timedelta(days=days_ago)
    return day.replace(hour=15 if days_ago == 1 else 19, minute=minute, second=0, microsecond=0)
