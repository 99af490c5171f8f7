"""Checking an identity number: microseconds each, good ones and spoilt ones.

The yardstick in the same run: the standard library's reading of the eight digits of the birth date alone.
"""

import statistics
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime

from shouwang.kernel.identity_number import IdentityNumberRefused, read_identity_number

ROUNDS, NUMBERS = 7, 2_000
BAR_US = 60.0
TODAY = date(2026, 11, 23)
SAMPLE = "11010519491231002X"  # the standard's own
KINDS = {
    "the standard's sample": SAMPLE,
    "typed wide and with spaces": "１１０１０５ 19491231 002x",
    "wrong check character": "110105194912310021",
    "not a date": "110105199002300021",
    "15 digits": "110105491231002",
}


def main() -> int:
    """Measure; 1 when the bar is missed."""
    yardstick = _us(lambda: datetime.strptime(SAMPLE[6:14] + "+0000", "%Y%m%d%z"))
    print(f"{'':<30}{'us each':>10}{'bar':>8}{'x the birth date by strptime':>32}")
    print(f"{'strptime of the birth date':<30}{yardstick:>10.1f}")
    worst = 0.0
    for what, text in KINDS.items():
        took = _us(lambda text=text: _check(text))
        worst = max(worst, took)
        print(f"{what:<30}{took:>10.1f}{f'<= {BAR_US:.0f}':>8}{took / yardstick:>32.1f}")
    return int(worst > BAR_US)


def _check(text: str) -> None:
    with suppress(IdentityNumberRefused):
        read_identity_number(text, TODAY)


def _us(act: Callable[[], object]) -> float:
    return statistics.median(_round(act) for _ in range(ROUNDS))


def _round(act: Callable[[], object]) -> float:
    began = time.process_time()
    for _ in range(NUMBERS):
        act()
    return (time.process_time() - began) / NUMBERS * 1e6


if __name__ == "__main__":
    sys.exit(main())
