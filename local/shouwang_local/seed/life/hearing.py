"""What somebody has to rule: a dispute over points, two complaints; and thanks between volunteers."""

from urllib.parse import quote

from shouwang_local.seed.life.cast import NIGHT_MARKET, squads
from shouwang_local.seed.life.telling import Telling

_PRAISES = ((3, 4, "风雨不误"), (4, 3, "说话和气"), (5, 3, "帮了大忙"), (6, 3, "巡得仔细"), (7, 5, "带得耐心"))
_COMPLAINTS = (
    (7, 9, "上个月的时长", "上个月有一晚上巡了四个小时，只记了两个小时，问了两次没有人答复。"),
    (8, 1, "说话不客气", "昨天晚上有一位队员劝离摆摊的，声音很大，把孩子吓哭了，希望提醒一下。"),
)


def tell(telling: Telling) -> None:
    """The whole chapter."""
    numbers = squads(telling.at)[NIGHT_MARKET].people_numbers
    _dispute(telling, numbers[1])
    for who, days, about, text in _COMPLAINTS:
        telling.back(days=days)
        telling.post(numbers[who], "/v1/complaints", {"about": about, "text": text})
    for giver, taker, words in _PRAISES:
        telling.back(hours=9)
        telling.post(numbers[giver], "/v1/praise", {"volunteer_number": numbers[taker], "words": words})


def _dispute(telling: Telling, number: str) -> None:
    """Somebody whose points of a night were entered says that they are too few."""
    telling.back(days=5)
    telling.deliver([number])
    telling.back(days=3)
    entry = telling.get(number, "/v1/me/points")["items"][0]["entry_id"]
    asked = {"text": "那天替人顶了班，多巡了一个小时，班长知道，积分少记了"}
    telling.post(number, f"/v1/me/points/{quote(entry, safe='')}/dispute", asked)
