"""What people are called, and nothing else of them."""

from collections.abc import Collection

from shouwang.identity.store.people import PersonRow


def names(person_ids: Collection[str]) -> dict[str, str]:
    """The names of those of some people who are there. Cost: 1 request for each 100."""
    wanted = ["person_id", "name"]
    return {row.person_id: row.name for row in PersonRow.batch_get(list(person_ids), attributes_to_get=wanted)}
