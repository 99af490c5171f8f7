"""核打卡: who may settle a check-in that the machine would not decide, and what the volunteer is told."""

from shouwang.duty.models import CheckIn, Clearance
from shouwang.duty.rules.proofs import NothingToProve
from shouwang.duty.rules.reports import LONGEST_TEXT, OwnWork
from shouwang.kernel.actor import LEADERS, Actor
from shouwang.kernel.problem import Fault, Invalid, NotFound


def decide(check_in: CheckIn | None, leader: Actor, *, accept: bool, reason: str) -> Clearance:
    """What a leader's word makes of a waiting check-in.

    Raises: NotFound outside the leader's units, OwnWork, NothingToProve, Invalid without a reason.
    """
    if check_in is None or check_in.session_id is None or not leader.covers(check_in.unit_path, *LEADERS):
        raise NotFound
    if check_in.person_id == leader.person_id:
        raise OwnWork("请别的队长来核")
    if check_in.clearance is not Clearance.PENDING:
        raise NothingToProve
    if not 1 <= len(reason.strip()) <= LONGEST_TEXT:
        raise Invalid(faults=[Fault("/reason", f"理由写 1 到 {LONGEST_TEXT} 个字")])
    return Clearance.WORD if accept else Clearance.REFUSED


def words(clearance: Clearance, leader_name: str, reason: str) -> tuple[str, str]:
    """Title and text of the notice to the volunteer."""
    if clearance is Clearance.WORD:
        return "打卡核过了", f"{leader_name}认可了你的打卡，这一班的时长记作见证。理由：{reason}"
    return "打卡没有认可", f"{leader_name}没有认可你的打卡，这一班不计时长。理由：{reason}。有不同意见可以补卡说明"
