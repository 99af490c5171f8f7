"""Checks by strangers: what is looked up for what was typed, and what is told."""

from datetime import datetime

from shouwang.honours.models import Award, Verified
from shouwang.kernel.ids import is_code, read_code
from shouwang.kernel.mask import mask_name
from shouwang.kernel.problem import Problem

LIST_LENGTH = 131_072  # bits in one public status list. Source: Bitstring Status List 1.0, section 6.1
CHECKS_A_MINUTE = 60  # from one address: an office that checks a pile of certificates, not a script
NO_CODE = "0" * 15 + "?"  # as long as a code, and never one


class NoSuchHonour(Problem):
    """No award has this code; a code that cannot be one gets the same answer."""

    slug, title, status = "no-such-honour", "查无此证", 404


class CheckedTooOften(Problem):
    """More checks in a minute than people make."""

    slug, title, status = "checked-too-often", "验得太勤了，等一分钟再验", 429


def code_to_look_up(typed: str) -> str:
    """The code behind what a person typed or scanned; what cannot be a code becomes one that nobody has."""
    code = read_code(typed[:64])
    return code if is_code(code) else NO_CODE


def verified(award: Award, checked_at: datetime) -> Verified:
    """What a stranger is told about an award."""
    written = award.inscription
    return Verified(
        state=award.state,
        kind=award.kind,
        title=written.title,
        masked_name=mask_name(written.name),
        issuer=written.issuer,
        issued_on=written.issued_on,
        serial=written.serial,
        state_at=award.state_at,
        checked_at=checked_at,
    )
