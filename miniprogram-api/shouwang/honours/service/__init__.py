"""Use cases of honours: giving by rule and by hand, taking back, pictures, checks by strangers, praise."""

from shouwang.honours.service.awarding import Honours
from shouwang.honours.service.issuer import Issuer
from shouwang.honours.service.people import Holders, Roster
from shouwang.honours.service.pictures import File, Pictures
from shouwang.honours.service.praising import Praising
from shouwang.honours.service.verification import Verification

__all__ = ["File", "Holders", "Honours", "Issuer", "Pictures", "Praising", "Roster", "Verification"]
