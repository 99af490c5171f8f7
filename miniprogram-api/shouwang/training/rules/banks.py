"""What a bank and a quiz must be before anybody sees them, and which questions are the same."""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from shouwang.kernel.problem import Fault, Invalid
from shouwang.training.models import CHOICES, WRITTEN, Listed, Policy, Question, QuestionKind, Quiz
from shouwang.training.rules.drawing import fill
from shouwang.training.rules.grading import number

MOST_OPTIONS = 26  # A to Z
MOST_QUESTIONS = 5_000  # in one bank: its list of contents is read at each start of an attempt
MOST_DRAWN = 80  # each is a row of the transaction that counts an attempt, of 100 at most
# Characters. Stems of real banks reach a few hundred; a row of the store holds 400 KB.
LONGEST_STEM, LONGEST_OPTION, LONGEST_EXPLANATION = 8_000, 4_000, 16_000
_POLICIES: Mapping[QuestionKind, frozenset[Policy]] = {
    QuestionKind.SINGLE: frozenset({Policy.EXACT, Policy.WEIGHTED}),
    QuestionKind.MULTIPLE: frozenset(Policy) - {Policy.PAIRWISE},
    QuestionKind.TRUE_FALSE: frozenset({Policy.EXACT, Policy.WEIGHTED}),
    QuestionKind.NUMERIC: frozenset({Policy.EXACT}),
    QuestionKind.SHORT_TEXT: frozenset({Policy.EXACT}),
    QuestionKind.ORDERING: frozenset({Policy.EXACT, Policy.PAIRWISE}),
    QuestionKind.MATCHING: frozenset({Policy.EXACT, Policy.PARTIAL_NO_WRONG}),
}


def check_bank(questions: Sequence[Question]) -> None:
    """Refuse a bank that could not be answered or marked. Raises: Invalid with every fault, by question."""
    faults = [
        Fault(f"/questions/{place}{fault.pointer}", fault.detail)
        for place, question in enumerate(questions)
        for fault in question_faults(question)
    ]
    doubled = [name for name, times in Counter(q.question_id for q in questions).items() if times > 1]
    faults += [Fault("/questions", f"题号 {name} 用了两次") for name in doubled]
    if len(questions) > MOST_QUESTIONS:
        faults.append(Fault("/questions", f"一个题库最多 {MOST_QUESTIONS} 道题，分成几个"))
    if faults:
        raise Invalid(faults=faults)


def question_faults(question: Question) -> Iterator[Fault]:
    """What is wrong with one question; pointers below the question."""
    if not question.stem.strip():
        yield Fault("/stem", "没有题干")
    if len(question.stem) > LONGEST_STEM:
        yield Fault("/stem", f"题干超过 {LONGEST_STEM} 字")
    if len(question.explanation) > LONGEST_EXPLANATION:
        yield Fault("/explanation", f"解析超过 {LONGEST_EXPLANATION} 字")
    if not 0 < question.points <= 1000:
        yield Fault("/points", "分值要大于 0，不超过 1000")
    if not 1 <= question.difficulty <= 5:
        yield Fault("/difficulty", "难度要在 1 到 5 之间")
    if question.policy not in _POLICIES[question.kind]:
        yield Fault("/policy", "这种题型不能这样计分")
    yield from _KINDS[question.kind](question)


def _choice_faults(question: Question) -> Iterator[Fault]:
    yield from _option_faults(question.options, 2)
    options = range(len(question.options))
    if not question.key or not set(question.key) <= set(options) or len(set(question.key)) != len(question.key):
        yield Fault("/key", "答案不在选项里")
    elif (
        question.kind is not QuestionKind.MULTIPLE and len(question.key) != 1 and question.policy is not Policy.WEIGHTED
    ):
        yield Fault("/key", "单选和判断只能有一个答案")
    if question.policy is Policy.WEIGHTED and len(question.weights) != len(question.options):
        yield Fault("/weights", "每个选项要有一个权重")


def _option_faults(options: Sequence[str], fewest: int) -> Iterator[Fault]:
    if not fewest <= len(options) <= MOST_OPTIONS:
        yield Fault("/options", f"选项要 {fewest} 到 {MOST_OPTIONS} 个")
    if len(set(options)) != len(options):
        twice = next(text for text, times in Counter(options).items() if times > 1)
        yield Fault("/options", f"有两个选项一样：{twice[:20]}")
    if any(len(text) > LONGEST_OPTION for text in options):
        yield Fault("/options", f"有选项超过 {LONGEST_OPTION} 字")
    if any(not text.strip() for text in options):
        yield Fault("/options", "有空的选项")


def _written_faults(question: Question) -> Iterator[Fault]:
    if not question.accepted:
        yield Fault("/accepted", "没有答案")
    if any(not 0 <= each.share <= 1 for each in question.accepted):
        yield Fault("/accepted", "答案的得分比例要在 0 到 1 之间")
    elif question.accepted and max(each.share for each in question.accepted) <= 0:
        yield Fault("/accepted", "没有一个答案能得分")
    if question.kind is QuestionKind.NUMERIC:
        numbers = [text for each in question.accepted for text in (each.text, each.tolerance)]
        if any(number(text) is None for text in numbers):
            yield Fault("/accepted", "答案和误差要写数字")
        elif any(Decimal(each.tolerance) < 0 for each in question.accepted):
            yield Fault("/accepted", "误差不能小于 0")
    elif any(not each.text.strip() for each in question.accepted):
        yield Fault("/accepted", "有空的答案")


def _ordering_faults(question: Question) -> Iterator[Fault]:
    yield from _option_faults(question.options, 2)
    if sorted(question.key) != list(range(len(question.options))):
        yield Fault("/key", "顺序里每一项要出现一次")


def _matching_faults(question: Question) -> Iterator[Fault]:
    yield from _option_faults(question.options, 2)
    if not 1 <= len(question.prompts) <= MOST_OPTIONS or any(not text.strip() for text in question.prompts):
        yield Fault("/prompts", "左边要有 1 到 26 项，不能空")
    if len(set(question.prompts)) != len(question.prompts):
        yield Fault("/prompts", "左边有两项一样")
    if len(question.key) != len(question.prompts) or not set(question.key) <= set(range(len(question.options))):
        yield Fault("/key", "左边每一项要配右边的一项")


_KINDS: Mapping[QuestionKind, Callable[[Question], Iterator[Fault]]] = {
    **dict.fromkeys(CHOICES, _choice_faults),
    **dict.fromkeys(WRITTEN, _written_faults),
    QuestionKind.ORDERING: _ordering_faults,
    QuestionKind.MATCHING: _matching_faults,
}


def check_quiz(quiz: Quiz, contents: Sequence[Listed]) -> None:
    """Refuse a quiz that its bank cannot fill. Raises: Invalid with every fault."""
    faults = list(_quota_faults(quiz, contents))
    most = min(len(contents), MOST_DRAWN)
    if not 1 <= quiz.draw <= most:
        faults.append(Fault("/quiz/draw", f"要在 1 到 {most} 之间"))
    if not 0 < quiz.pass_mark <= 100:
        faults.append(Fault("/quiz/pass_mark", "要在 1 到 100 之间"))
    if quiz.time_limit_s < 60 or quiz.max_attempts < 1 or quiz.cool_down_s < 0:
        faults.append(Fault("/quiz", "时间至少 60 秒，次数至少 1，间隔不能小于 0"))
    if faults:
        raise Invalid(faults=faults)


def _quota_faults(quiz: Quiz, contents: Sequence[Listed]) -> Iterator[Fault]:
    asked = sum(quota.count for quota in quiz.quotas)
    short = [(place, quota, sum(quota.takes(listed) for listed in contents)) for place, quota in enumerate(quiz.quotas)]
    faults = [
        Fault(f"/quiz/quotas/{place}", f"{_named(quota.tag, quota.difficulty)}题库里只有 {there} 道")
        for place, quota, there in short
        if not 0 < quota.count <= there
    ]
    yield from faults
    if asked > quiz.draw:
        yield Fault("/quiz/quotas", "各类加起来多过总题数")
    elif not faults and len(fill(contents, quiz.quotas)) < asked:
        yield Fault("/quiz/quotas", "各类有重叠，题库里凑不齐")


def _named(tag: str, difficulty: int | None) -> str:
    words = ([f"“{tag}”"] if tag else []) + ([f"难度 {difficulty} 的"] if difficulty else [])
    return "".join(words)


def listed(questions: Iterable[Question]) -> tuple[Listed, ...]:
    """The list of contents of a bank."""
    return tuple(Listed(q.question_id, q.tags, q.difficulty) for q in questions)


def content_id(question: Question) -> str:
    """An id made of what is asked, whatever the answer: the same question has it in every version of a bank.

    Pictures count: two questions may differ by their pictures alone. Options count as a set.
    """
    parts = [
        question.stem,
        "\x1d".join(question.pictures),
        "\x1d".join(sorted(question.options)),
        "\x1d".join(question.prompts),
    ]
    return hashlib.sha256("\x1e".join(" ".join(part.split()) for part in parts).encode()).hexdigest()[:20]


def answer_of(question: Question) -> tuple[object, ...]:
    """What is right in a question, told apart from the order of its options."""
    named = [question.options[place] for place in question.key]
    ordered = question.kind in (QuestionKind.ORDERING, QuestionKind.MATCHING)
    return (tuple(named if ordered else sorted(named)), question.accepted)


def answer_words(question: Question) -> str:
    """What is right in a question, for people to read."""
    if question.accepted:
        return "、".join(
            each.text if each.tolerance == "0" else f"{each.text}±{each.tolerance}" for each in question.accepted
        )
    return "、".join(question.options[place] for place in question.key)
