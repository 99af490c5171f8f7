"""HTTP of honours: one's own, leaders' acts, and the checks of strangers."""

from typing import TYPE_CHECKING

from shouwang.kernel.front import front

if TYPE_CHECKING:
    from shouwang.honours.routes.cards import cards_api as cards_api
    from shouwang.honours.routes.commendations import commendations_api as commendations_api
    from shouwang.honours.routes.leaders import leaders_api as leaders_api
    from shouwang.honours.routes.medals import medals_api as medals_api
    from shouwang.honours.routes.own import own_api as own_api
    from shouwang.honours.routes.praise import praise_api as praise_api
    from shouwang.honours.routes.stars import stars_api as stars_api
    from shouwang.honours.routes.strangers import strangers_api as strangers_api
    from shouwang.honours.routes.yearly import yearly_api as yearly_api

__getattr__ = front(__name__)
