"""HTTP of training 培训 for those who teach: banks, imports, exports."""

from typing import Annotated

import msgspec

from shouwang.kernel.actor import Actor
from shouwang.platform.once import Once
from shouwang.platform.web import Api, Reply, Upload, get, post, roles
from shouwang.training.formats import FORMATS
from shouwang.training.models import Bank
from shouwang.training.service import Banks, ImportAsk, ImportReport
from shouwang.training.service.banks import TRAINERS

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


class TrainerRoutes:
    """Banks of questions."""

    def __init__(self, banks: Banks) -> None:
        self._banks = banks

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


def trainer_api(banks: Banks) -> Api:
    """Routes of those who teach."""
    return Api.of("training_staff", TrainerRoutes(banks))
