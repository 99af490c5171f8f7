"""HTTP of training 培训 for those who teach: banks, imports, exports."""

from typing import Annotated

import msgspec

from shouwang.kernel.actor import Actor
from shouwang.platform.once import Once
from shouwang.platform.web import Api, Reply, Upload, get, post, roles
from shouwang.training.formats import FORMATS
from shouwang.training.models import Accepted, Bank, Noticed
from shouwang.training.rules import TRAINERS
from shouwang.training.service import (
    Banks,
    Change,
    Correction,
    ImportAsk,
    ImportReport,
    QuestionSeen,
    RegradeAsked,
    Regrading,
    Statistics,
)

_KEEPERS = roles(*TRAINERS)
_MOST_BYTES = 4 * 1024 * 1024 + 64 * 1024  # a file of 4 MB and what a form puts around it

BankId = Annotated[str, msgspec.Meta(pattern=r"^[a-z0-9][a-z0-9-]{0,63}$")]
Format = Annotated[str, msgspec.Meta(pattern="^(" + "|".join(FORMATS) + ")?$")]


class ImportQuery(msgspec.Struct):
    """How to read the file. `partial`: import the good questions though others are bad; without it, all or nothing.

    `add`: keep what the bank holds and add to it; without it the file is the bank's new version. `key_column`: the column
    that holds each question's own number, which must be unique. `format`: found out when left empty.
    """

    dry_run: bool = False
    bank: BankId = "imported"
    title: Annotated[str, msgspec.Meta(max_length=60)] = ""
    partial: bool = False
    add: bool = False
    format: Format = ""
    key_column: Annotated[str, msgspec.Meta(max_length=60)] = ""
    file_name: Annotated[str, msgspec.Meta(max_length=200)] = ""


class BanksShown(msgspec.Struct):
    """Every bank."""

    items: list[Bank]


class PageAsk(msgspec.Struct):
    """Where to go on."""

    cursor: str | None = None


class QuestionsShown(msgspec.Struct):
    """A page of questions with what their answers tell."""

    items: list[QuestionSeen]
    cursor: str | None


class NoticedShown(msgspec.Struct):
    """A page of attempts that look hurried."""

    items: list[Noticed]
    cursor: str | None


class ChangesShown(msgspec.Struct):
    """A page of whose result another key changes."""

    items: list[Change]
    cursor: str | None


class CorrectionTold(msgspec.Struct, forbid_unknown_fields=True):
    """The right answer and why it is another. Without `apply` only the list of who would change is made."""

    reason: Annotated[str, msgspec.Meta(min_length=2, max_length=300)]
    key: Annotated[list[int], msgspec.Meta(max_length=26)] = []
    accepted: Annotated[list[Accepted], msgspec.Meta(max_length=26)] = []
    explanation: Annotated[str, msgspec.Meta(max_length=16_000)] = ""
    apply: bool = False


class TrainerRoutes:
    """Banks of questions."""

    def __init__(self, banks: Banks, statistics: Statistics, regrading: Regrading) -> None:
        self._banks = banks
        self._statistics = statistics
        self._regrading = regrading

    @get("/v1/question-banks", who=_KEEPERS, summary="有哪些题库")
    def banks(self, actor: Actor) -> BanksShown:
        """Every bank."""
        return BanksShown(list(self._banks.banks()))

    @post("/v1/question-banks/import", who=_KEEPERS, most_bytes=_MOST_BYTES, summary="导入题库，或先试一遍看有没有问题")
    def import_file(self, actor: Actor, once: Once, query: ImportQuery, file: Upload) -> ImportReport:
        """Import a file of questions, or tell what an import would do."""
        ask = ImportAsk(
            bank_id=query.bank,
            title=query.title,
            dry_run=query.dry_run,
            partial=query.partial,
            add=query.add,
            format=query.format,
            key_column=query.key_column,
        )
        return self._banks.import_file(actor, once, ask, file.content, query.file_name or file.name)

    @get("/v1/question-banks/{bank_id}/export.{format}", who=_KEEPERS, summary="导出题库：gift、moodle 或 xlsx")
    def export(self, actor: Actor, bank_id: str, format: str) -> Reply:
        """A bank as a file that imports back to the same bank."""
        content, content_type = self._banks.export(bank_id, format)
        ending = {"gift": "gift.txt", "moodle": "xml"}.get(format, format)
        headers = {"Content-Disposition": f'attachment; filename="{bank_id}.{ending}"'}
        return Reply(content, content_type, headers=headers)

    @get("/v1/question-banks/{bank_id}/questions", who=_KEEPERS, summary="题目和统计：难度、区分度、干扰项")
    def questions(self, actor: Actor, bank_id: str, query: PageAsk) -> QuestionsShown:
        """A bank's questions with item statistics and flags."""
        page = self._statistics.of_bank(bank_id, query.cursor)
        return QuestionsShown(list(page.items), page.cursor)

    @post(
        "/v1/question-banks/{bank_id}/questions/{question_id}/key",
        who=_KEEPERS,
        status=202,
        summary="改正答案，重新判分",
    )
    def correct(self, actor: Actor, once: Once, bank_id: str, question_id: str, body: CorrectionTold) -> RegradeAsked:
        """Correct a key: tell who would change, or change it."""
        told = Correction(
            bank_id=bank_id,
            question_id=question_id,
            reason=body.reason,
            key=tuple(body.key),
            accepted=tuple(body.accepted),
            explanation=body.explanation,
            apply=body.apply,
        )
        return self._regrading.ask(actor, once, told)

    @get("/v1/regrades/{job_id}", who=_KEEPERS, summary="改判影响哪些人")
    def changes(self, actor: Actor, job_id: str, query: PageAsk) -> ChangesShown:
        """Whose result changes."""
        page = self._regrading.changes(actor, job_id, query.cursor)
        return ChangesShown(list(page.items), page.cursor)

    @get("/v1/courses/{course_id}/hurried", who=_KEEPERS, summary="答得太快或一模一样的答卷，只供教官参考")
    def hurried(self, actor: Actor, course_id: str, query: PageAsk) -> NoticedShown:
        """Attempts that look hurried."""
        page = self._statistics.hurried(actor, course_id, query.cursor)
        return NoticedShown(list(page.items), page.cursor)


def trainer_api(banks: Banks, statistics: Statistics, regrading: Regrading) -> Api:
    """Routes of those who teach."""
    return Api.of("training_staff", TrainerRoutes(banks, statistics, regrading))
