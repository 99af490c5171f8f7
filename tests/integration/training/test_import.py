"""Importing question banks: whole or not at all, every bad question named."""

import io

import pytest

from shouwang.kernel.actor import Role
from shouwang.training import store
from tests.tiers import count
from tests.unit.training.formats.sheets import workbook

HEADER = ["题型", "题干", "A", "B", "C", "答案", "解析"]
GOOD = [
    ["单选题", "火警电话是", "110", "119", "120", "B", "119 是火警"],
    ["多选题", "哪些是报警电话", "110", "119", "114", "AB", ""],
    ["判断题", "天是蓝的", "", "", "", "√", ""],
]
BAD = ["单选题", "答案出界", "甲", "乙", "", "D", ""]


@pytest.fixture
def trainer(world):
    return world.staff("何教官", Role.TRAINER)


def send(person, rows, query="", **options):
    content = rows if isinstance(rows, bytes) else workbook([HEADER, *rows])
    return person.post(f"/v1/question-banks/import?bank=fire{query}", data=content, **options)


def kept() -> list[str]:
    bank = store.fetch_bank("fire")
    return sorted(q.stem for q in store.every_question(bank.version)) if bank else []


def test_a_dry_run_tells_everything_and_changes_nothing(trainer):
    answer = send(trainer, [*GOOD, BAD, GOOD[0]], "&dry_run=true")

    assert answer.status_code == 200, answer.get_data(as_text=True)
    assert answer.json == {
        "bank_id": "fire",
        "version": None,
        "dry_run": True,
        "imported": False,
        "format": "xlsx",
        "good": 4,
        "fresh": 3,
        "bad": 1,
        "by_kind": {"single": 1, "multiple": 1, "true-false": 1},
        "faults": [{"sheet": "题库", "row": 5, "cell": "F", "reason": "答案 D 没有对应的选项"}],
        "duplicates": [{"sheet": "题库", "row": 6, "cell": "", "reason": "和“题库”第 2 行一样，只收一次"}],
        "notes": [],
        "bank_questions": 3,
    }
    assert store.banks() == ()


def test_a_good_file_is_imported_whole(trainer):
    answer = send(trainer, GOOD, "&title=消防")

    bank = store.fetch_bank("fire")
    assert (answer.status_code, answer.json["imported"], answer.json["version"]) == (200, True, bank.version)
    assert (bank.title, bank.questions) == ("消防", 3)
    assert kept() == ["哪些是报警电话", "天是蓝的", "火警电话是"]


def test_with_one_bad_question_nothing_is_imported_and_every_fault_is_listed(trainer):
    answer = send(trainer, [*GOOD, BAD, ["简答题", "谈谈", "", "", "", "略", ""]])

    assert (answer.status_code, answer.json["type"]) == (422, "/problems/bank-has-faults")
    assert answer.json["errors"] == [
        {"pointer": "/题库!5/F", "detail": "答案 D 没有对应的选项"},
        {"pointer": "/题库!6/A", "detail": "简答题不能自动判分，没有收"},
    ]
    assert answer.json["report"]["good"] == 3
    assert kept() == []


def test_who_says_so_imports_the_good_ones(trainer):
    answer = send(trainer, [*GOOD, BAD], "&partial=true")

    assert (answer.status_code, answer.json["imported"], answer.json["fresh"]) == (200, True, 3)
    assert [fault["row"] for fault in answer.json["faults"]] == [5]
    assert len(kept()) == 3


def test_the_same_question_with_another_answer_is_named(trainer):
    other = [*GOOD[0][:5], "C", ""]

    answer = send(trainer, [*GOOD, other], "&dry_run=true")

    assert answer.json["faults"] == [
        {"sheet": "题库", "row": 5, "cell": "", "reason": "和“题库”第 2 行问的一样，答案却不同"}
    ]


def test_a_file_may_be_added_to_what_is_there(trainer):
    send(trainer, GOOD[:2])

    answer = send(trainer, GOOD[1:], "&add=true")

    assert (answer.json["good"], answer.json["fresh"], answer.json["bank_questions"]) == (2, 1, 3)
    assert answer.json["duplicates"][0]["reason"] == "和题库里原有的一道一样，只收一次"
    assert len(kept()) == 3


def test_a_new_version_stands_in_the_place_of_the_old_one_and_keeps_the_ids_of_what_it_asks(trainer):
    send(trainer, GOOD)
    before = {q.stem: q.question_id for q in store.every_question(store.fetch_bank("fire").version)}
    corrected = [*GOOD[0][:5], "A", "改过"]

    send(trainer, [corrected])

    (now,) = store.every_question(store.fetch_bank("fire").version)
    assert (now.question_id, now.key, now.explanation) == (before["火警电话是"], (0,), "改过")


def test_the_same_import_twice_is_done_once(trainer):
    book = workbook([HEADER, *GOOD])  # one file: another of the next second has other bytes
    first, again = send(trainer, book, key="import-0001"), send(trainer, book, key="import-0001")

    assert (again.status_code, again.json) == (200, first.json)
    assert store.fetch_bank("fire").version == first.json["version"]


def test_a_file_of_a_form_is_taken_too(trainer):
    file = (io.BytesIO(workbook([HEADER, *GOOD])), "题库.xlsx")

    answer = trainer.post("/v1/question-banks/import?bank=fire", data={"file": file})

    assert (answer.status_code, answer.json["fresh"]) == (200, 3)


@pytest.mark.parametrize("content", [b"%PDF-1.7", b"", b"PK\x03\x04 broken"])
def test_a_file_that_is_none_is_refused_in_words(trainer, content):
    answer = trainer.post("/v1/question-banks/import?dry_run=true", data=content)

    assert (answer.status_code, answer.json["type"]) == (422, "/problems/unreadable-file")


def test_a_file_that_is_too_large_is_refused(trainer):
    answer = trainer.post("/v1/question-banks/import", data=b"x" * (4 * 1024 * 1024 + 100_000))

    assert (answer.status_code, answer.json["type"]) == (413, "/problems/too-large")


def test_only_those_who_teach_may_import(world):
    for person in (world.sign_in("外人"), world.staff("王招录", Role.RECRUITER)):
        assert send(person, GOOD).status_code == 403


def test_a_version_that_a_course_could_not_draw_from_is_refused(world, training, trainer):
    answer = trainer.post("/v1/question-banks/import?bank=patrol-basics", data=workbook([HEADER, *GOOD]))

    assert (answer.status_code, answer.json["type"]) == (400, "/problems/invalid")
    assert all("课程“义警上岗基础”" in error["detail"] for error in answer.json["errors"])
    assert store.fetch_bank("patrol-basics").questions == 138


@pytest.mark.parametrize("format_", ["gift", "moodle", "xlsx"])
def test_a_bank_exported_imports_back_to_the_same_bank(world, training, trainer, format_):
    exported = trainer.get(f"/v1/question-banks/patrol-basics/export.{format_}")

    answer = send(trainer, exported.data)

    bank, copy = store.fetch_bank("patrol-basics"), store.fetch_bank("fire")
    bare = [
        sorted(str((q.stem, q.options, q.key, q.explanation, q.source, q.tags, q.difficulty, q.points)) for q in every)
        for every in (store.every_question(bank.version), store.every_question(copy.version))
    ]
    assert (exported.status_code, answer.json["faults"]) == (200, [])
    assert bare[0] == bare[1]


@pytest.mark.proof
def test_a_bank_of_thousands_is_there_whole_after_one_flip(trainer):
    many = count(300, 5_000)
    rows = [["单选题", f"第 {n} 题：选哪个", f"甲{n}", f"乙{n}", "丙", "ABC"[n % 3], f"因为 {n}"] for n in range(many)]

    answer = send(trainer, rows)

    assert (answer.json["fresh"], answer.json["bad"]) == (many, 0)
    bank = store.fetch_bank("fire")
    assert len(kept()) == many == len(store.contents(bank))
