"""What slices keep of a person beside the main record: named by nobody after erasure, and still there for who needs it."""

from datetime import date

from shouwang.assessment.models import Dispute
from shouwang.assessment.store.disputes import DisputeQueueRow, asked
from shouwang.duty.models import Attestation
from shouwang.duty.store.attestations import AttestationRow, kept
from shouwang.duty.store.attested import AttesterRow
from shouwang.duty.store.tracks import TrackRow, new_stretch
from shouwang.honours.models import Look, Wording
from shouwang.honours.store.medals import LookRow, looked
from shouwang.honours.store.wordings import WordingRow, new_wording
from shouwang.platform.dynamo import commit, put
from shouwang.training.models import Attempt, Attendance, Noticed, Result, Standing
from shouwang.training.store.attempts import new_attempt
from shouwang.training.store.classes import AttendanceRow, ReadingRow, attended, lesson_read
from shouwang.training.store.regrades import Change, ChangeRow, kept_change
from shouwang.training.store.statistics import NoticedRow, kept_noticed

WHO, NAME, OTHER = "P1", "欧阳植树", "P2"
GONE = (NoticedRow, TrackRow, WordingRow, ReadingRow, DisputeQueueRow)
KEPT = (AttestationRow, AttesterRow, ChangeRow, AttendanceRow, LookRow)


def planted(world, who):
    """A trace of a person in each table that is easily forgotten."""
    now = world.clock()
    unit, day = "D1/B01/S01", date(2026, 11, 1)
    dispute = Dispute(
        dispute_id=f"d{who}",
        person_id=who,
        entry_id="e",
        day=day,
        amount=5,
        reason="hours",
        unit_path=unit,
        name=NAME,
        volunteer_number="01-01-0001",
        text="少记了",
        asked_at=now,
    )
    attestation = Attestation(
        attestation_id="a",
        person_id=who,
        shift_id="s",
        unit_path=unit,
        point_number="001",
        by="L",
        by_name="李队长",
        reason=f"{NAME}手机坏了",
        asked_at=now,
    )
    commit(asked(dispute), kept(attestation), put(AttesterRow(month="D1#2026-11", person_id=who, name=NAME)))
    commit(new_stretch(who, "session", now, b"sealed", now), lesson_read(who, "course", 1))
    commit(attended("class", Attendance(who, NAME, "01-01-0001", now, "L")))
    commit(kept_change("regrade", Change(f"t{who}", who, NAME, unit, 1, 2, passed_before=False, passed_after=True)))
    commit(new_wording(Wording(f"w{who}", who, "01-01-0001", unit, "L", 1, "表扬", f"{NAME}帮了大忙", now)))
    commit(looked(Look(who), {}))
    result = Result(100, True, (), (), now, False)
    commit(
        new_attempt(
            Attempt(
                f"t{who}",
                who,
                "course",
                "bank",
                (),
                80,
                12,
                now,
                now,
                Standing(who, "course", version=1),
                result=result,
            )
        ),
        kept_noticed(Noticed(f"t{who}", "course", who, unit, NAME, 100, now, ("答得太快",))),
    )


def forget(world, who):
    personal = world.house.personal
    return [personal.forget(who, NAME, place) for place in range(len(personal.holdings))]


def rows_of(tables, who):
    return {t.TABLE: [r for r in t.scan() if who in str(r.serialize())] for t in tables}


def test_traces_beside_the_main_record_go_or_lose_the_name(world):
    planted(world, WHO)
    planted(world, OTHER)

    forget(world, WHO)

    assert {name for name, rows in rows_of(GONE, WHO).items() if rows} == set()
    left = rows_of(KEPT, WHO)
    assert [name for name, rows in left.items() if not rows] == []
    assert [name for name, rows in left.items() if NAME in str([r.serialize() for r in rows])] == []
    assert all(rows_of((*GONE, *KEPT), OTHER).values())


def test_a_copy_tells_the_traces_but_not_who_else_is_in_them(world):
    planted(world, WHO)

    told = world.house.personal.portable(WHO)

    assert told["见证"][0]["by_name"] == "李队长"
    assert [len(told[title]) for title in ("轨迹", "到课", "读过的课", "成绩更正", "写给你的表扬", "积分申诉")] == [
        1
    ] * 6
    assert [title for title in ("见证", "写给你的表扬") if "by" in told[title][0]] == []
