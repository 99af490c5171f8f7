"""The lists in which awards stand: a person's, and what the units were given in a month."""

from typing import TYPE_CHECKING

from pynamodb.attributes import UnicodeAttribute
from pynamodb.indexes import AllProjection, GlobalSecondaryIndex

from shouwang.honours.models import Award
from shouwang.kernel.clock import local_day
from shouwang.platform.dynamo import Instant

if TYPE_CHECKING:
    from shouwang.honours.store.awards import AwardRow  # noqa: F401 -- the indexes are of it


class AwardsOfPerson(GlobalSecondaryIndex["AwardRow"]):
    """A person's awards."""

    class Meta:
        """Index settings."""

        index_name = "by_person"
        projection = AllProjection()

    person_id = UnicodeAttribute(hash_key=True)
    awarded_at = Instant(range_key=True)


class AwardsOfMonth(GlobalSecondaryIndex["AwardRow"]):
    """What was given in a month, by unit and then by time."""

    class Meta:
        """Index settings."""

        index_name = "by_month"
        projection = AllProjection()

    month = UnicodeAttribute(hash_key=True)
    place = UnicodeAttribute(range_key=True)


def place_of(award: Award) -> tuple[str, str]:
    """The month an award was given in, and its place there: by unit, then by time."""
    at = award.awarded_at
    return f"{local_day(at):%Y-%m}", f"{award.unit_path}/#{at:%Y-%m-%dT%H:%M:%S}#{award.award_id}"
