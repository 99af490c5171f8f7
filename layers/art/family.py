"""The family of medals: a table. Kinds differ in outline, enamel and emblem; grades in metal.

Source of kinds and grades: reference domain-rules.md 5. Thresholds are the force's data; pictures are named for the
defaults.
"""

from __future__ import annotations

import math
from functools import partial

import emblems
from medal import MIDDLE, Medal, Plate
from metal import Colour
from outlines import Polygon, hollow_sides, lobes, reeded, star, sunburst, turned_square

IVORY: Colour = (240, 230, 206)
GREEN: Colour = (22, 104, 76)
DEEP_GREEN: Colour = (12, 66, 50)
NAVY: Colour = (26, 48, 110)
DEEP_NAVY: Colour = (14, 26, 66)
RED: Colour = (164, 24, 32)
DEEP_RED: Colour = (108, 10, 20)
STRAW: Colour = (232, 196, 104)
TEAL: Colour = (14, 104, 116)
DEEP_TEAL: Colour = (6, 62, 72)
FLAME: Colour = (206, 72, 24)
DEEP_FLAME: Colour = (132, 36, 10)
SKY: Colour = (40, 116, 184)
DEEP_SKY: Colour = (16, 60, 110)
VIOLET: Colour = (92, 56, 140)
DEEP_VIOLET: Colour = (58, 30, 96)
PLUM: Colour = (150, 34, 84)
DEEP_PLUM: Colour = (92, 12, 46)
GREY: Colour = (196, 200, 208)

GRADES = {1: "bronze", 2: "silver", 3: "gold"}


def _star(grade: int) -> Medal:
    points = {1: 8, 2: 10, 3: 12, 4: 14, 5: 16}[grade]
    metal = {1: "bronze", 2: "bronze", 3: "silver", 4: "silver", 5: "gold"}[grade]
    edge: Colour = {"bronze": (190, 118, 66), "silver": GREY, "gold": STRAW}[metal]
    return Medal(
        kind=f"star-{grade}",
        name="服务之星",
        metal=metal,
        enamel="night",
        ribbon=(NAVY, NAVY, edge, DEEP_NAVY, DEEP_NAVY) if grade < 5 else (STRAW, NAVY, NAVY, RED, RED),
        plates=(Plate(Polygon(sunburst(MIDDLE, 318, 352, 268, points)), facets=0.6),),
        emblem=partial(emblems.stars, grade),
    )


def _patrols(count: int, name: str, grade: int) -> Medal:
    return Medal(
        kind=f"patrols-{count}",
        name=name,
        metal=GRADES[grade],
        enamel="jade",
        ribbon=(DEEP_GREEN, GREEN, IVORY, GREEN, GREEN),
        plates=(Plate(hollow_sides(MIDDLE, 360, 8, 0.07), flutes=144),),
        emblem=partial(emblems.numeral, str(count), 196 if count < 100 else 158),
    )


def _call_out(count: int, name: str, grade: int) -> Medal:
    return Medal(
        kind=f"call-out-{count}",
        name=name,
        metal=GRADES[grade],
        enamel="vermilion",
        ribbon=(DEEP_FLAME, FLAME, FLAME, IVORY, DEEP_FLAME),
        plates=(
            Plate(Polygon(star(MIDDLE, 352, 300, 12, math.pi / 12)), facets=0.5),
            Plate(Polygon(star(MIDDLE, 340, 268, 6, math.pi / 6)), facets=0.5),
        ),
        emblem=emblems.bell,
    )


def _night_watch(kind: str, name: str, grade: int) -> Medal:
    edge: Colour = {1: (190, 118, 66), 2: GREY, 3: STRAW}[grade]
    return Medal(
        kind=kind,
        name=name,
        metal=GRADES[grade],
        enamel="violet",
        ribbon=(DEEP_VIOLET, VIOLET, edge, DEEP_VIOLET, DEEP_VIOLET),
        plates=(Plate(lobes(MIDDLE, 362, 8, 0.11)), Plate(lobes(MIDDLE, 338, 8, 0.10), flutes=160)),
        emblem=emblems.moon,
    )


def _training(kind: str, name: str, grade: int) -> Medal:
    return Medal(
        kind=kind,
        name=name,
        metal=GRADES[grade],
        enamel="azure",
        ribbon=(SKY, SKY, IVORY, DEEP_SKY, DEEP_SKY),
        plates=(
            Plate(turned_square(MIDDLE, 366, math.pi / 4), facets=0.34),
            Plate(turned_square(MIDDLE, 366, 0), facets=0.34),
        ),
        emblem=emblems.book,
    )


def _yearly(kind: str, name: str, grade: int) -> Medal:
    metal, under = {1: ("bronze", "bronze"), 2: ("silver", "bronze"), 3: ("gold", "silver")}[grade]
    edge: Colour = {1: (190, 118, 66), 2: GREY, 3: STRAW}[grade]
    return Medal(
        kind=kind,
        name=name,
        metal=metal,
        enamel="crimson",
        ribbon=(edge, RED, RED, DEEP_RED, edge),
        plates=(
            Plate(Polygon(sunburst(MIDDLE, 338, 338, 270, 20, math.pi / 40)), facets=0.55, metal=under),
            Plate(Polygon(sunburst(MIDDLE, 318, 364, 274, 20)), facets=0.6),
        ),
        emblem=emblems.crowned,
    )


def _streak(kind: str, name: str, grade: int) -> Medal:
    return Medal(
        kind=kind,
        name=name,
        metal=GRADES[grade],
        enamel="teal",
        ribbon=(TEAL, TEAL, IVORY, DEEP_TEAL, IVORY),
        plates=(Plate(lobes(MIDDLE, 354, 24, 0.055)), Plate(reeded(MIDDLE, 312, 96, 3), flutes=192)),
        emblem=emblems.knot,
    )


def _anniversary(count: int, name: str, grade: int) -> Medal:
    return Medal(
        kind=f"anniversary-{count}",
        name=name,
        metal=GRADES[grade],
        enamel="plum",
        ribbon=(DEEP_PLUM, PLUM, PLUM, IVORY, PLUM),
        plates=(Plate(lobes(MIDDLE, 362, 5, 0.16, 0.55)), Plate(lobes(MIDDLE, 336, 5, 0.14, 0.55), flutes=150)),
        emblem=partial(emblems.years, str(count)),
    )


FAMILY: tuple[Medal, ...] = (
    Medal(
        kind="first-patrol",
        name="首次巡逻",
        metal="bronze",
        enamel="jade",
        ribbon=(GREEN, GREEN, IVORY, DEEP_GREEN, DEEP_GREEN),
        plates=(Plate(reeded(MIDDLE, 330, 72, 5), flutes=144),),
        emblem=emblems.beacon,
    ),
    *(_star(grade) for grade in range(1, 6)),
    _patrols(10, "十次巡逻", 1),
    _patrols(50, "五十次巡逻", 2),
    _patrols(100, "百次巡逻", 3),
    _night_watch("night-watch-5", "夜巡五次", 1),
    _night_watch("night-watch", "守夜人", 2),
    _night_watch("night-watch-100", "百夜守望", 3),
    _call_out(1, "首次应召", 1),
    _call_out(5, "应召五次", 2),
    _call_out(20, "应召二十次", 3),
    _training("training-first", "首门结业", 1),
    _training("training", "全科结业", 2),
    _training("training-tutor", "传帮带", 3),
    _streak("streak-30", "三十天不断", 1),
    _streak("streak-180", "半年不断", 2),
    _streak("streak-365", "一年不断", 3),
    _anniversary(1, "入队一年", 1),
    _anniversary(3, "入队三年", 2),
    _anniversary(5, "入队五年", 3),
    _yearly("yearly-squadron", "中队优秀义警", 1),
    _yearly("yearly-brigade", "大队优秀义警", 2),
    _yearly("yearly", "年度优秀义警", 3),
)
