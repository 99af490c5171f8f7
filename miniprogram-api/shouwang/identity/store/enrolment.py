"""People whom a force brings along: their phones, and who takes a record over. Each function is one request, or a write."""

from collections.abc import Sequence

from msgspec.structs import replace

from shouwang.identity.models import Person
from shouwang.identity.store.people import PersonRow, PhoneRow, WeChatIdentityRow, keep_person
from shouwang.kernel.problem import Stale
from shouwang.platform.dynamo import Writes, delete, put


def release_phone(phone_index: str, person_id: str) -> Writes:
    """The claim on a phone number given back."""
    mine = PhoneRow.phone_index.does_not_exist() | (PhoneRow.person_id == person_id)
    return delete(PhoneRow(phone_index=phone_index), mine)


def phones_known(indexes: Sequence[str]) -> set[str]:
    """Which of these numbers are somebody's. Cost: 1 request for each 100."""
    return {row.phone_index for row in PhoneRow.batch_get(list(indexes), consistent_read=True)} if indexes else set()


def fetch_phone_holder(phone_index: str) -> str | None:
    """Whose a phone number is."""
    row = PhoneRow.fetch(phone_index)
    return row.person_id if row else None


def enrolled(person: Person) -> Writes:
    """A person whom a force brings along, before any WeChat identity."""
    return put(PersonRow.of(person), PersonRow.person_id.does_not_exist())


def taken_over(known: Person, newcomer: Person) -> tuple[Writes, ...]:
    """The WeChat identity of a newcomer moved to a known person; the newcomer's empty row goes. Raises (at commit): Stale."""
    mine = WeChatIdentityRow.person_id == newcomer.person_id
    link = WeChatIdentityRow(openid=newcomer.openid, person_id=known.person_id)
    return (
        keep_person(replace(known, openid=newcomer.openid)),
        put(link, mine, Stale()),
        delete(PersonRow(person_id=newcomer.person_id), PersonRow.version == newcomer.version, Stale()),
    )


def old_wechat_gone(known: Person) -> tuple[Writes, ...]:
    """The WeChat account that a person had before leads to them no more. Raises (at commit): Stale."""
    if not known.openid:
        return ()
    row = WeChatIdentityRow(openid=known.openid)
    return (delete(row, WeChatIdentityRow.person_id == known.person_id, Stale()),)


def hand_over_phone(phone_index: str, holder: str, to: str) -> Writes:
    """The claim on a number moved from who holds it. Raises (at commit): Stale."""
    return put(PhoneRow(phone_index=phone_index, person_id=to), PhoneRow.person_id == holder, Stale())


def phone_tails(person_ids: Sequence[str]) -> dict[str, str]:
    """The last four digits of people's phones. Cost: 1 request for each 100."""
    return {row.person_id: row.phone_tail for row in PersonRow.batch_get(list(person_ids))} if person_ids else {}
