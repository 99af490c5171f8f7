"""Use cases of honours: giving by rule and by hand, taking back, pictures, cards, checks by strangers, praise."""

from typing import TYPE_CHECKING

from shouwang.kernel.front import front

if TYPE_CHECKING:
    from shouwang.honours.service.awarding import Honours
    from shouwang.honours.service.backfilling import BackfillAsked, Backfilling
    from shouwang.honours.service.cards import CardCode, Cards
    from shouwang.honours.service.ceremonies import Asked, Ceremonies
    from shouwang.honours.service.ceremony_register import CeremonyRegister, CeremonySeen
    from shouwang.honours.service.commending import Commending, WordingAsked
    from shouwang.honours.service.desk import TaskDesk
    from shouwang.honours.service.evidence import Evidence, Shown
    from shouwang.honours.service.grounds import Grounds
    from shouwang.honours.service.issuer import Issuer
    from shouwang.honours.service.links import Link, Links
    from shouwang.honours.service.medals import Medals
    from shouwang.honours.service.papers import Papers
    from shouwang.honours.service.people import Decorated, Holders, Roster
    from shouwang.honours.service.pictures import File, Pictures
    from shouwang.honours.service.praising import PairSeen, Praising
    from shouwang.honours.service.publications import Publications
    from shouwang.honours.service.register import AwardSeen, Register, Wanted
    from shouwang.honours.service.stars import OpenObjection, Stars, StarSeen
    from shouwang.honours.service.uploads import Checked, Found, Uploads
    from shouwang.honours.service.verification import Verification
    from shouwang.honours.service.yearly import DeskSeen, Yearly

__all__ = [
    "Asked",
    "AwardSeen",
    "BackfillAsked",
    "Backfilling",
    "CardCode",
    "Cards",
    "Ceremonies",
    "CeremonyRegister",
    "CeremonySeen",
    "Checked",
    "Commending",
    "Decorated",
    "DeskSeen",
    "Evidence",
    "File",
    "Found",
    "Grounds",
    "Holders",
    "Honours",
    "Issuer",
    "Link",
    "Links",
    "Medals",
    "OpenObjection",
    "PairSeen",
    "Papers",
    "Pictures",
    "Praising",
    "Publications",
    "Register",
    "Roster",
    "Shown",
    "StarSeen",
    "Stars",
    "TaskDesk",
    "Uploads",
    "Verification",
    "Wanted",
    "WordingAsked",
    "Yearly",
]
__getattr__ = front(__name__)
