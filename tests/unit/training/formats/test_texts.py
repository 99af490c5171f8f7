"""Questions as text, GIFT, Aiken and Moodle XML."""

import base64

import pytest

from shouwang.training.formats import UnreadableFile, read
from shouwang.training.models import Accepted, Policy
from tests.unit.training.formats.sheets import faults, told

NUMBERED = """义警题库（2026）
一、单项选择题
1. 火警电话是（ B ）。
A. 110
B. 119
C. 120
2、遇到持刀的人应当（  ）。
A、上前夺刀 B、保持距离并报警
答案：B
解析：先保自己。
1. 拉开距离
2. 打 110
难度：易
二、判断题
1. 义警可以罚款。（×）
2. 义警可以劝阻。 答案：√
三、简答题
1. 谈谈看法
答案：略
"""

WENJUANXING = """哪些是急救 [多选题] [分值:5]
A.心肺复苏
B.止血
C.跑步
答案：A,B

火警电话是 [单选题]
110
119(正确答案)
120

报警电话是____ [填空题]
答案：110|一一〇

天是蓝的 [判断题]
对（正确答案）
错
"""


def test_numbered_questions_with_sections_answers_and_explanations_are_read():
    reading = read(NUMBERED.encode())

    assert told(reading) == [
        ("single", "火警电话是（　）。", ("110", "119", "120"), (1,)),
        ("single", "遇到持刀的人应当（  ）。", ("上前夺刀", "保持距离并报警"), (1,)),
        ("true-false", "义警可以罚款。（　）", ("对", "错"), (1,)),
        ("true-false", "义警可以劝阻。", ("对", "错"), (0,)),
    ]
    assert reading.found[1].question.explanation == "先保自己。\n1. 拉开距离\n2. 打 110"
    assert [(fault.place.row, fault.reason) for fault in reading.faults] == [(18, "简答不能自动判分，没有收")]


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_the_form_of_the_survey_service_is_read(encoding):
    reading = read(WENJUANXING.encode(encoding))

    assert told(reading) == [
        ("multiple", "哪些是急救", ("心肺复苏", "止血", "跑步"), (0, 1)),
        ("single", "火警电话是", ("110", "119", "120"), (1,)),
        ("short-text", "报警电话是____", (), ()),
        ("true-false", "天是蓝的", ("对", "错"), (0,)),
    ]
    assert reading.found[0].question.points == 5
    assert reading.found[2].question.accepted == (Accepted("110"), Accepted("一一〇"))


def test_tagged_lines_are_read_and_without_any_answer_a_is_right_and_said_so():
    text = "[I]LK0001\n[Q]一个是\n[A]甲\n[B]乙\n[C]丙\n[P]1.1\n\n[I]LK0002\n[Q]另一个\n是\n[A]甲\n[B]乙\n"

    reading = read(text.encode())

    assert told(reading) == [
        ("single", "一个是", ("甲", "乙", "丙"), (0,)),
        ("single", "另一个\n是", ("甲", "乙"), (0,)),
    ]
    assert [note.reason for note in reading.notes] == ["没有一道题写了 [T] 答案：按这种格式的惯例，选项 A 是正确答案"]


def test_tagged_lines_with_answers_name_the_one_without():
    text = "[I]1\n[Q]一个是\n[T]B\n[A]甲\n[B]乙\n[I]2\n[Q]另一个\n[A]甲\n[B]乙\n"

    reading = read(text.encode())

    assert told(reading) == [("single", "一个是", ("甲", "乙"), (1,))]
    assert [(fault.place.row, fault.reason) for fault in reading.faults] == [(6, "没有答案")]


GIFT = r"""// a comment
$CATEGORY: $course$/top/安全/火灾

::Q1:: 1+1\=2 \{真的\} {T}

Grant is {~buried =entombed#对了 ~living} in Grant's tomb.

[html]x<sup>2</sup> &lt; 3 {
~%50%甲 &amp; 乙

~%50%丙
~%-100%丁
####说明
}

When? {#=1822:0 =%50%1822:2}

Range {#1..5}
Pairs {=cat -> 猫 =dog -> 狗 = -> 鱼}

Short {=two =%50%2}

essay {}

words only

Open {=a ~b

::Q9::Next {~a =b}
"""


def test_gift_is_read_in_all_its_forms_and_what_is_no_question_is_named():
    reading = read(GIFT.encode())
    questions = [found.question for found in reading.found]

    assert told(reading) == [
        ("true-false", "1+1=2 {真的}", ("对", "错"), (0,)),
        ("single", "Grant is _____ in Grant's tomb.", ("buried", "entombed", "living"), (1,)),
        ("multiple", "x² < 3", ("甲 & 乙", "丙", "丁"), (0, 1)),
        ("numeric", "When?", (), ()),
        ("numeric", "Range", (), ()),
        ("matching", "Pairs", ("猫", "狗", "鱼"), (0, 1)),
        ("short-text", "Short", (), ()),
        ("single", "Next", ("a", "b"), (1,)),
    ]
    assert {question.tags for question in questions} == {("火灾",)}
    assert (questions[2].policy, questions[2].weights) == (Policy.WEIGHTED, (0.5, 0.5, -1.0))
    assert questions[3].accepted == (Accepted("1822", "0"), Accepted("1822", "2", 0.5))
    assert questions[4].accepted == (Accepted("3", "2"),)
    assert questions[6].accepted == (Accepted("two"), Accepted("2", "0", 0.5))
    assert [(fault.place.row, fault.reason) for fault in reading.faults] == [
        (23, "问答题（花括号是空的）不能自动判分，没有收"),
        (25, "只有文字，没有花括号里的答案，不是一道题"),
        (27, "花括号没有成对"),
    ]


def test_a_choice_with_several_right_answers_of_which_one_is_enough_stays_so():
    question = read(b"Which? {=a =b ~c}").found[0].question

    assert (question.kind, question.key, question.weights) == ("single", (0, 1), (1.0, 1.0, 0.0))


def test_aiken_is_read_with_and_without_blanks_and_a_lost_answer_spoils_one_question_only():
    text = "What is it?\nA)x\nB) y\nANSWER: B\n\nThird\nA. q\nB. r\nFourth\nA. q\nB. r\nANSWER: A\n"
    text += "\nFifth\nA. q\nB. r\nANSWER: C\n"

    assert told(read(text.encode())) == [
        ("single", "What is it?", ("x", "y"), (1,)),
        ("single", "Fourth", ("q", "r"), (0,)),
    ]
    assert faults(text.encode()) == [("/6/答案", "没有答案"), ("/14/答案", "答案 C 没有对应的选项")]


PNG = b"\x89PNG\r\n\x1a\n picture"
MOODLE = f"""<?xml version="1.0" encoding="UTF-8"?>
<quiz>
<question type="category"><category><text>$course$/top/法律</text></category></question>
<question type="multichoice"><name><text>a</text></name>
<questiontext format="html"><text><![CDATA[<p>哪个 <b>是</b>？H<sub>2</sub>O</p><img src="@@PLUGINFILE@@/a%201.png">]]></text>
<file name="a 1.png" path="/" encoding="base64">{base64.b64encode(PNG).decode()}</file></questiontext>
<defaultgrade>2.0</defaultgrade><single>true</single>
<answer fraction="100" format="html"><text>&lt;p&gt;甲&lt;/p&gt;</text><feedback><text>对了</text></feedback></answer>
<answer fraction="0"><text>乙</text></answer></question>
<question type="essay"><questiontext><text>写写</text></questiontext></question>
<question type="cloze"><questiontext><text>x</text></questiontext></question>
<question type="truefalse"><questiontext><text>天是蓝的</text></questiontext>
<answer fraction="0"><text>true</text></answer><answer fraction="100"><text>false</text></answer></question>
<question type="numerical"><questiontext><text>多少</text></questiontext>
<answer fraction="100"><text>3.14</text><tolerance>0.01</tolerance></answer></question>
<question type="multichoice"><questiontext format="html"><text>&lt;img src="http://x/y.png"&gt;</text></questiontext></question>
</quiz>""".encode()


def test_moodle_xml_is_read_with_its_pictures_and_other_kinds_are_named():
    reading = read(MOODLE)
    first = reading.found[0].question

    assert told(reading) == [
        ("single", "哪个 是？H₂O", ("甲", "乙"), (0,)),
        ("true-false", "天是蓝的", ("对", "错"), (1,)),
        ("numeric", "多少", (), ()),
    ]
    assert (first.points, first.tags, first.explanation) == (2.0, ("法律",), "甲：对了")
    assert {name: reading.pictures[name] for name in first.pictures} == {first.pictures[0]: PNG}
    assert [(fault.place.row, fault.reason) for fault in reading.faults] == [
        (2, "问答题不能自动判分，没有收：写写"),
        (3, "完形填空题不能自动判分，没有收：x"),
        (6, "图片“http://x/y.png”不在文件里，没有收这道题"),
    ]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b'<!DOCTYPE quiz [<!ENTITY a "aaaa">]><quiz>&a;</quiz>', "这个 XML 里有实体"),
        (b"<quiz><question>", "XML 写得不对：第 1 行"),
        (b"<other/>", "这个 XML 不是 Moodle 题库"),
        (b'<?xml version="1.0" encoding="nonsense"?><quiz></quiz>', "XML"),
    ],
)
def test_xml_that_is_broken_or_would_expand_is_refused(content, words):
    with pytest.raises(UnreadableFile) as refused:
        read(content, format_="moodle")

    assert refused.value.detail.startswith(words)
