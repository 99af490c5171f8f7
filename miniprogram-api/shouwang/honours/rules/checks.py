"""Checks by strangers: what is looked up for what was typed, and what is told."""

from datetime import datetime

from shouwang.honours.models import Award, AwardState, Publication, Verified
from shouwang.honours.rules.awards import standing
from shouwang.kernel.clock import local_day
from shouwang.kernel.ids import is_code, read_code
from shouwang.kernel.mask import mask_name
from shouwang.kernel.problem import Problem

LIST_LENGTH = 131_072  # bits in one public status list. Source: Bitstring Status List 1.0, section 6.1
CHECKS_A_MINUTE = 60  # from one address: an office that checks a pile of certificates, not a script
LONGEST_TYPED = 64  # a code with all the spaces and dashes a person may type; a card's string is longer
NO_CODE = "0" * 15 + "?"  # as long as a code, and never one


class NoSuchHonour(Problem):
    """No award has this code; a code that cannot be one gets the same answer."""

    slug, title, status = "no-such-honour", "查无此证", 404


class NothingToCheck(Problem):
    """A file in which there is no credential and no code of ours."""

    slug, title, status = "nothing-to-check", "文件里没有找到我们的凭证或二维码", 422


class CheckedTooOften(Problem):
    """More checks in a minute than people make."""

    slug, title, status = "checked-too-often", "验得太勤了，等一分钟再验", 429


def code_to_look_up(typed: str) -> str:
    """The code behind what a person typed or scanned; what cannot be a code becomes one that nobody has."""
    code = read_code(typed[:LONGEST_TYPED])
    return code if is_code(code) else NO_CODE


def verified(award: Award, checked_at: datetime) -> Verified:
    """What a stranger is told about an award: whether it holds, always; of its holder, what the holder allows."""
    written, withdrawn = award.inscription, award.publication is Publication.WITHDRAWN
    name = written.name if award.publication is Publication.FULL else mask_name(written.name)
    return Verified(
        state=standing(award, local_day(checked_at)),
        kind=award.kind,
        title="" if withdrawn else written.title,
        holder="" if withdrawn else name,
        issuer=written.issuer,
        issued_on=written.issued_on,
        valid_until=written.valid_until,
        serial="" if withdrawn else written.serial,
        state_at=award.state_at if award.state is not AwardState.ISSUED else None,
        checked_at=checked_at,
        withdrawn=withdrawn,
    )
