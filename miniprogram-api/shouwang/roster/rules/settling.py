"""What the force's own rules may be, and what of them changed."""

from collections.abc import Iterator

from shouwang.kernel.problem import Fault, Invalid
from shouwang.roster.models import Force

_LEAST_AGE, _MOST_AGE = 16, 200  # Source: reference domain-rules 3.1 (18 to 65); wide, for forces of other law
_MOST_PUBLICITY, _MOST_DAYS, _MOST_LISTED = 60, 90, 400


def check_force(force: Force) -> None:
    """Refuse rules that cannot be meant. Raises: Invalid with every fault."""
    faults = [*_faults(force), *_gate_faults(force)]
    if faults:
        raise Invalid(faults=faults)


def _faults(force: Force) -> Iterator[Fault]:
    if not _LEAST_AGE <= force.youngest <= _MOST_AGE:
        yield Fault("/youngest", f"从 {_LEAST_AGE} 岁起")
    if not force.youngest <= force.oldest <= _MOST_AGE:
        yield Fault("/oldest", "不能比最小年龄小")
    if force.publicity_days > _MOST_PUBLICITY:
        yield Fault("/publicity_days", f"最多 {_MOST_PUBLICITY} 个工作日")
    for name, days in (("holidays", force.holidays), ("make_up_days", force.make_up_days)):
        if len(days) > _MOST_LISTED:
            yield Fault(f"/{name}", f"最多 {_MOST_LISTED} 天")


def _gate_faults(force: Force) -> Iterator[Fault]:
    for rule in force.gates:
        for name, days in (("usual_days", rule.usual_days), ("due_days", rule.due_days)):
            if not 1 <= days <= _MOST_DAYS:
                yield Fault(f"/{rule.gate}.{name}", f"1 到 {_MOST_DAYS} 天")


def changes(before: Force, after: Force) -> dict[str, str]:
    """What changed, as it was and as it is; of listed days how many."""
    told: dict[str, str] = {}
    for name in ("youngest", "oldest", "publicity_days"):
        told[name] = f"{getattr(before, name)} → {getattr(after, name)}"
    told["cover_needed"] = f"{_yes(force=before)} → {_yes(force=after)}"
    for name in ("holidays", "make_up_days"):
        told[name] = f"{len(getattr(before, name))} 天 → {len(getattr(after, name))} 天"
    was = {rule.gate: rule for rule in before.gates}
    for rule in after.gates:
        for name in ("usual_days", "due_days"):
            told[f"{rule.gate}.{name}"] = f"{getattr(was[rule.gate], name)} → {getattr(rule, name)}"
    same = {name for name, words in told.items() if len(set(words.split(" → "))) == 1}
    if before.holidays != after.holidays:
        same.discard("holidays")
    if before.make_up_days != after.make_up_days:
        same.discard("make_up_days")
    return {name: words for name, words in told.items() if name not in same}


def _yes(*, force: Force) -> str:
    return "是" if force.cover_needed else "否"
