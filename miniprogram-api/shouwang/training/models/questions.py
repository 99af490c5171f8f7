"""Questions 题目 and banks 题库. Shapes: options count from 0 everywhere."""

from datetime import datetime
from enum import StrEnum

import msgspec


class QuestionKind(StrEnum):
    """How a question is answered."""

    SINGLE = "single"  # 单选
    MULTIPLE = "multiple"  # 多选
    TRUE_FALSE = "true-false"  # 判断
    NUMERIC = "numeric"  # 数值
    SHORT_TEXT = "short-text"  # 填空
    ORDERING = "ordering"  # 排序
    MATCHING = "matching"  # 配对


CHOICES = frozenset({QuestionKind.SINGLE, QuestionKind.MULTIPLE, QuestionKind.TRUE_FALSE})
WRITTEN = frozenset({QuestionKind.NUMERIC, QuestionKind.SHORT_TEXT})


class Policy(StrEnum):
    """How an answer is marked. Source: domain-rules 4.1."""

    EXACT = "exact"  # 全对才得分
    PARTIAL_NO_WRONG = "partial-no-wrong"  # 少选按比例，选错不得分；配对按对的份数
    HALF_NO_WRONG = "half-no-wrong"  # 少选得一半，选错不得分
    WEIGHTED = "weighted"  # 按选项的权重相加
    PAIRWISE = "pairwise"  # 排序：前后关系对的份数


class Accepted(msgspec.Struct, frozen=True):
    """An answer that counts, of a question one writes an answer to. `share` of the points, from 0 to 1.

    Shapes: for a number `text` and `tolerance` are plain decimals, as written.
    """

    text: str
    tolerance: str = "0"
    share: float = 1.0


class Question(msgspec.Struct, frozen=True):
    """题目: immutable once its bank is published.

    `options` are what is chosen from, put in order, or matched to `prompts`. `key` holds the right options: in order for
    an ordering, one for each prompt for a matching. `accepted` is the key of what one writes. `weights` belong to the
    weighted policy, one for each option. `pictures` are the stem's, `option_pictures` one for each option or none at all.
    `number` is the one it had where it came from.
    """

    question_id: str
    kind: QuestionKind
    stem: str
    options: tuple[str, ...]
    key: tuple[int, ...]
    explanation: str
    source: str
    tags: tuple[str, ...] = ()
    difficulty: int = 1
    policy: Policy = Policy.EXACT
    points: float = 1
    weights: tuple[float, ...] = ()
    prompts: tuple[str, ...] = ()
    accepted: tuple[Accepted, ...] = ()
    pictures: tuple[str, ...] = ()
    option_pictures: tuple[str, ...] = ()
    number: str = ""


class Listed(msgspec.Struct, frozen=True):
    """A question as the bank's list of contents holds it: enough to draw it."""

    question_id: str
    tags: tuple[str, ...]
    difficulty: int


class Bank(msgspec.Struct, frozen=True):
    """题库. `version` points to the questions in force; `pages` says in how many rows their list is kept."""

    bank_id: str
    title: str
    version: str
    questions: int
    pages: int
    kept_at: datetime
    kept_by: str
