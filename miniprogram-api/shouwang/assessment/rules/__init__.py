"""Decisions of assessment: what facts are worth, which entries settle them, who stands where. Pure."""

from shouwang.assessment.rules.defaults import DEFAULT_RULES
from shouwang.assessment.rules.fold import fold, in_force
from shouwang.assessment.rules.ledger import add, settle
from shouwang.assessment.rules.levels import Standing, standing
from shouwang.assessment.rules.rankings import NoSuchBoard, boards, own_places, require_sight

__all__ = [
    "DEFAULT_RULES",
    "NoSuchBoard",
    "Standing",
    "add",
    "boards",
    "fold",
    "in_force",
    "own_places",
    "require_sight",
    "settle",
    "standing",
]
