"""Days with a loose check-out 离线补送: a check-in that finds none of its own is decided without looking for one."""

from datetime import datetime, timedelta

from pynamodb.attributes import NumberAttribute, UnicodeAttribute, UnicodeSetAttribute

from shouwang.duty.models import CheckIn, DutySession
from shouwang.duty.rules.fixes import QUEUE_LIFE
from shouwang.duty.rules.pairing import REACH
from shouwang.duty.store.sessions import OpenDutyRow
from shouwang.platform.dynamo import Table, Writes, check, update

_KEPT = QUEUE_LIFE + REACH + timedelta(days=1)  # no check-in of such a day can come any more


class LooseOutsRow(Table):
    """On which days (of UTC) a person checked out of no duty. A day may stay when its check-out was paired: a hint, no list."""

    TABLE = "loose-outs"
    TTL = "expires_at"

    person_id = UnicodeAttribute(hash_key=True)
    days = UnicodeSetAttribute()
    expires_at = NumberAttribute()


class LooseOutFound(Exception):
    """A check-out near this check-in belongs to no duty: look whether it is this one's."""

    def __init__(self, _: object = None) -> None:
        super().__init__("loose check-out")


def loosened(check_out: CheckIn) -> Writes:
    """The day of a check-out that ends nothing; joins the commit that keeps it."""
    row = LooseOutsRow(person_id=check_out.person_id)
    gone = int((check_out.arrived_at + _KEPT).timestamp())
    # A condition that always holds: days are only ever added, so two at once do not disturb each other.
    always = LooseOutsRow.person_id.does_not_exist() | LooseOutsRow.person_id.exists()
    changes = (LooseOutsRow.days.add({_day(check_out.occurred_at)}), LooseOutsRow.expires_at.set(gone))
    return update(row, *changes, condition=always)


def none_loose(check_in: CheckIn) -> Writes:
    """Nothing loose on the days on which a duty begun now can end. Raises (at commit): LooseOutFound."""
    first, last = _day(check_in.occurred_at), _day(check_in.occurred_at + REACH)
    none = ~LooseOutsRow.days.contains(first) & ~LooseOutsRow.days.contains(last)
    row = LooseOutsRow(person_id=check_in.person_id)
    return check(row, LooseOutsRow.person_id.does_not_exist() | none, LooseOutFound)


def as_seen(person_id: str, begun: DutySession | None) -> Writes:
    """The person is on the duty that was read, or on none. Conflicts (at commit) when another began or ended meanwhile."""
    open_id = OpenDutyRow.session_id
    condition = OpenDutyRow.person_id.does_not_exist() if begun is None else open_id == begun.session_id
    return check(OpenDutyRow(person_id=person_id), condition)


def _day(at: datetime) -> str:
    return at.date().isoformat()
