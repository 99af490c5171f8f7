"""应急码: made on the command line for one person, for when neither WeChat nor a passkey opens the console; never used unseen."""

import hashlib
from datetime import timedelta
from itertools import islice

import msgspec

from shouwang.identity import rules, store
from shouwang.identity.models import EmergencyCode, SessionKind
from shouwang.identity.service.login import Identity, Login
from shouwang.identity.service.telling import tell
from shouwang.kernel.actor import Role
from shouwang.kernel.clock import local_day
from shouwang.kernel.mentions import mention
from shouwang.platform import audit, throttle
from shouwang.platform.dynamo import Writes, commit


class EmergencyDoor(msgspec.Struct, frozen=True):
    """应急码. Source: docs/decisions/0231"""

    identity: Identity

    def make(self, person_id: str, days: int, by: str) -> str:
        """A code for one of the staff, told once and kept only as a hash. Raises: NotFound, NotStaff. Cost: 2 requests."""
        now = self.identity.now()
        rules.require_staff(rules.actor_of(self.identity.require_person(person_id), "", now))
        code = rules.new_code()
        expires_at = int((now + timedelta(days=days)).timestamp())
        line = audit.note(f"person {person_id}", "emergency-code-made", by, now, self.identity.new_id(), {"days": days})
        commit(store.new_code(EmergencyCode(_hash(code), person_id, now, expires_at)), line)
        return code

    def enter(self, typed: str, device: str, address: str) -> Login:
        """A console session without a proof, once; all commanders and the person are told.

        Raises: TooOften, EmergencyRefused, NotStaff. Cost: 5 requests.
        """
        now = self.identity.now()
        throttle.require("emergency", address, rules.EMERGENCY_TRIES_A_MINUTE, now, rules.TooOften)
        code = rules.require_code(store.fetch_code(_hash(typed)), now)
        person = self.identity.require_person(code.person_id)
        rules.require_staff(rules.actor_of(person, "", now))
        told = self._told(person.person_id, device)
        return self.identity.sign_in(
            person.person_id, SessionKind.CONSOLE, device, "", store.code_used(code, now), *told, proved=False
        )

    def _told(self, person_id: str, device: str) -> list[Writes]:
        now, line_id = self.identity.now(), self.identity.new_id()
        commanders = (
            each.person_id for each in self.identity.staff(now) if Role.COMMANDER in each.as_of(local_day(now)).roles
        )
        everybody = dict.fromkeys((person_id, *islice(commanders, rules.TOLD_MOST)))
        words = f"{mention(person_id)}用应急码进了管理台，{device}。不该有这件事，就让那一处退出，再查审计"
        line = audit.note(f"person {person_id}", "emergency-code-used", person_id, now, line_id, {"device": device})
        return [line, *(tell(each, "有人用了应急码", words)(now, line_id) for each in everybody)]


def _hash(code: str) -> str:
    return hashlib.sha256(rules.as_typed(code).encode()).hexdigest()
