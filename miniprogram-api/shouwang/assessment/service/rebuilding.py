"""Making books anew from entries, while traffic goes on."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

import msgspec

from shouwang.assessment import rules
from shouwang.assessment.models import ALL_TIME, Book
from shouwang.assessment.store import ledger as store
from shouwang.platform.dynamo import Conflict, Writes, commit
from shouwang.platform.jobs import Job, Progress, Step

_TRIES = 20  # a person's ledger that is written that often while it is read is a fault of ours
_BATCH = 90  # rows a transaction, of 100 at most


class Rebuilding(msgspec.Struct, frozen=True):
    """重算. `squadrons` names all of them, `people_of` who is in one."""

    squadrons: Callable[[], Sequence[str]]
    people_of: Callable[[str], Iterable[str]]

    def person(self, person_id: str) -> int:
        """Bring a person's books to what the entries say; how many were wrong. A ledger that moves meanwhile is read again.

        Memory: one month's entries and the person's books. Cost: 1 request a megabyte of entries and of books, and 1
        commit for each 90 books that were wrong.
        """
        for _ in range(_TRIES):
            seen = store.every_book(person_id)
            made = {book.book: book for book in rules.all_books(store.every_entry(person_id))}
            wrong = [book for book in made.values() if seen.get(book.book) != book]
            lost = seen.keys() - made.keys() - ({ALL_TIME} if made else set())
            if not wrong and not lost:
                return 0
            try:
                self._mend(person_id, seen, wrong, lost)
            except store.Moved:
                continue
            return len(wrong) + len(lost)
        raise Conflict

    def _mend(self, person_id: str, seen: Mapping[str, Book], wrong: list[Book], lost: Iterable[str]) -> None:
        """Each commit stands on the book of all time as it was read; that book itself comes last."""
        head = seen.get(ALL_TIME)
        others = [book for book in wrong if book.book != ALL_TIME]
        writes = [store.kept_book(person_id, seen.get(book.book), book) for book in others]
        writes += [store.lost_book(person_id, book) for book in lost]
        for some in _batches(writes):
            commit(*some, *([store.same_book(person_id, head)] if head else []))
        for book in wrong:
            if book.book == ALL_TIME:
                commit(store.kept_book(person_id, head, book))


def _batches(writes: Iterable[Writes]) -> Iterator[tuple[Writes, ...]]:
    whole = tuple(writes)
    for start in range(0, len(whole), _BATCH):
        yield whole[start : start + _BATCH]


def rebuilding(rebuild: Rebuilding) -> Step:
    """The step of the job `points-rebuild`: one squadron a step; its result counts people and books that were wrong."""

    def step(job: Job) -> Progress:
        squadrons = rebuild.squadrons()
        place = int(job.checkpoint.get("place", 0))
        wrong = [rebuild.person(person_id) for person_id in rebuild.people_of(squadrons[place])]
        people, books = job.checkpoint.get("people", 0) + len(wrong), job.checkpoint.get("books", 0) + sum(wrong)
        told = {"place": place + 1, "people": people, "books": books}
        result = {"people": people, "books_mended": books}
        return Progress(told, place + 1, len(squadrons), place + 1 == len(squadrons), result)

    return step
