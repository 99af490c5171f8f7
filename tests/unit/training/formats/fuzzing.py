"""Broken files on purpose: `python -m tests.unit.training.formats.fuzzing SEED COUNT` tells how reading them ended.

Prints a line of JSON: how many files, how many ended as a reading or as a named refusal, what else came out of it, and the
largest size the process ever had. Units: MB.
"""

import io
import json
import random
import re
import sys
import zipfile
from collections import Counter
from pathlib import Path

from shouwang.kernel.problem import Problem
from shouwang.training.formats import read, write
from shouwang.training.models import Accepted, Policy, QuestionKind
from tests.unit.training.formats.sheets import workbook
from tests.unit.training.makers import question

BANK = [
    question("", stem="哪两个？{真的} = 1", explanation="因为 #1"),
    question(
        "", stem="一个", kind=QuestionKind.SINGLE, key=(1,), policy=Policy.WEIGHTED, weights=(0.5, 1.0, 0.0, -1.0)
    ),
    question("", stem="对不对", kind=QuestionKind.TRUE_FALSE, options=("对", "错"), key=(0,)),
    question("", stem="多少", kind=QuestionKind.NUMERIC, options=(), key=(), accepted=(Accepted("3.14", "0.01"),)),
    question("", stem="什么", kind=QuestionKind.SHORT_TEXT, options=(), key=(), accepted=(Accepted("义警"),)),
    question("", stem="排一排", kind=QuestionKind.ORDERING, key=(3, 1, 0, 2)),
    question("", stem="配一配", kind=QuestionKind.MATCHING, prompts=("左", "右"), key=(1, 1)),
]
TEXT = "一、单选题\n1. 哪个（ B ）\nA.甲\nB.乙\n答案：B\n解析：因为\n\n哪些 [多选题]\nA.甲\nB.乙(正确答案)\n\n判断 [判断题]\n对\n"
TAGGED = "[I]1\n[Q]一个\n[T]A\n[A]甲\n[B]乙\n[P]1.1\n"
AIKEN = "What?\nA) x\nB) y\nANSWER: B\n"
CSV = '题型,题干,A,B,答案,难度,分值\n单选,"哪,个",甲,乙,A,0.5,2分\n判断,对吗,,,√,,\n'
ROWS = [["题型", "题干", "A", "B", "答案"], ["单选", "哪个", 0.5, True, "B"], ["判断", "对吗", "", "", "√"]]
MARKS = [
    "{",
    "}",
    "=",
    "~",
    "#",
    "\\",
    "->",
    "::",
    "%",
    "%50%",
    "\n\n",
    "<",
    ">",
    "&",
    "&#0;",
    "]]>",
    '"',
    ",",
    "答案：",
    "A.",
    "[Q]",
    "\0",
]
MARKS += [
    "9" * 400,
    "1e999",
    "√",
    "\ufeff",
    "\u202e",
    "（",
    "$CATEGORY:",
    "题干,答案\n",
    "<quiz>",
    "<!DOCTYPE a>",
    "\ud7ff",
    "－",
    "²",
]


def seeds() -> list[bytes]:
    """Good files of every format."""
    told = [write(format_, BANK, lambda _: b"\x89PNG")[0] for format_ in ("gift", "moodle", "xlsx")]
    return [*told, *(text.encode() for text in (TEXT, TAGGED, AIKEN, CSV)), TEXT.encode("gb18030"), workbook(ROWS)]


def broken(chance: random.Random, content: bytes) -> bytes:
    """A good file with something wrong: inside the parts of a workbook, or in its bytes."""
    if content.startswith(b"PK") and chance.random() < 0.8:
        return _repacked(chance, content)
    for _ in range(chance.randint(1, 4)):
        content = _spoilt(chance, content)
    return content


def _spoilt(chance: random.Random, content: bytes) -> bytes:
    start, end = sorted(chance.randrange(len(content) + 1) for _ in range(2))
    mark = chance.choice(MARKS).encode("utf-8", "surrogatepass")
    ways = [
        content[:start] + mark + content[start:],
        content[:start] + content[min(end, start + 20) :],
        content[:end],
        content[:end] + content[start:end] + content[end:],
        content[:start] + bytes([chance.randrange(256)]) + content[start + 1 :],
        content[:start] + mark * chance.randint(1, 300) + content[start:],
    ]
    return chance.choice(ways)[:200_000] or b" "


def _repacked(chance: random.Random, content: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        names = old.namelist()
        spoilt = chance.choice(names)
        for name in names:
            part = old.read(name)
            if name == spoilt and chance.random() < 0.1:
                continue
            new.writestr(name, _spoilt(chance, part) if name == spoilt and part else part)
    return out.getvalue()


def main(seed: int, rounds: int) -> None:
    """Read broken files and tell how it ended."""
    chance = random.Random(seed)
    good, ends, others = seeds(), Counter(), []
    for _ in range(rounds):
        content = (
            chance.randbytes(chance.randint(1, 400)) if chance.random() < 0.05 else broken(chance, chance.choice(good))
        )
        name = chance.choice(["", "题库.csv", "题库.xlsx", "bank.gift"])
        try:
            reading = read(content, name)
            json.dumps([(fault.place.pointer, fault.reason) for fault in reading.faults])
            ends["read"] += 1
        except Problem:
            ends["refused"] += 1
        except Exception as fault:
            others.append(f"{type(fault).__name__} in {content[:60]!r}")
    sys.stdout.write(json.dumps({**ends, "others": others[:5], "rounds": rounds, "size_mb": largest_mb()}) + "\n")


def largest_mb() -> int:
    """The most memory this process ever held; the kernel's `ru_maxrss` would count what its parent held at the fork."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(re.search(r"VmHWM:\s*(\d+) kB", status).group(1)) // 1024


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
