"""Item statistics of questions, from counts that grow with each attempt.

Facility is the mean of the mark over its maximum, SD divides by n - 1, discrimination index is 100 cov(item, rest) /
sqrt(var(item) var(rest)) with rest = total - item, discriminative efficiency is 100 cov / cov_max, cov_max from both lists
sorted. Source: domain-rules 4.2, after Moodle's calculator.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from math import sqrt

import msgspec
from msgspec.structs import replace

from shouwang.training.models import CHOICES, Attempt, ItemStatistics, OptionShare, Question, Result, Tally
from shouwang.training.rules.grading import as_options, exact, mark

# Source: domain-rules 4.2 (flags)
ENOUGH = 30
TOO_HARD, TOO_EASY, TOO_BLUNT = Fraction(1, 5), Fraction(19, 20), 20.0


class Contribution(msgspec.Struct, frozen=True):
    """What one attempt tells of one question."""

    question_id: str
    got: Fraction
    rest: Fraction
    chosen: tuple[int, ...]


def contributions(attempt: Attempt, result: Result) -> tuple[Contribution, ...]:
    """What a graded attempt tells of each of its questions. The marks are made anew, exactly."""
    texts = result.texts or ("",) * len(attempt.drawn)
    own = [as_options(drawn, shown) for drawn, shown in zip(attempt.drawn, result.answers, strict=True)]
    got = [
        exact(drawn.points) * mark(drawn, chosen, text)
        for drawn, chosen, text in zip(attempt.drawn, own, texts, strict=True)
    ]
    total = sum(got, Fraction(0))
    return tuple(
        Contribution(drawn.question_id, points, total - points, chosen if drawn.kind in CHOICES else ())
        for drawn, points, chosen in zip(attempt.drawn, got, own, strict=True)
    )


def counted(tally: Tally, told: Contribution, times: int = 1) -> Tally:
    """A tally with one contribution more, or one fewer."""
    pairs = Counter({(got, rest): n for got, rest, n in tally.pairs})
    pairs[str(told.got), str(told.rest)] += times
    chosen = Counter(dict(tally.chosen))
    for option in told.chosen:
        chosen[option] += times
    return replace(
        tally,
        pairs=tuple((got, rest, n) for (got, rest), n in sorted(pairs.items()) if n),
        chosen=tuple((option, n) for option, n in sorted(chosen.items()) if n),
        blank=tally.blank + (times if not told.chosen else 0),
        version=tally.version + 1,
    )


def joined(tallies: Iterable[Tally]) -> Tally:
    """Several tallies of one question as one."""
    pairs: Counter[tuple[str, str]] = Counter()
    chosen: Counter[int] = Counter()
    blank = 0
    for tally in tallies:
        for got, rest, n in tally.pairs:
            pairs[got, rest] += n
        chosen.update(dict(tally.chosen))
        blank += tally.blank
    return Tally(tuple((got, rest, n) for (got, rest), n in pairs.items()), tuple(chosen.items()), blank)


def item_statistics(question: Question, tally: Tally) -> ItemStatistics:
    """The statistics of a question."""
    pairs = [(Fraction(got), Fraction(rest), n) for got, rest, n in tally.pairs]
    answers = sum(n for _, _, n in pairs)
    options = _options(question, tally)
    if not answers:
        return ItemStatistics(question.question_id, 0, None, None, None, None, options, ())
    most = exact(question.points)
    facility = sum((got * n for got, _, n in pairs), Fraction(0)) / answers / most
    spread = _Spread.of(pairs, answers) if answers > 1 else None
    discrimination = spread.discrimination if spread else None
    return ItemStatistics(
        question_id=question.question_id,
        answers=answers,
        facility=float(facility),
        sd=sqrt(spread.item) / float(most) if spread else None,
        discrimination=discrimination,
        efficiency=spread.efficiency if spread else None,
        options=options,
        flags=tuple(_flags(answers, facility, discrimination, options)),
    )


class _Spread(msgspec.Struct, frozen=True):
    """Variances and covariances, exact."""

    item: Fraction
    rest: Fraction
    both: Fraction
    most: Fraction

    @classmethod
    def of(cls, pairs: Sequence[tuple[Fraction, Fraction, int]], answers: int) -> "_Spread":
        sum_item = sum(got * n for got, _, n in pairs)
        sum_rest = sum(rest * n for _, rest, n in pairs)

        def cov(products: Fraction | int, first: Fraction | int, second: Fraction | int) -> Fraction:
            return (Fraction(products) - Fraction(first) * second / answers) / (answers - 1)

        return cls(
            item=cov(sum(got * got * n for got, _, n in pairs), sum_item, sum_item),
            rest=cov(sum(rest * rest * n for _, rest, n in pairs), sum_rest, sum_rest),
            both=cov(sum(got * rest * n for got, rest, n in pairs), sum_item, sum_rest),
            most=cov(sum(got * rest * n for got, rest, n in _sorted_together(pairs)), sum_item, sum_rest),
        )

    @property
    def discrimination(self) -> float | None:
        """The discrimination index; None without any variance."""
        product = self.item * self.rest
        return 100 * float(self.both) / sqrt(product) if product else None

    @property
    def efficiency(self) -> float | None:
        """The discriminative efficiency; None where no order could discriminate."""
        return float(100 * self.both / self.most) if self.most else None


def _sorted_together(pairs: Sequence[tuple[Fraction, Fraction, int]]) -> Iterator[tuple[Fraction, Fraction, int]]:
    """Both lists sorted ascending and paired anew, as counts."""
    items = sorted((got, n) for got, _, n in pairs)
    rests = sorted((rest, n) for _, rest, n in pairs)
    here = there = 0
    left, right = items[0][1], rests[0][1]
    while here < len(items):
        both = min(left, right)
        yield items[here][0], rests[there][0], both
        left, right = left - both, right - both
        if not left:
            here += 1
            left = items[here][1] if here < len(items) else 0
        if not right:
            there += 1
            right = rests[there][1] if there < len(rests) else 0


def _options(question: Question, tally: Tally) -> tuple[OptionShare, ...]:
    if question.kind not in CHOICES:
        return ()
    chosen = dict(tally.chosen)
    return tuple(OptionShare(n, chosen.get(n, 0), n in question.key) for n in range(len(question.options)))


def _flags(
    answers: int, facility: Fraction, discrimination: float | None, options: Sequence[OptionShare]
) -> Iterator[str]:
    """What makes a question worth a look, in words; nothing before enough have answered."""
    if answers < ENOUGH:
        return
    if facility < TOO_HARD:
        yield "太难：答对的不到两成"
    if facility > TOO_EASY:
        yield "太容易：几乎人人答对"
    if discrimination is not None and discrimination < TOO_BLUNT:
        yield "分不出会的和不会的"
    wrong = [option for option in options if not option.right]
    if any(option.chosen == 0 for option in wrong):
        yield "有干扰项没有人选"
    right = min((option.chosen for option in options if option.right), default=0)
    if wrong and max(option.chosen for option in wrong) > right:
        yield "选错的比选对的多，答案可能有误"
