"""Who is signed in, in words, and where there is to go."""

from collections.abc import Mapping

import msgspec

from shouwang.console.browser import Browser
from shouwang.console.counts import Counts
from shouwang.console.places import TODAY_PAGE, rail
from shouwang.console.views import Shell
from shouwang.kernel.actor import STAFF, Actor, Role
from shouwang.kernel.clock import SHANGHAI
from shouwang.roster.service import Roster

# Widest first: the one shown for a person who holds several.
ROLE_WORDS: Mapping[Role, str] = {
    Role.COMMANDER: "支队长",
    Role.BRIGADE_LEADER: "大队长",
    Role.SQUADRON_LEADER: "中队长",
    Role.RECRUITER: "招录专员",
    Role.POLITICAL_CHECKER: "政审员",
    Role.TRAINER: "教官",
    Role.AUDITOR: "审计员",
    Role.ADMINISTRATOR: "管理员",
}
_NAMED_AT_MOST = 2


class Surroundings(msgspec.Struct, frozen=True):
    """Makes the shell of a page. Cost: none, the roster's cache knows the units."""

    roster: Roster

    def shell(self, actor: Actor, browser: Browser, here: str, counts: Counts | None = None) -> Shell:
        """The shell for one person on one page; `counts` where they were just made."""
        known, now = counts or Counts.of(browser), self.roster.now()
        return Shell(
            force=self.roster.force().name,
            name=name_of(actor),
            role=role_words(actor),
            scope=self._scope(actor),
            csrf=browser.proof,
            groups=rail(actor, self.roster.force(), here, known),
            counted=f"{known.at.astimezone(SHANGHAI):%H:%M} 数的" if known.at else "",
            recount="" if counts or not known.stale(browser, now) else f"{TODAY_PAGE.href}/rail?here={here}",
        )

    def unit_name(self, path: str) -> str:
        """A unit's name; nothing for one that is no more."""
        return next((unit.name for unit in self.roster.units() if unit.path == path), "")

    def _scope(self, actor: Actor) -> str:
        paths = actor.scopes(*STAFF)
        if any("/" not in path for path in paths):
            return "全支队"
        names = [name for name in map(self.unit_name, paths) if name]
        if len(names) > _NAMED_AT_MOST:
            return f"{names[0]}等 {len(names)} 个单位"
        return "、".join(names)


def name_of(actor: Actor) -> str:
    """What a person is called here."""
    return actor.name or actor.volunteer_number or "没有登记姓名"


def role_words(actor: Actor) -> str:
    """The widest role a person holds."""
    return next((words for role, words in ROLE_WORDS.items() if role in actor.roles), "")
