"""The gate path 关: where an application has come to, as nodes on a line and as one sentence."""

from collections.abc import Sequence
from datetime import datetime

from shouwang.console.review.views import Gate
from shouwang.console.words import day, waited
from shouwang.recruitment.models import Gate as Stop
from shouwang.recruitment.rules.way import Node, NodeState
from shouwang.roster.models import Force


def gate_path(nodes: Sequence[Node], force: Force, now: datetime) -> tuple[Gate, ...]:
    """The nodes."""
    return tuple(_gate(node, force, now) for node in nodes)


def one_line(nodes: Sequence[Node], force: Force, now: datetime) -> str:
    """Where it stands, in one sentence for narrow pages; nothing when it is over and passed."""
    here = [node for node in nodes if node.state not in {NodeState.PASSED, NodeState.AHEAD}]
    return "，".join(f"{node.words}，{_fact(node, force, now)}" for node in here)


def _gate(node: Node, force: Force, now: datetime) -> Gate:
    fact = _fact(node, force, now)
    match node.state:
        case NodeState.PASSED:
            return Gate(node.words, fact, "done", "pass")
        case NodeState.FAILED:
            return Gate(node.words, fact, "closed", "failed")
        case NodeState.NOW:
            return Gate(node.words, fact, "now", "now")
        case NodeState.RETURNED:
            return Gate(node.words, fact, "now", "returned")
        case _:
            return Gate(node.words, fact, "ahead", "ahead")


def _fact(node: Node, force: Force, now: datetime) -> str:
    if node.state is NodeState.AHEAD or node.at is None:
        return _ahead(node, force)
    if node.state in {NodeState.PASSED, NodeState.FAILED}:
        return f"{day(node.at, now)}{'通过' if node.state is NodeState.PASSED else '不通过'}"
    words = waited(node.at, now).words
    return f"退回 {words}，等本人补" if node.state is NodeState.RETURNED else f"到这里 {words}"


def _ahead(node: Node, force: Force) -> str:
    if node.gate is Stop.PUBLICITY:
        return f"{force.publicity_days} 个工作日" if force.publicity_days else "不等日子"
    return "入队" if node.gate is Stop.NUMBER else f"通常 {node.usual_days} 天"
