"""An act names what was seen: a decision on something that changed since is refused in words that say what changed."""

from datetime import timedelta

import pytest
from msgspec.structs import replace

from shouwang.duty.models import CheckIn, Clearance, Correction, FenceDecision, Lane, Verdict, Way, Word
from shouwang.duty.rules import corrections, reviewing
from shouwang.kernel.problem import Stale
from tests.unit.duty.cast import EVENING

CHECK_IN = CheckIn(
    "C1", "P1", "D1", Way.IN, Lane.LIVE, "042", EVENING, EVENING,
    FenceDecision(Verdict.UNCERTAIN, "说不准"), Clearance.PENDING, photos=("a.jpg",),
)  # fmt: skip
ASKED = Correction(
    "K1", "P1", "D1", "张队员", "01-01-0002", "042", "S1", "2026-11", EVENING, EVENING + timedelta(hours=2),
    "忘了", "", EVENING, 120, version=3,
)  # fmt: skip


@pytest.mark.parametrize(("check_in", "seen"), [(CHECK_IN, 1), (CHECK_IN, None), (None, 2)])
def test_a_decision_on_every_photo_passes(check_in, seen):
    reviewing.require_seen(check_in, seen)


def test_a_photo_more_than_was_seen_is_looked_at_first():
    with pytest.raises(Stale) as refused:
        reviewing.require_seen(CHECK_IN, 0)

    assert refused.value.detail == "刚又来了一张现场照，看过再判；你写的还在"


@pytest.mark.parametrize(("one", "version"), [(ASKED, 3), (ASKED, None), (None, 2)])
def test_a_word_on_the_version_that_stands_passes(one, version):
    corrections.require_seen(one, version)


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ((), "本人刚改过这一条"),
        ((Word("L1", "李队长", accept=True, reason="属实", at=EVENING),), "李队长刚判了「通过」"),
        ((Word("L1", "李队长", accept=False, reason="不符", at=EVENING),), "李队长刚判了「不通过」"),
    ],
)
def test_a_stale_word_is_told_who_said_what(words, says):
    with pytest.raises(Stale) as refused:
        corrections.require_seen(replace(ASKED, words=words), 2)

    assert refused.value.detail == f"{says}，你的没有提交；写的备注还在"
