"""What somebody is told: in the app once, by WeChat once where they allow it."""

import random
from contextlib import suppress

import pytest

from shouwang.notices.models import MessageState
from shouwang.notices.service import messages as service
from shouwang.platform.dynamo import Writes
from shouwang.platform.outbox_state import dead_letters
from tests.integration.notices.conftest import PostOffice
from tests.tiers import count


class Killed(BaseException):
    """The process ends here."""


def test_without_a_grant_the_inbox_alone_tells(office: PostOffice) -> None:
    person = office.world.sign_in("张队员")
    office.tell(person)

    office.deliver()

    (entry,) = person.get("/v1/me/inbox").json["items"]
    assert entry == {
        "entry_id": entry["entry_id"],
        "topic": "honours",
        "title": "你得到了「首次巡逻」",
        "body": "证书也发给你了。",
        "link": "pages/honours/honour?id=1",
        "at": "2026-11-23T11:00:00Z",
        "read_at": None,
        "wechat": None,
    }
    assert (office.messages(), office.undone(), office.calls()) == ([], [], 0)


def test_a_grant_is_spent_on_one_message_that_arrives(office: PostOffice) -> None:
    person = office.world.sign_in("张队员")
    office.allow(person)
    office.tell(person, "a1")
    office.tell(person, "a2")

    office.deliver(), office.deliver()

    assert office.arrived() == [{"thing1": "首次巡逻", "date2": "2026年11月23日", "thing3": "证书已发"}]
    assert [message.state for message in office.messages()] == [MessageState.SENT]
    assert len(person.get("/v1/me/inbox").json["items"]) == 2
    assert (office.left(person)["honour-awarded"], office.undone()) == (0, [])


def test_words_too_long_for_wechat_are_cut_by_characters(office: PostOffice) -> None:
    person = office.world.sign_in("张队员")
    office.allow(person)
    office.tell(person, fields={"honour": "㛃" * 25, "day": "2026年11月23日", "note": "一行\n两行"})

    office.deliver(), office.deliver()

    assert office.arrived() == [{"thing1": "㛃" * 19 + "…", "date2": "2026年11月23日", "thing3": "一行 两行"}]


def test_a_template_this_force_does_not_use_is_told_in_the_inbox_alone(office: PostOffice) -> None:
    person = office.world.sign_in("张队员")
    office.tell(person, template="call-out")

    office.deliver()

    assert (len(person.get("/v1/me/inbox").json["items"]), office.messages()) == (1, [])


def test_an_event_that_comes_three_times_is_told_once(office: PostOffice) -> None:
    person = office.world.sign_in("张队员")
    office.allow(person, here=3, at_wechat=3)
    office.tell(person)
    (told,) = office.due()

    done = [office.outbox.deliver(told) for _ in range(3)]
    (send,) = office.due()
    sent = [office.outbox.deliver(send) for _ in range(3)]

    assert (done, sent) == ([True] * 3, [True] * 3)
    assert (len(person.get("/v1/me/inbox").json["items"]), office.calls()) == (1, 1)
    assert office.left(person)["honour-awarded"] == 2


def test_a_grant_that_another_message_took_meanwhile_leaves_the_inbox_entry(
    office: PostOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = office.world.sign_in("张队员")
    office.allow(person)
    office.tell(person, "a1")
    office.tell(person, "a2")
    first, second = office.due()
    look = service.store.fetch_left

    def look_then_lose(person_id: str, template: str) -> int:
        left = look(person_id, template)
        monkeypatch.setattr(service.store, "fetch_left", look)
        assert office.outbox.deliver(second)
        return left

    monkeypatch.setattr(service.store, "fetch_left", look_then_lose)
    done = office.outbox.deliver(first)

    assert done
    assert (len(person.get("/v1/me/inbox").json["items"]), len(office.messages())) == (2, 1)


@pytest.mark.proof
def test_shuffled_doubled_and_killed_deliveries_tell_once_and_send_at_most_once(
    office: PostOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    chance = random.Random(20261123)
    people = [office.world.sign_in(name) for name in ("张队员", "王队员", "外人")]
    told = count(12, 120)
    for person in people:
        office.allow(person, here=told // 6, at_wechat=told)
    for n in range(told):
        office.tell(people[n % 3], f"a{n}", fields={"honour": f"荣誉{n}", "day": "2026年11月23日", "note": "证书已发"})
    monkeypatch.setattr(service, "commit", _dying(chance, service.commit))

    while office.undone():
        batch = office.due() * 2
        chance.shuffle(batch)
        for event in batch:
            with suppress(Killed):
                office.outbox.deliver(event)
        office.world.clock.advance(seconds=10)
        office.world.wechat.same_time()

    arrived = [fields["thing1"] for fields in office.arrived()]
    states = {message.fields["thing1"]: message.state for message in office.messages()}
    sent = {thing for thing, state in states.items() if state is MessageState.SENT}
    unknown = {thing for thing, state in states.items() if state is MessageState.UNKNOWN}
    assert [len(person.get("/v1/me/inbox").json["items"]) for person in people] == [min(told // 3, 20)] * 3
    assert len(arrived) == len(set(arrived)) == office.calls()
    assert sent <= set(arrived) <= sent | unknown
    assert states.keys() == sent | unknown
    assert [office.left(person)["honour-awarded"] for person in people] == [0] * 3
    assert list(dead_letters()) == []


def _dying(chance: random.Random, really: object) -> object:
    """Commit, in a process that may be killed just before or just after it."""

    def maybe(*writes: Writes, token: str | None = None) -> None:
        if chance.random() < 0.2:
            raise Killed
        really(*writes, token=token)
        if chance.random() < 0.2:
            raise Killed

    return maybe
