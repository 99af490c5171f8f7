"""What vouches for the ends of a duty. Each function is one write to the duty."""

from collections.abc import Mapping, Sequence

from pynamodb.expressions.condition import Condition
from pynamodb.expressions.update import Action

from shouwang.duty.models import CheckIn, Clearance, Voucher, Way
from shouwang.duty.rules.proofs import NothingToProve
from shouwang.duty.store.sessions import DutySessionRow
from shouwang.platform.dynamo import Writes, update


def cleared(check_in: CheckIn, clearance: Clearance, by: Voucher | None = None) -> Writes:
    """The end of a duty that a check-in marks vouched for or refused. Raises (at commit): NothingToProve."""
    return cleared_ends([check_in], clearance, {check_in.way: by} if by else {})


def cleared_ends(ends: Sequence[CheckIn], clearance: Clearance, by: Mapping[Way, Voucher]) -> Writes:
    """One or both ends of a duty vouched for, each by whose word, or refused. Raises (at commit): NothingToProve."""
    key = DutySessionRow(person_id=ends[0].person_id, session_id=ends[0].session_id)
    changes: list[Action] = [DutySessionRow.version.add(1)]
    waiting: Condition = DutySessionRow.session_id.exists()
    for check_in in ends:
        came = check_in.way is Way.IN
        end_ = DutySessionRow.in_clearance if came else DutySessionRow.out_clearance
        changes.append(end_.set(clearance))
        waiting &= end_ == Clearance.PENDING
        if check_in.way in by:
            word = DutySessionRow.in_voucher if came else DutySessionRow.out_voucher
            changes.append(word.set(by[check_in.way]))
    return update(key, *changes, condition=waiting, otherwise=NothingToProve())


def doubted(check_in: CheckIn) -> Writes:
    """The end of a duty that a check-in marks waits for a leader after all. Conflicts when it was settled otherwise."""
    key = DutySessionRow(person_id=check_in.person_id, session_id=check_in.session_id)
    end_ = DutySessionRow.in_clearance if check_in.way is Way.IN else DutySessionRow.out_clearance
    changes = (end_.set(Clearance.PENDING), DutySessionRow.version.add(1))
    return update(key, *changes, condition=end_ == check_in.clearance)
