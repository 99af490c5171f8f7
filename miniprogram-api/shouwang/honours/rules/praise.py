"""Praise: which words, and how often."""

from shouwang.kernel.problem import Fault, Invalid, Problem

PRAISES_A_DAY = 3  # Source: issue of assessment ("a few a day")
PRAISE_WORDS = ("巡得仔细", "帮了大忙", "说话和气", "风雨不误", "带得耐心")


class PraisedToday(Problem):
    """One praise a day for the same person."""

    slug, title, status = "praised-today", "今天已经给这位队员点过赞了", 409


class PraisesSpent(Problem):
    """A praise is worth something because there are few."""

    slug, title, status = "praises-spent", f"一天最多点 {PRAISES_A_DAY} 个赞，明天再来", 409


def require_praise_words(words: str) -> str:
    """One of the words that praise can be. Raises: Invalid."""
    if words not in PRAISE_WORDS:
        raise Invalid(faults=[Fault("/words", f"从这几句里选：{'，'.join(PRAISE_WORDS)}")])
    return words
