"""What a bank and a quiz must be before anybody sees them."""

from collections import Counter
from collections.abc import Iterator, Sequence

from shouwang.kernel.problem import Fault, Invalid
from shouwang.training.models import Policy, Question, QuestionKind, Quiz

MOST_OPTIONS = 8  # A to H. Source: domain-rules 4.3


def check_bank(questions: Sequence[Question]) -> None:
    """Refuse a bank that could not be answered or marked. Raises: Invalid with every fault, by question."""
    faults = [fault for place, question in enumerate(questions) for fault in _faults(f"/questions/{place}", question)]
    doubled = [name for name, times in Counter(q.question_id for q in questions).items() if times > 1]
    faults += [Fault("/questions", f"题号 {name} 用了两次") for name in doubled]
    if faults:
        raise Invalid(faults=faults)


def _faults(pointer: str, question: Question) -> Iterator[Fault]:
    options = range(len(question.options))
    if not question.stem.strip():
        yield Fault(f"{pointer}/stem", "没有题干")
    if not 2 <= len(options) <= MOST_OPTIONS:
        yield Fault(f"{pointer}/options", f"选项要 2 到 {MOST_OPTIONS} 个")
    if len(set(question.options)) != len(question.options):
        yield Fault(f"{pointer}/options", "有两个选项一样")
    if not question.key or not set(question.key) <= set(options):
        yield Fault(f"{pointer}/key", "答案不在选项里")
    if question.kind is not QuestionKind.MULTIPLE and len(question.key) != 1:
        yield Fault(f"{pointer}/key", "单选和判断只能有一个答案")
    yield from _policy_faults(pointer, question)


def _policy_faults(pointer: str, question: Question) -> Iterator[Fault]:
    if question.points < 1:
        yield Fault(f"{pointer}/points", "分值至少 1")
    if question.policy is Policy.WEIGHTED and len(question.weights) != len(question.options):
        yield Fault(f"{pointer}/weights", "每个选项要有一个权重")


def check_quiz(quiz: Quiz, questions: Sequence[Question]) -> None:
    """Refuse a quiz that its bank cannot fill. Raises: Invalid with every fault."""
    in_bank = Counter(question.tag for question in questions)
    faults = [
        Fault(f"/quiz/quotas/{tag}", f"题库里只有 {in_bank[tag]} 道")
        for tag, quota in quiz.quotas.items()
        if quota > in_bank[tag]
    ]
    if not 1 <= quiz.draw <= len(questions):
        faults.append(Fault("/quiz/draw", f"要在 1 到 {len(questions)} 之间"))
    if sum(quiz.quotas.values()) > quiz.draw:
        faults.append(Fault("/quiz/quotas", "各类加起来多过总题数"))
    if not 0 < quiz.pass_mark <= 100:
        faults.append(Fault("/quiz/pass_mark", "要在 1 到 100 之间"))
    if faults:
        raise Invalid(faults=faults)
