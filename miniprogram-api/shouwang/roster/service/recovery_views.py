"""What is told about a record, and what each side sees of a recovery 找回记录."""

from datetime import datetime

import msgspec

from shouwang.roster.models.recoveries import Fact, Recovery, RecoveryState


class Told(msgspec.Struct, frozen=True):
    """What somebody tells about their record; at least two of the three facts."""

    volunteer_number: str = ""
    document: str = ""
    phone: str = ""
    words: str = ""


class OwnRecovery(msgspec.Struct, frozen=True):
    """A recovery as who asked sees it: nothing of the record that was not told."""

    recovery_id: str
    facts: tuple[Fact, ...]
    state: RecoveryState
    asked_at: datetime
    expires_at: datetime
    why: str

    @classmethod
    def of(cls, r: Recovery) -> "OwnRecovery":
        """What is shown."""
        return cls(r.recovery_id, r.facts, r.state, r.asked_at, r.expires_at, r.decided_why)


class RecoveryView(msgspec.Struct, frozen=True):
    """A recovery as those who decide about it see it."""

    recovery_id: str
    name: str
    volunteer_number: str
    unit_path: str
    facts: tuple[Fact, ...]
    words: str
    new_phone: str
    state: RecoveryState
    asked_at: datetime
    expires_at: datetime
    vouched_by_name: str
    vouched_at: datetime | None
    decided_by_name: str
    decided_at: datetime | None

    @classmethod
    def of(cls, r: Recovery) -> "RecoveryView":
        """What is shown: the kinds of the facts, the end of the new phone, no person ids."""
        phone = f"*******{r.new_phone_tail}" if r.new_phone_tail else ""
        return cls(
            *(r.recovery_id, r.name, r.volunteer_number, r.unit_path, r.facts, r.words, phone, r.state),
            *(r.asked_at, r.expires_at, r.vouched_by_name, r.vouched_at, r.decided_by_name, r.decided_at),
        )
