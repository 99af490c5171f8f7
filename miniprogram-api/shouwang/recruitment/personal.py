"""What recruitment holds of a person 个人数据."""

from collections.abc import Iterable, Mapping
from typing import Any

from shouwang.platform.dynamo import Table
from shouwang.platform.personal import Fate, Ground, Holding, brief, indexed, one
from shouwang.recruitment.models import Application
from shouwang.recruitment.models.gates import QUEUED
from shouwang.recruitment.service.sealing import open_fields
from shouwang.recruitment.store.applications import ApplicantRow, ApplicationRow
from shouwang.recruitment.store.claims import DocumentRow
from shouwang.recruitment.store.desk import ReviewClaimRow
from shouwang.recruitment.store.objections import ObjectionRow


def holdings() -> tuple[Holding, ...]:
    """Every table of recruitment that holds a person. Documents are found before the applications are emptied."""
    return (
        Holding(DocumentRow, "", indexed(DocumentRow.by_person)),
        Holding(ObjectionRow, "", _objections),
        Holding(
            ApplicationRow,
            "报名和审核",
            _applications,
            Fate.KEPT,
            "只留审核的结论；表格、证件、健康、照片全部删除",
            emptied={
                "fields": {},
                "sealed": {},
                "masked": {},
                "edits": {},
                "photo": "",
                "kin": (),
                "birth_year": None,
                "sex": "",
                "document_index": "",
                "duplicate_of": "",
            },
            hide=frozenset({"sealed", "masked", "edits", "document_index", "kin", "duplicate_of", "version"}),
            opened=_opened,
            files=lambda row: [row.photo] if row.photo else [],
        ),
        Holding(ApplicantRow, "", one(ApplicantRow)),
        brief(ReviewClaimRow, "谁在办哪份报名，领办到时就删"),
    )


def _applications(person_id: str) -> Iterable[ApplicationRow]:
    """Every application of the person, the first one first."""
    applicant = ApplicantRow.fetch(person_id)
    names = (*applicant.earlier, applicant.application_id) if applicant else ()
    for name in names:
        row = ApplicationRow.fetch(name) if name else None
        if row is not None:
            yield row


def _objections(person_id: str) -> Iterable[Table]:
    """What others said of the applications: none of it is told, all of it goes."""
    for row in list(_applications(person_id)):
        yield from ObjectionRow.query(row.keys()[0], consistent_read=True)


def _opened(row: Any, ground: Ground) -> Mapping[str, Any]:
    return open_fields(ground.vault, row.value(Application), row.sealed)


def obstacle(person_id: str) -> str:
    """Why the person cannot go now, if so."""
    rows = list(_applications(person_id))
    return "你的报名还在审核，先撤回报名" if any(row.state in QUEUED for row in rows) else ""
