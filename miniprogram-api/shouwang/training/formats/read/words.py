"""The words of real question banks: names of columns, kinds, difficulties, points."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from typing import Literal

from shouwang.training.formats.found import Column
from shouwang.training.models import Policy, QuestionKind

UNSUPPORTED: Literal["unsupported"] = "unsupported"

_COLUMNS: Mapping[Column, str] = {
    Column.NUMBER: "序号 题号 编号 试题编号 题目编号 题库编号 试题序号 题目序号 原题号 id no no. 试题id 题目id number",
    Column.KIND: "题型 类型 题目类型 试题类型 试题题型 题目题型 问题类型 考题类型 题类 type kind questiontype",
    Column.STEM: (
        "题干 题目 试题 问题 题目内容 试题内容 题干内容 问题内容 试题题干 题目题干 内容 考题 试题名称 题目名称 题目描述 "
        "题面 问题描述 题目标题 标题 题目正文 试题正文 考试题目 试题题目 stem question questiontext title"
    ),
    Column.OPTIONS: "选项 备选项 候选项 备选答案 选项内容 可选项 题目选项 试题选项 候选答案 选择项 options choices",
    Column.ANSWER: (
        "答案 正确答案 参考答案 标准答案 试题答案 题目答案 正确选项 正解 标答 考题答案 答案选项 正确项 答题答案 "
        "正确答案选项 答案内容 answer key correct correctanswer rightanswer"
    ),
    Column.EXPLANATION: (
        "解析 答案解析 试题解析 题目解析 解释 答案说明 讲解 详解 题解 试题分析 试题详解 答案解释 解析说明 解题思路 "
        "评析 说明 分析 explanation analysis feedback rationale"
    ),
    Column.SOURCE: (
        "来源 出处 依据 法律依据 题目来源 试题来源 参考依据 出题依据 文件依据 法规依据 标准依据 参考资料 source reference"
    ),
    Column.TAG: (
        "知识点 章节 分类 题目类别 试题类别 标签 考点 所属章节 题目分类 试题分类 类别 知识点名称 所属知识点 模块 科目 学科 专业 "
        "章 节 题目标签 试题标签 题库分类 知识分类 知识类别 tag tags category chapter topic"
    ),
    Column.DIFFICULTY: "难度 难易度 难易程度 难度等级 难度系数 试题难度 题目难度 难度级别 难易 difficulty level",
    Column.POINTS: "分值 分数 题目分值 试题分值 试题分数 题目分数 每题分值 本题分值 得分 points score mark",
    Column.PICTURE: "图片 附图 题图 题干图片 题目图片 图 配图 图示 picture image",
    Column.POLICY: "计分 计分方式 得分方式 评分方式 policy",
    Column.WEIGHTS: "权重 选项权重 weights",
    Column.OPTION_PICTURES: "选项图片",
}
_BY_NAME = {name: column for column, names in _COLUMNS.items() for name in names.split()}
_RADIO = {
    "j": Column.NUMBER,
    "p": Column.TAG,
    "i": Column.NUMBER,
    "q": Column.STEM,
    "t": Column.ANSWER,
    "f": Column.PICTURE,
}
_OPTION = re.compile(
    r"(?:选项内容|选项|备选答案|备选项|候选项|候选答案|选择项|答案|option|choice)?[(\[]?([a-z]|\d{1,2}|[一二三四五六七八九十])[)\]]?(?:选项|项)?[.、:]?"
)
_PROMPT = re.compile(r"左项([a-z])")
_NUMERALS = "一二三四五六七八九十"


def column_of(name: str) -> Column | str | None:
    """What a header's name says its column holds: a Column, `选项C` for an option, `左项C`, or None if it says nothing."""
    told = _header(name)
    bare = re.sub(r"[(\[【].*?[)\]】]", "", told)
    for spelling in dict.fromkeys((told, bare, told.rstrip("*:"), *bare.split("/"))):
        found = _BY_NAME.get(spelling) or _option(spelling)
        if found:
            return found
    return None


def rank(name: str, column: Column) -> int:
    """How sure a name is that its column is that one; less is surer."""
    names = _COLUMNS[column].split()
    return names.index(_header(name)) if _header(name) in names else len(names)


def radio_columns(names: Iterable[str]) -> Mapping[str, Column] | None:
    """The one-letter headers J, P, I, Q, T, F of amateur radio banks, if these are they."""
    told = {_header(name) for name in names}
    return _RADIO if {"q", "t", "a", "b"} <= told else None


def _header(name: str) -> str:
    return re.sub(r"[\s*＊　]+", "", unicodedata.normalize("NFKC", name)).lower()


def _option(name: str) -> str | None:
    prompt = _PROMPT.fullmatch(name)
    if prompt:
        return "左项" + prompt.group(1).upper()
    match = _OPTION.fullmatch(name)
    if not match:
        return None
    told = match.group(1)
    if told.isascii() and told.isalpha():
        return "选项" + told.upper()
    place = int(told) if told.isdecimal() else _NUMERALS.index(told) + 1
    return "选项" + chr(ord("A") + place - 1) if name != told and 1 <= place <= 26 else None


_KINDS: Mapping[QuestionKind, str] = {
    QuestionKind.SINGLE: "单选 单项选择 单选择 单项选 单项 single singlechoice radio 单选型",
    QuestionKind.MULTIPLE: "多选 多项选择 多选择 不定项选择 不定项 不定向选择 多项 双选 任选 multiple multiplechoice multi",
    QuestionKind.TRUE_FALSE: "判断 是非 对错 正误 判断正误 判断对错 truefalse true-false true/false tf judge judgement judgment",
    QuestionKind.NUMERIC: "数值 数字 数值填空 numeric numerical",
    QuestionKind.SHORT_TEXT: "填空 单项填空 单空填空 短答 short-text shorttext shortanswer blank fillblank fill",
    QuestionKind.ORDERING: "排序 排列 顺序 ordering order",
    QuestionKind.MATCHING: "配对 匹配 连线 matching match",
}
_BY_KIND: dict[str, QuestionKind] = {word: kind for kind, words in _KINDS.items() for word in words.split()}
_NOT_MARKED = re.compile(
    r"简答|问答|论述|案例|名词解释|主观|材料|作文|计算|综合|编程|操作|完形|阅读|翻译|写作|实操|分析|画图|组合|essay|cloze"
)


def kind_of(word: str) -> QuestionKind | Literal["unsupported"] | None:
    """The kind a word names; `unsupported` for kinds nobody can mark by rule; None for what names no kind, `选择题` too."""
    told = re.sub(r"[\s　()（）\[\]【】]|试?题型?$", "", unicodedata.normalize("NFKC", word)).lower()
    told = re.sub(r"(选择|填空)题?$", r"\1", told)
    if told in _BY_KIND:
        return _BY_KIND[told]
    return UNSUPPORTED if _NOT_MARKED.search(told) else None


def heading_kind(text: str) -> str:
    """The kind's word in the heading of a section or the name of a sheet, such as `二、多项选择题（共 20 题）`; empty if none."""
    told = unicodedata.normalize("NFKC", text)
    if len(told) > 60:
        return ""
    match = re.search(
        r"单项选择|单选|多项选择|多选|不定项选择?|判断|是非|填空|排序|配对|匹配|连线|简答|问答|论述|案例|名词解释", told
    )
    return match.group() if match else ""


# Words in the place of a kind that leave it open: the answer tells.
_OPEN = frozenset({"选择", "客观", "理论", "选择题", "客观题", "choice"})


def leaves_kind_open(word: str) -> bool:
    """Whether a word in the kind's place says no more than that one chooses, or is a code."""
    told = re.sub(r"[\s　]|题$", "", unicodedata.normalize("NFKC", word)).lower()
    return told in _OPEN or told.isdecimal()


_HEADING = re.compile(
    r"^\W*(第?[一二三四五六七八九十]{1,3}\w{0,2}\W+)?"
    r"(单项|单选|多项|多选|不定项|判断|是非|填空|排序|配对|匹配|连线|简答|问答|论述|案例|名词解释)\w{0,4}题?\W*([共每本]|$|\W)"
)


def looks_like_heading(text: str) -> bool:
    """Whether a text alone in a row is a section's heading and no stem that speaks of judging or choosing."""
    told = unicodedata.normalize("NFKC", text).strip()
    return len(told) <= 60 and bool(_HEADING.match(told)) and "?" not in told


_POLICIES: Mapping[str, Policy] = {
    "": Policy.EXACT,
    "全对得分": Policy.EXACT,
    "少选按比例": Policy.PARTIAL_NO_WRONG,
    "少选得一半": Policy.HALF_NO_WRONG,
    "按权重": Policy.WEIGHTED,
    "按先后": Policy.PAIRWISE,
}
POLICY_WORDS: Mapping[Policy, str] = {policy: word for word, policy in _POLICIES.items() if word}
KIND_WORDS: Mapping[QuestionKind, str] = {kind: words.split()[0] + "题" for kind, words in _KINDS.items()}


def policy_of(word: str) -> Policy | None:
    """The policy a word names."""
    return _POLICIES.get(word.strip())


_EASY, _MIDDLE, _HARD = (
    "易 简单 容易 较易 低 初级 easy 很易 较简单",
    "中 一般 中等 普通 适中 较中 medium normal 中级",
    "难 困难 较难 高 很难 hard difficult 高级",
)
_LEVELS = {word: level for level, words in ((1, _EASY), (2, _MIDDLE), (3, _HARD)) for word in words.split()}


def read_difficulty(text: str) -> int | None:
    """A difficulty from 1 (easy) to 5; nothing is 1; None if it cannot be told.

    Between 0 and 1 it is the share of people who get it right (难度系数), so that more is easier.
    """
    told = unicodedata.normalize("NFKC", text).strip().lower().removesuffix("级").removesuffix("度")
    if not told:
        return 1
    if told in _LEVELS:
        return _LEVELS[told]
    if set(told) <= {"★", "☆", "*"}:
        return min(5, max(1, told.count("★") + told.count("*")))
    if re.fullmatch(r"[1-5](\.0+)?", told):
        return int(told[0])
    if re.fullmatch(r"0?\.\d+", told):
        return 1 if float(told) >= 0.7 else 2 if float(told) >= 0.4 else 3
    return None


def read_points(text: str) -> float | None:
    """The points of a question; nothing is 1; None if it cannot be told."""
    told = unicodedata.normalize("NFKC", text).strip()
    match = re.fullmatch(r"(\d{1,4}(?:\.\d{1,4})?)\s*分?(?:/题)?", told)
    return float(match.group(1)) if match else None if told else 1.0
