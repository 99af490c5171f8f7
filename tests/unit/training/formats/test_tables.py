"""Tables as people keep them."""

from datetime import date
from pathlib import Path

import pytest

from shouwang.training.formats import UnreadableFile, read
from tests.unit.training.formats.sheets import faults, told, workbook, workbooks

HEADER = ["题型", "题干", "选项A", "选项B", "选项C", "选项D", "答案", "解析"]
GOOD = ("single", "火警电话是", ("110", "119", "120"), (1,))


@pytest.mark.parametrize(
    "stem", ["题干", "题目", "试题内容", "题 目*", "题干（必填）", "题目内容:", "question", "题干/题目"]
)
@pytest.mark.parametrize("answer", ["答案", "正确答案", "参考答案", "标准答案 ", "答案(字母)", "Answer"])
def test_columns_are_known_by_many_names(stem, answer):
    content = workbook([[stem, "A", "选项 B", "选项（C）", answer], ["火警电话是", 110, "119", 120, "B"]])

    assert told(read(content)) == [GOOD]


@pytest.mark.parametrize(
    "names", ["选项1 选项2 选项3", "备选答案A 备选答案B 备选答案C", "A选项 B选项 C选项", "选项一 选项二 选项三"]
)
def test_columns_of_options_are_known_by_many_names(names):
    content = workbook([["题干", *names.split(), "答案"], ["火警电话是", 110, "119", 120, "B"]])

    assert told(read(content)) == [GOOD]


@pytest.mark.parametrize(
    "answer", ["AC", "A,C", "A，C", "A、C", "A;C", "a c", "ＡＣ", "C|A", " A C ", "【AC】", "答案：AC", "1,3", "甲;丙"]
)
def test_answers_are_read_in_many_spellings(answer):
    content = workbook([HEADER, ["多选题", "哪两个", "甲", "乙", "丙", "", answer]])

    assert told(read(content)) == [("multiple", "哪两个", ("甲", "乙", "丙"), (0, 2))]


@pytest.mark.parametrize(
    ("answer", "key"), [("对", 0), ("√", 0), ("正确", 0), ("T", 0), ("A", 0), (True, 0), ("是", 0), ("✔️", 0), ("1", 0)]
)
@pytest.mark.parametrize("other", [False, True])
def test_judgements_are_read_in_many_spellings(answer, key, other):
    opposite = {"对": "错", "√": "×", "正确": "错误", "T": "F", "A": "B", True: False, "是": "否", "✔️": "✗", "1": "0"}
    content = workbook([["题型", "题目", "答案"], ["判断题", "天是蓝的", opposite[answer] if other else answer]])

    assert told(read(content)) == [("true-false", "天是蓝的", ("对", "错"), (1 - key if other else key,))]


def test_an_answer_may_repeat_the_option_with_its_letter_but_not_another_one():
    rows = [HEADER, ["单选", "一", "甲", "乙", "", "", "B、乙"], ["单选", "二", "甲", "乙", "", "", "B、甲"]]

    reading = read(workbook(rows))

    assert told(reading) == [("single", "一", ("甲", "乙"), (1,))]
    assert [fault.reason for fault in reading.faults] == ["答案“B、甲”看不懂，要写选项的字母"]


def test_a_lone_stem_that_speaks_of_judging_is_a_bad_question_and_no_heading():
    rows = [
        HEADER,
        ["", "下列判断正确的是", "", "", "", "", ""],
        ["二、多选题（每题 2 分）"],
        ["", "选", "甲", "乙", "", "", "A", ""],
    ]

    reading = read(workbook([*rows, ["备注：以上为样题"]]))

    assert told(reading) == [("multiple", "选", ("甲", "乙"), (0,))]
    assert [(f.place.row, f.reason) for f in reading.faults] == [(2, "没有选项，也没有答案")]
    assert [(n.place.row, n.reason) for n in reading.notes] == [(5, "这一行不是题目，跳过：备注：以上为样题")]


def test_a_judgement_keeps_its_own_words_in_their_own_order():
    content = workbook([HEADER, ["判断题", "天是蓝的", "错误", "正确", "", "", "A"]])

    assert told(read(content)) == [("true-false", "天是蓝的", ("错误", "正确"), (0,))]


def test_titles_headings_blank_rows_and_a_header_of_two_rows_are_seen_through():
    def merge(sheet):
        for span in ("A1:G1", "C2:E2", "A2:A3", "B2:B3", "F2:F3"):
            sheet.merge_cells(span)

    rows = [
        ["2026 年度题库"],
        ["序号", "题目", "选项", "", "", "答案"],
        ["", "", "A", "B", "C", ""],
        ["一、单项选择题（每题 1 分）"],
        [1, "火警电话是", 110, 119, 120, "B"],
        [],
        ["二、多项选择题"],
        [2, "哪个是报警电话", 110, 119, 114, "AB"],
        [3, "哪个不是", 110, 119, 114, "C"],
    ]

    assert told(read(workbook(rows, change=merge))) == [
        GOOD,
        ("multiple", "哪个是报警电话", ("110", "119", "114"), (0, 1)),
        ("multiple", "哪个不是", ("110", "119", "114"), (2,)),
    ]


def test_a_stem_merged_over_the_rows_of_its_options_is_one_question():
    def merge(sheet):
        for column in "ABD":
            sheet.merge_cells(f"{column}2:{column}4")

    rows = [
        ["题型", "题干", "选项", "答案"],
        ["单选题", "火警电话是", "A.110", "B"],
        ["", "", "B.119"],
        ["", "", "C.120"],
    ]

    assert told(read(workbook(rows, change=merge))) == [GOOD]


@pytest.mark.parametrize(
    "block",
    [
        "A.110\nB.119\nC.120",
        "A.110<br>B.119<br/>C.120",
        "A.110 B.119 C.120",
        "A、110；B、119；C、120",
        "110|119|120",
        "110\n119\n120",
        "(A)110 (B)119 (C)120",
    ],
)
def test_options_in_one_cell_are_told_apart(block):
    content = workbook([["题目", "选项", "答案"], ["火警电话是", block, "B"]])

    assert told(read(content)) == [GOOD]


def test_options_in_the_stems_own_cell_are_told_apart():
    content = workbook([["题目", "答案"], ["火警电话是\nA.110 B.119 C.120", "B"]])

    assert told(read(content)) == [GOOD]


def test_a_letter_in_a_text_is_no_label():
    content = workbook([HEADER, ["单选题", "持有 A 类证书的", "A 类和 B 类", "C 类", "", "", "B"]])

    assert told(read(content)) == [("single", "持有 A 类证书的", ("A 类和 B 类", "C 类"), (1,))]


def test_each_sheet_tells_the_kind_and_sheets_without_questions_are_noted():
    content = workbooks(
        {
            "填写说明": [["请勿改动表头"]],
            "单选": [["序号", "题目", "A", "B", "C", "答案"], [1, "火警电话是", 110, 119, 120, "B"]],
            "判断": [["序号", "题目", "答案"], [1, "天是蓝的", "√"], [2, "天是绿的", "×"]],
        }
    )

    reading = read(content)

    assert [told_[0] for told_ in told(reading)] == ["single", "true-false", "true-false"]
    assert [(note.place.sheet, note.reason) for note in reading.notes] == [("填写说明", "这张表里没有题目的表头，跳过")]


def test_numbers_percents_and_dates_stay_as_they_are_shown():
    def shape(sheet):
        sheet["B2"].number_format, sheet["C2"].number_format = "0%", "0.00"
        sheet["D2"].number_format, sheet["E2"].number_format = 'm"月"d"日"', "yyyy/m/d"

    day = date(2026, 3, 5)
    rows = [["题干", "A", "B", "C", "D", "E", "答案"], ["哪个", 0.5, 1.5, day, day, "1.0", "A"]]

    assert told(read(workbook(rows, change=shape)))[0][2] == ("50%", "1.50", "3月5日", "2026/3/5", "1.0")


def test_every_bad_row_is_named_with_its_cell_and_reason_and_the_good_ones_are_read():
    rows = [
        HEADER,
        ["单选题", "火警电话是", 110, 119, 120, "", "B"],
        ["单选题", "", "甲", "乙", "", "", "A"],
        ["单选题", "答案没有", "甲", "乙", "", "", ""],
        ["单选题", "答案出界", "甲", "乙", "", "", "C"],
        ["单选题", "两个答案", "甲", "乙", "", "", "AB"],
        ["单选题", "页码混进来", "甲", "乙", "", "", "A2"],
        ["单选题", "中间缺", "甲", "", "丙", "", "A"],
        ["单选题", "选项重复", "甲", "甲", "丙", "", "C"],
        ["简答题", "谈谈", "", "", "", "", "略"],
        ["抢答题", "谈谈", "甲", "乙", "", "", "A"],
        ["判断题", "可能", "", "", "", "", "也许"],
        ["多选题", "重复字母", "甲", "乙", "", "", "AA"],
        ["单选题", "没有选项", "", "", "", "", "A"],
        ["单选题", "公式", "=1+1", "乙", "", "", "B"],
    ]

    reading = read(workbook(rows))

    assert told(reading) == [GOOD]
    assert [(fault.place.pointer, fault.reason) for fault in reading.faults] == [
        ("/题库!3/B", "没有题干"),
        ("/题库!4/G", "没有答案"),
        ("/题库!5/G", "答案 C 没有对应的选项"),
        ("/题库!6/G", "单选题写了 2 个答案"),
        ("/题库!7/G", "答案“A2”看不懂，要写选项的字母"),
        ("/题库!8/C", "选项 B 是空的，后面的却有内容"),
        ("/题库!9/C", "有两个选项一样：甲"),
        ("/题库!10/A", "简答题不能自动判分，没有收"),
        ("/题库!11/A", "题型“抢答题”不认识"),
        ("/题库!12/G", "判断题的答案“也许”看不懂，要写对或错"),
        ("/题库!13/G", "答案“AA”里有重复的字母"),
        ("/题库!14/C", "没有选项"),
        ("/题库!15/C", "单元格是公式，没有算好的值：在 Excel 里打开保存一次再传"),
    ]


def test_facts_beside_the_question_are_read():
    names = ["题号", "题型", "题目", "A", "B", "答案", "解析", "难度", "分值", "知识点", "章节", "法律依据"]
    row = ["K-7", "单选", "哪个", "甲", "乙", "A", "因为", "难", "1.5分", "法律", "第一章", "刑法第 20 条"]

    question = read(workbook([names, row])).found[0].question

    assert (question.number, question.explanation, question.difficulty, question.points) == ("K-7", "因为", 3, 1.5)
    assert (question.tags, question.source) == (("法律", "第一章"), "刑法第 20 条")


def test_hidden_rows_are_read_and_noted():
    def hide(sheet):
        sheet.row_dimensions[2].hidden = True

    reading = read(workbook([HEADER, ["单选题", "火警电话是", 110, 119, 120, "", "B"]], change=hide))

    assert told(reading) == [GOOD]
    assert [(note.place.row, note.reason) for note in reading.notes] == [(2, "这一行是隐藏的，照样收了")]


CSV = "题型,题干,A,B,C,答案\n单选题,火警电话是,110,119,120,B\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_values_apart_by_commas_tabs_or_semicolons_are_read_in_every_encoding(encoding, delimiter):
    assert told(read(CSV.replace(",", delimiter).encode(encoding), "题库.csv")) == [GOOD]


def test_the_one_letter_headers_of_amateur_radio_banks_are_known():
    text = (
        "J,P,I,Q,T,A,B,C,D\n[J]LY0001,1.1.1,MC2-0001,两个是,AC,甲,乙,丙,丁\nLX,1.1.2,MC1-0002,一个是,A7,5A,5W,5T,5X\n"
    )

    reading = read(text.encode())  # no file name: the header tells

    assert told(reading) == [("multiple", "两个是", ("甲", "乙", "丙", "丁"), (0, 2))]
    assert (reading.found[0].question.number, reading.found[0].question.tags) == ("MC2-0001", ("1.1.1",))
    assert [(fault.place.pointer, fault.reason) for fault in reading.faults] == [
        ("/3/E", "答案“A7”看不懂，要写选项的字母")
    ]


@pytest.mark.parametrize("text", [CSV, CSV.replace(",", "\t"), "某某题库,,,,,\n" + CSV])
def test_a_table_is_told_without_its_name(text):
    assert (read(text.encode()).format, told(read(text.encode()))) == ("csv", [GOOD])


def test_a_column_named_as_key_must_be_filled_and_unique():
    rows = [
        ["编号", "题干", "A", "B", "答案"],
        ["1", "一", "甲", "乙", "A"],
        ["1", "二", "甲", "乙", "A"],
        ["", "三", "甲", "乙", "A"],
    ]

    reading = read(workbook(rows), key_column="编号")

    assert [each[1] for each in told(reading)] == ["一"]
    assert [(f.place.row, f.reason) for f in reading.faults] == [(3, "“编号”1 和第 2 行重复"), (4, "“编号”是空的")]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "文件是空的"),
        (b"%PDF-1.7 ...", "这是 PDF"),
        (b"PK\x03\x04 broken", "这个 Excel 文件坏了"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 broken", "这个 .xls 文件读不出来"),
        (b"<html><table></table></html>", "这其实是网页"),
        (b"{\\rtf1 x}", "这是写字板的富文本"),
        (b"\xff\xff\xff\xff\x80", "文字的编码认不出来"),
    ],
)
def test_a_file_that_is_no_bank_is_refused_in_words_that_help(content, words):
    with pytest.raises(UnreadableFile) as refused:
        read(content, "题库")

    assert refused.value.detail.startswith(words)


def test_a_workbook_without_a_header_says_what_is_missing():
    assert faults(workbook([["随便", "写写"], ["甲", "乙"]])) == [
        ("/题库!1", "没有找到表头：要有一行写着“题干”和“答案”这样的列名")
    ]


def test_an_old_workbook_is_read_as_it_is_shown_merged_cells_and_hidden_rows_too():
    reading = read((Path(__file__).parent / "old.xls").read_bytes())

    assert told(reading) == [
        GOOD,
        ("single", "哪一个", ("50%", "3月5日", "1.5"), (0,)),
        ("true-false", "天是蓝的", ("对", "错"), (0,)),
    ]
    assert [(f.place.pointer, f.reason) for f in reading.faults] == [("/判断!3/B", "判断题的答案“?”看不懂，要写对或错")]
    assert [(n.place.pointer, n.reason) for n in reading.notes] == [("/单选!4", "这一行是隐藏的，照样收了")]
