"""What reading a file found: questions and where they stood, and every fault by its place."""

from collections.abc import Mapping
from enum import StrEnum

import msgspec

from shouwang.kernel.problem import Problem
from shouwang.training.models import Question


class UnreadableFile(Problem):
    """The file as a whole cannot be read as a question bank."""

    slug, title, status = "unreadable-file", "这个文件读不出题目", 422


class Column(StrEnum):
    """What a column of a table holds, as it is called where faults are told."""

    NUMBER = "题号"
    KIND = "题型"
    STEM = "题干"
    OPTIONS = "选项"
    ANSWER = "答案"
    EXPLANATION = "解析"
    SOURCE = "来源"
    TAG = "标签"
    DIFFICULTY = "难度"
    POINTS = "分值"
    PICTURE = "图片"
    POLICY = "计分"
    WEIGHTS = "权重"
    OPTION_PICTURES = "选项图片"


class Place(msgspec.Struct, frozen=True):
    """Where something stands: the sheet and row of a table, or the line of a text; and the cell or part."""

    row: int
    sheet: str = ""
    cell: str = ""

    @property
    def pointer(self) -> str:
        """As a fault's pointer: `/单选!12/B`."""
        row = f"{self.sheet}!{self.row}" if self.sheet else str(self.row)
        return f"/{row}/{self.cell}" if self.cell else f"/{row}"


class Named(msgspec.Struct, frozen=True):
    """A place and what is the matter there, in Chinese."""

    place: Place
    reason: str


class Found(msgspec.Struct, frozen=True):
    """A good question and where it stood. Its id is not given yet; pictures are named as in `Reading.pictures`."""

    question: Question
    place: Place


class Reading(msgspec.Struct):
    """All that a file gave. `faults` name bad questions, `notes` what was left out without harm to any question."""

    format: str
    found: list[Found] = msgspec.field(default_factory=list)
    faults: list[Named] = msgspec.field(default_factory=list)
    notes: list[Named] = msgspec.field(default_factory=list)
    pictures: dict[str, bytes] = msgspec.field(default_factory=dict)

    def fault(self, place: Place, reason: str) -> None:
        """Name a bad question."""
        self.faults.append(Named(place, reason))

    def note(self, place: Place, reason: str) -> None:
        """Name something left out."""
        self.notes.append(Named(place, reason))


class Draft(msgspec.Struct):
    """One question as a table or text says it, all still text. `labelled` options by letter; `cells` tell where each part is."""

    place: Place
    kind: str = ""
    stem: str = ""
    options: dict[str, str] = msgspec.field(default_factory=dict)
    prompts: dict[str, str] = msgspec.field(default_factory=dict)
    block: str = ""  # all options in one cell
    answer: str = ""
    explanation: str = ""
    source: str = ""
    tags: list[str] = msgspec.field(default_factory=list)
    difficulty: str = ""
    points: str = ""
    number: str = ""
    policy: str = ""
    weights: str = ""
    picture: str = ""
    option_pictures: str = ""
    exact: bool = False  # a file of our own: nothing in it is to be seen through
    usual_kind: str = ""  # of the sheet or section it stands in
    cells: Mapping[Column, str] = msgspec.field(default_factory=dict)
