"""Ceremonies: one honour for many, as one ZIP and one print, whatever happens in between."""

import io
import zipfile
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from pypdf import PdfReader

from shouwang.honours import rules
from shouwang.honours.jobs import ceremony
from shouwang.honours.service import bundle
from shouwang.kernel.actor import Role
from shouwang.platform import jobs
from shouwang.platform.jobs import Jobs
from tests.integration.honours.hall import Hall
from tests.world import BRIGADE, OTHER_SQUADRON, SQUADRON, Person

ASK = {
    "kind": "certificate",
    "title": "年度优秀义警",
    "body": "在二〇二六年度义务巡防工作中表现突出，被评为“年度优秀义警”。\n特发此证，以资鼓励。",
}


class Killed(BaseException):
    """The process ends here."""


def honoured(hall: Hall, people: int) -> list[Person]:
    """Volunteers of two squadrons, enlisted in no order."""
    return [
        hall.enlist(f"队员{n}", f"0{2 - n % 2}-01-{n:04}", (OTHER_SQUADRON, SQUADRON)[n % 2])
        for n in range(people, 0, -1)
    ]


def folder(hall: Hall, job_id: str) -> Path:
    return Path(urlsplit(hall.world.house.settings.blobs).path) / rules.folder(job_id)


def test_a_ceremony_gives_each_one_certificate_in_a_zip_and_a_print_by_squadron(
    hall: Hall, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rules, "DRAWN_A_STEP", 3)
    monkeypatch.setattr(rules, "AT_ONCE", 2)
    people = honoured(hall, 5)
    commander = hall.commander()

    asked = commander.post("/v1/ceremonies", {**ASK, "unit": "D1"})
    hall.work()

    assert asked.status_code == 202
    job_id = asked.json["job_id"]
    job = jobs.fetch(job_id)
    assert job is not None
    assert (job.state, job.done, job.total) == ("done", 10, 10)
    assert job.result["issued"] == 5
    answer = commander.get(job.result["files"]["certificates.zip"], buffered=True)
    assert answer.headers["Content-Type"] == "application/zip"
    with zipfile.ZipFile(io.BytesIO(answer.data)) as made:
        assert made.testzip() is None
        names = made.namelist()
        assert all(made.read(name).startswith(b"\xff\xd8") for name in names)
    assert [name.rpartition("/")[2] for name in names] == [
        "01-01-0001 队员1.jpg",
        "01-01-0003 队员3.jpg",
        "01-01-0005 队员5.jpg",
        "02-01-0002 队员2.jpg",
        "02-01-0004 队员4.jpg",
    ]
    pages = PdfReader(io.BytesIO(commander.get(job.result["files"]["print.pdf"], buffered=True).data)).pages
    assert [next(n for n in range(1, 6) if f"队员{n}" in page.extract_text()) for page in pages] == [1, 3, 5, 2, 4]
    assert [len(hall.awarded(person)) for person in people] == [1] * 5
    assert sorted(path.name for path in folder(hall, job_id).iterdir()) == [
        "certificates.zip",
        "people.json",
        "print.pdf",
    ]


def test_a_file_broken_off_goes_on_where_it_stopped(hall: Hall) -> None:
    honoured(hall, 1)
    commander = hall.commander()
    job_id = commander.post("/v1/ceremonies", {**ASK, "unit": "D1"}).json["job_id"]
    hall.work()
    path = f"/v1/ceremonies/{job_id}/certificates.zip"

    whole = commander.get(path, buffered=True).data
    rest = commander.get(path, headers={"Range": "bytes=1000-"}, buffered=True)

    assert (rest.status_code, rest.data) == (206, whole[1000:])


def test_a_ceremony_killed_after_every_step_gives_nobody_two(hall: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rules, "ISSUED_A_STEP", 4)
    monkeypatch.setattr(rules, "AT_ONCE", 2)
    monkeypatch.setattr(rules, "DRAWN_A_STEP", 4)
    people = honoured(hall, 6)
    job_id = hall.commander().post("/v1/ceremonies", {**ASK, "unit": "D1"}).json["job_id"]
    step = ceremony(hall.ceremonies)

    def dying(job: jobs.Job) -> jobs.Progress:
        step(job)
        raise Killed

    for n in range(30):
        due = Jobs({"ceremony": step}, hall.world.clock).due()
        if not due:
            break
        working = Jobs({"ceremony": step if n % 2 else dying}, hall.world.clock)
        with pytest.raises(Killed) if n % 2 == 0 else _nothing():
            working.work(due[0])
        hall.world.clock.advance(seconds=91)

    job = jobs.fetch(job_id)
    assert job is not None
    assert job.state == "done"
    assert [len(hall.awarded(person)) for person in people] == [1] * 6
    numbers = sorted(hall.awarded(person)[0].inscription.serial for person in people)
    assert numbers == [f"望义证〔2026〕第{n:04}号" for n in range(1, 7)]
    with zipfile.ZipFile(folder(hall, job_id) / "certificates.zip") as made:
        assert len(made.namelist()) == 6


def test_who_asks_names_who_is_left_out_and_a_rare_name_waits_for_a_person(hall: Hall) -> None:
    leader = hall.commander()
    hall.enlist("张\U000323af", "01-01-0001")
    hall.enlist("王队员", "01-01-0002")
    numbers = ["01-01-0001", "01-01-0002"]

    job_id = leader.post("/v1/ceremonies", {**ASK, "volunteer_numbers": numbers}).json["job_id"]
    hall.work()

    job = jobs.fetch(job_id)
    assert job is not None
    assert job.result["issued"] == 1
    assert job.result["left_out"] == [
        {"volunteer_number": "01-01-0001", "why": "姓名里的“\U000323af”写不出来，已记入待办"}
    ]
    (task,) = leader.get("/v1/honour-tasks").json["items"]
    assert (task["missing"], task["title"]) == (["\U000323af"], "年度优秀义警")


def test_a_leader_honours_the_own_units_only_and_sees_no_other_ceremony(hall: Hall) -> None:
    hall.enlist("张队员", "01-01-0001")
    leader = hall.leader()
    other = hall.world.staff("钱大队", Role.BRIGADE_LEADER, BRIGADE)

    outside = leader.post("/v1/ceremonies", {**ASK, "unit": OTHER_SQUADRON})
    both = leader.post("/v1/ceremonies", {**ASK, "unit": SQUADRON, "volunteer_numbers": ["01-01-0001"]})
    job_id = leader.post("/v1/ceremonies", {**ASK, "unit": SQUADRON}).json["job_id"]
    early = leader.get(f"/v1/ceremonies/{job_id}/print.pdf")
    hall.work()

    assert (outside.status_code, both.status_code, early.status_code) == (404, 400, 404)
    assert leader.get(f"/v1/ceremonies/{job_id}/print.pdf", buffered=True).status_code == 200
    assert leader.get(f"/v1/ceremonies/{job_id}/people.json").status_code == 404
    assert other.get(f"/v1/ceremonies/{job_id}/print.pdf").status_code == 404


def test_the_files_go_when_they_are_printed_and_the_honours_stay(hall: Hall) -> None:
    member = hall.enlist("张队员", "01-01-0001")
    commander = hall.commander()
    job_id = commander.post("/v1/ceremonies", {**ASK, "unit": "D1"}).json["job_id"]
    hall.work()

    gone = commander.delete(f"/v1/ceremonies/{job_id}/files")

    assert gone.status_code == 204
    assert commander.get(f"/v1/ceremonies/{job_id}/print.pdf").status_code == 404
    assert len(hall.awarded(member)) == 1


def test_a_zip_in_parts_is_one_that_every_reader_opens() -> None:
    day = hall_day()
    parts = [bundle.part([(f"中队{n}/{m}.jpg", bytes([n]) * m) for m in range(1, 4)], day) for n in range(3)]

    whole = b"".join(part.content for part in parts) + bundle.directory([part.index for part in parts], day)

    with zipfile.ZipFile(io.BytesIO(whole)) as made:
        assert made.testzip() is None
        assert {name: made.read(name) for name in made.namelist()} == {
            f"中队{n}/{m}.jpg": bytes([n]) * m for n in range(3) for m in range(1, 4)
        }


def hall_day():
    from datetime import date

    return date(2026, 11, 23)


def _nothing():
    from contextlib import nullcontext

    return nullcontext()
