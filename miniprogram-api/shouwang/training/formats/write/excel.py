"""A bank as an Excel workbook, in the columns that importing knows."""

import io
from collections.abc import Sequence

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from shouwang.training.formats.read.letters import LETTERS
from shouwang.training.formats.read.words import KIND_WORDS, POLICY_WORDS
from shouwang.training.models import WRITTEN, Accepted, Question, QuestionKind


def write_excel(questions: Sequence[Question]) -> bytes:
    """The workbook."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("题库")
    options = max((len(question.options) for question in questions), default=0)
    prompts = max((len(question.prompts) for question in questions), default=0)
    tags = max((len(question.tags) for question in questions), default=0)
    sheet.append(_names(options, prompts, max(1, tags)))
    for question in questions:
        row = _row(question, options, prompts, max(1, tags))
        sheet.append([_cell(sheet, text) for text in row])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _names(options: int, prompts: int, tags: int) -> list[str]:
    return [
        *("题号", "题型", "题干"),
        *(f"选项{letter}" for letter in LETTERS[:options]),
        *(f"左项{letter}" for letter in LETTERS[:prompts]),
        *("答案", "解析", "来源", "难度", "分值", "计分", "权重", "图片", "选项图片"),
        *(["标签"] * tags),
    ]


def _row(question: Question, options: int, prompts: int, tags: int) -> list[str]:
    return [
        *(question.number, KIND_WORDS[question.kind], question.stem),
        *_padded(question.options, options),
        *_padded(question.prompts, prompts),
        *(_answer(question), question.explanation, question.source, str(question.difficulty), f"{question.points:g}"),
        *(POLICY_WORDS[question.policy], ",".join(f"{weight * 100:.7g}" for weight in question.weights)),
        *(" ".join(question.pictures), " ".join(name or "-" for name in question.option_pictures)),
        *_padded(question.tags, tags),
    ]


def _padded(texts: Sequence[str], width: int) -> list[str]:
    return [*texts, *[""] * (width - len(texts))]


def _answer(question: Question) -> str:
    if question.kind in WRITTEN:
        return "\n".join(_accepted(each, numeric=question.kind is QuestionKind.NUMERIC) for each in question.accepted)
    letters = [LETTERS[place] for place in question.key]
    if question.kind is QuestionKind.MATCHING:
        return ",".join(f"{LETTERS[left]}-{letter}" for left, letter in enumerate(letters))
    return "".join(letters)


def _accepted(each: Accepted, *, numeric: bool) -> str:
    text = f"{each.text}±{each.tolerance}" if numeric and each.tolerance != "0" else each.text
    return text if each.share == 1 else f"%{each.share * 100:.7g}%{text}"


def _cell(sheet: object, text: str) -> WriteOnlyCell:
    """A cell of text, whatever it looks like: `=1` is no formula, `1.0` no number."""
    cell = WriteOnlyCell(sheet, value="")
    cell.value = text
    cell.data_type = "s"
    return cell


def write_table(name: str, rows: Sequence[Sequence[str]]) -> bytes:
    """A plain table of texts as a workbook."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(name)
    for row in rows:
        sheet.append([_cell(sheet, text) for text in row])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
