"""What a year came to, for those who choose whom to honour: points, hours, duties and marks as labels and values."""

import msgspec

from shouwang.assessment import rules
from shouwang.assessment.models import season_book
from shouwang.assessment.service.rankings import Ranking, Rankings
from shouwang.assessment.store import ledger
from shouwang.kernel.actor import Actor, Role
from shouwang.kernel.problem import NotFound

Facts = tuple[tuple[str, str], ...]


class Years(msgspec.Struct, frozen=True):
    """一年的考核."""

    rankings: Rankings

    def of_volunteer(self, person_id: str, year: int) -> Facts:
        """A volunteer's year. Cost: 2 requests, 1 more for each megabyte of entries."""
        books = ledger.fetch_books(person_id, [season_book(str(year)), *(f"month#{year}-{m:02}" for m in range(1, 13))])
        months = [book for name, book in books.items() if name.startswith("month#")]
        entries = ledger.period_entries(person_id, f"{year}-")
        return rules.year_of_volunteer(rules.figures(1, months), rules.marks(entries))

    def of_squadron(self, actor: Actor, unit_path: str, year: int) -> Facts:
        """A squadron's year by the newest ranking of the brigade above it. Raises: NotFound. Cost: 1 request."""
        above = unit_path.rpartition("/")[0]
        ranking = self.rankings.show(actor, above, str(year))
        for unit in ranking.units:
            if unit.unit_path == unit_path:
                return rules.year_of_squadron(unit)
        raise NotFound

    def suggested(self, actor: Actor, year: int) -> Ranking:
        """The head of the force's ranking of the year, volunteers and squadrons. Raises: NoSuchBoard. Cost: 1 request."""
        return self.rankings.show(actor, next(iter(actor.scopes(Role.COMMANDER)), ""), str(year))
