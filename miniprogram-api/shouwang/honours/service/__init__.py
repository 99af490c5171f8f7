"""Use cases of honours: giving by rule and by hand, taking back, pictures, cards, checks by strangers, praise."""

from typing import TYPE_CHECKING

from shouwang.kernel.front import front

if TYPE_CHECKING:
    from shouwang.honours.service.awarding import Honours as Honours
    from shouwang.honours.service.backfilling import BackfillAsked as BackfillAsked, Backfilling as Backfilling
    from shouwang.honours.service.cards import CardCode as CardCode, Cards as Cards
    from shouwang.honours.service.ceremonies import Asked as Asked, Ceremonies as Ceremonies
    from shouwang.honours.service.ceremony_register import (
        CeremonyRegister as CeremonyRegister,
        CeremonySeen as CeremonySeen,
    )
    from shouwang.honours.service.commending import Commending as Commending, WordingAsked as WordingAsked
    from shouwang.honours.service.desk import TaskDesk as TaskDesk
    from shouwang.honours.service.evidence import Evidence as Evidence, Shown as Shown
    from shouwang.honours.service.grounds import Grounds as Grounds
    from shouwang.honours.service.issuer import Issuer as Issuer
    from shouwang.honours.service.links import Link as Link, Links as Links
    from shouwang.honours.service.medals import Medals as Medals
    from shouwang.honours.service.papers import Papers as Papers
    from shouwang.honours.service.people import Decorated as Decorated, Holders as Holders, Roster as Roster
    from shouwang.honours.service.pictures import File as File, Pictures as Pictures
    from shouwang.honours.service.praising import PairSeen as PairSeen, Praising as Praising
    from shouwang.honours.service.publications import Publications as Publications
    from shouwang.honours.service.register import AwardSeen as AwardSeen, Register as Register, Wanted as Wanted
    from shouwang.honours.service.stars import OpenObjection as OpenObjection, Stars as Stars, StarSeen as StarSeen
    from shouwang.honours.service.uploads import Checked as Checked, Found as Found, Uploads as Uploads
    from shouwang.honours.service.verification import Verification as Verification
    from shouwang.honours.service.yearly import DeskSeen as DeskSeen, Yearly as Yearly

__getattr__ = front(__name__)
