"""What honours holds of a person 个人数据."""

from collections.abc import Callable, Iterable
from typing import Any

from msgspec.structs import replace

from shouwang.honours.models import Award, Inscription
from shouwang.honours.models.stars import StarState
from shouwang.honours.rules import photo_key
from shouwang.honours.store import AwardRow, CardRow, PraiseRow, TaskRow
from shouwang.honours.store.medals import DoubtRow, LookRow
from shouwang.honours.store.stars import StarObjectionRow, StarRow
from shouwang.honours.store.wordings import WordingRow
from shouwang.honours.store.yearly import CandidateRow, DeskObjectionRow
from shouwang.kernel.mask import ERASED
from shouwang.platform.dynamo import Table
from shouwang.platform.personal import Holding, indexed, kept, one, own

_WHY = "证书编号和凭证继续有效，谁拿着验证码都能核验，上面不再有姓名"


def holdings(pictures: Callable[[], Any]) -> tuple[Holding, ...]:
    """Every table of honours that holds a person. The kept pictures of an award go, for they show the name."""
    return (*_awarded(pictures), *_owned(), *_yearly(), *_stars(), *_praised())


def _awarded(pictures: Callable[[], Any]) -> tuple[Holding, ...]:
    """What was given, and is checked by strangers for ever."""

    def files(row: Any) -> Iterable[str]:
        keys: list[str] = pictures().keys_of(row.value(Award))
        return keys

    inner, nowhere = (
        frozenset({"status_index", "awarded_by", "month", "place"}),
        {"name": ERASED, "top": None, "place": None},
    )
    awards = indexed(AwardRow.by_person)
    return (
        kept(AwardRow, "荣誉", awards, _WHY, emptied={"inscription": _nameless}, hide=inner, files=files),
        Holding(WordingRow, "写给你的表扬", indexed(WordingRow.by_person), hide=frozenset({"by", "top", "place"})),
        kept(DoubtRow, "存疑的奖章", _doubts, _WHY, emptied=nowhere, hide=frozenset({"top", "place"})),
        kept(LookRow, "", one(LookRow), "奖章核对过几次，没有姓名"),
    )


def _owned() -> tuple[Holding, ...]:
    """What is there for the person alone."""
    return (
        Holding(CardRow, "义警证", one(CardRow), files=lambda row: [photo_key(row.person_id)]),
        Holding(TaskRow, "等人办的荣誉", indexed(TaskRow.by_person), hide=frozenset({"asked_by", "top", "place"})),
    )


def _yearly() -> tuple[Holding, ...]:
    """The year's choice."""
    candidates, objections = indexed(CandidateRow.by_person), indexed(DeskObjectionRow.by_person)
    nameless, by = {"name": ERASED, "why": ""}, frozenset({"nominated_by"})
    why_kept, ruler = "异议怎么定的要留存，不再有你写的话", frozenset({"ruled_by"})
    return (
        kept(CandidateRow, "年度评选候选", candidates, "评选的经过要留存，不再有姓名", emptied=nameless, hide=by),
        kept(DeskObjectionRow, "对评选提的异议", objections, why_kept, emptied={"text": ""}, hide=ruler),
    )


def _stars() -> tuple[Holding, ...]:
    """Stars, and objections to them: by the person, and about the person."""
    rows, hidden = StarObjectionRow, frozenset({"ruled_by", "top", "place", "expiry_shard"})
    told, own_words = "异议怎么定的要留存，不再有说到本人的话", "异议怎么定的要留存，不再有你的姓名和你写的话"
    about = {"text": "", "ruling": "", "top": None, "place": None}
    star = {"name": ERASED, "reason": "", "state": _unshown, "top": None, "place": None}
    by_person, stars = indexed(rows.by_person), indexed(StarRow.by_person)
    return (
        kept(rows, "", _about, told, emptied=about),
        kept(rows, "对星级提的异议", by_person, own_words, emptied={"name": ERASED, "text": ""}, hide=hidden),
        kept(StarRow, "星级", stars, _WHY, emptied=star, hide=frozenset({"top", "place"})),
    )


def _praised() -> tuple[Holding, ...]:
    """Praise, both ways."""
    given, why = indexed(PraiseRow.by_giver), "对方还看得到收到过赞，不再有你的姓名"
    hide = frozenset({"person_id"})
    return (
        Holding(PraiseRow, "收到的点赞", own(PraiseRow), hide=frozenset({"from_person_id"})),
        kept(PraiseRow, "送出的点赞", given, why, emptied={"from_name": ERASED}, hide=hide),
    )


def _doubts(person_id: str) -> Iterable[Table]:
    """What is in doubt of the person's awards. Once the person is gone nobody has to settle it."""
    for award in AwardRow.by_person.query(person_id):
        row = DoubtRow.fetch(award.award_id)
        if row is not None:
            yield row


def _about(person_id: str) -> Iterable[Table]:
    """Objections to the person's stars: what they say of the person is the person's, who says it is not."""
    for star in StarRow.by_person.query(person_id):
        yield from StarObjectionRow.query(star.star_id)


def _unshown(row: Any) -> StarState:
    """Nothing of a person who is gone stays in publicity."""
    state: StarState = row.state
    return StarState.LAPSED if state is StarState.PUBLICITY else state


def _nameless(row: Any) -> Inscription:
    written: Inscription = row.inscription
    return replace(written, name=ERASED, body=written.body.replace(written.name, ERASED))
