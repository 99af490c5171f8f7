"""What honours holds of a person 个人数据."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

from shouwang.honours.models import Award, Inscription
from shouwang.honours.rules import photo_key
from shouwang.honours.store import AwardRow, CardRow, PraiseRow, TaskRow
from shouwang.honours.store.medals import DoubtRow, LookRow
from shouwang.honours.store.wordings import WordingRow
from shouwang.honours.store.yearly import CandidateRow, DeskObjectionRow
from shouwang.kernel.mask import ERASED
from shouwang.platform.dynamo import Table
from shouwang.platform.personal import Fate, Holding, indexed, one, own

_WHY = "证书编号和凭证继续有效，谁拿着验证码都能核验，上面不再有姓名"


def holdings(pictures: Callable[[], Any]) -> tuple[Holding, ...]:
    """Every table of honours that holds a person. The kept pictures of an award go, for they show the name."""

    def kept_pictures(row: Any) -> Iterable[str]:
        keys: list[str] = pictures().keys_of(row.value(Award))
        return keys

    return (
        Holding(
            AwardRow,
            "荣誉",
            indexed(AwardRow.by_person),
            Fate.KEPT,
            _WHY,
            emptied={"inscription": _nameless},
            hide=frozenset({"status_index", "awarded_by"}),
            files=kept_pictures,
        ),
        Holding(WordingRow, "写给你的表扬", indexed(WordingRow.by_person), hide=frozenset({"by", "top", "place"})),
        Holding(
            DoubtRow,
            "存疑的奖章",
            _doubts,
            Fate.KEPT,
            _WHY,
            emptied={"name": ERASED, "top": None, "place": None},
            hide=frozenset({"top", "place"}),
        ),
        Holding(LookRow, "", one(LookRow), Fate.KEPT, "奖章核对过几次，没有姓名"),
        Holding(CardRow, "义警证", one(CardRow), files=lambda row: [photo_key(row.person_id)]),
        Holding(TaskRow, "等人办的荣誉", indexed(TaskRow.by_person), hide=frozenset({"asked_by", "top", "place"})),
        Holding(
            CandidateRow,
            "年度评选候选",
            indexed(CandidateRow.by_person),
            Fate.KEPT,
            "评选的经过要留存，不再有姓名",
            emptied={"name": ERASED, "why": ""},
            hide=frozenset({"nominated_by"}),
        ),
        Holding(
            DeskObjectionRow,
            "对评选提的异议",
            indexed(DeskObjectionRow.by_person),
            Fate.KEPT,
            "异议怎么定的要留存，不再有你写的话",
            emptied={"text": ""},
            hide=frozenset({"ruled_by"}),
        ),
        Holding(PraiseRow, "收到的点赞", own(PraiseRow), hide=frozenset({"from_person_id"})),
        Holding(
            PraiseRow,
            "送出的点赞",
            indexed(PraiseRow.by_giver),
            Fate.KEPT,
            "对方还看得到收到过赞，不再有你的姓名",
            emptied={"from_name": ERASED},
            hide=frozenset({"person_id"}),
        ),
    )


def _doubts(person_id: str) -> Iterable[Table]:
    """What is in doubt of the person's awards. Once the person is gone nobody has to settle it."""
    for award in AwardRow.by_person.query(person_id):
        row = DoubtRow.fetch(award.award_id)
        if row is not None:
            yield row


def _nameless(row: Any) -> Inscription:
    written: Inscription = row.inscription
    return replace(written, name=ERASED)
