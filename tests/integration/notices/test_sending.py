"""A message to WeChat: handed over at most once, whatever the network and the machine do."""

import pytest

from shouwang.notices.models import MessageState
from shouwang.notices.service import messages as service
from shouwang.platform.outbox import EventRow
from tests.integration.notices.conftest import SEND, PostOffice
from tests.world import Person


class Killed(BaseException):
    """The process ends here."""


@pytest.fixture
def person(office: PostOffice) -> Person:
    """Somebody with a message ready to be sent."""
    person = office.world.sign_in("张队员")
    office.allow(person, here=2, at_wechat=2)
    office.tell(person)
    office.deliver()
    return person


def test_a_lost_answer_is_unknown_and_never_sent_again(office: PostOffice, person: Person) -> None:
    office.world.wechat.call("faults", faults=[{"path": SEND, "lost": True}])

    office.deliver()
    office.world.clock.advance(hours=1)
    office.deliver()

    (message,) = office.messages()
    assert message.state is MessageState.UNKNOWN
    assert (office.calls(), len(office.arrived()), office.undone()) == (1, 1, [])


def test_the_inbox_says_what_became_of_each_wechat_message(office: PostOffice, person: Person) -> None:
    waiting = person.get("/v1/me/inbox").json["items"]
    office.deliver()
    office.tell(person, "a2")
    office.deliver()
    office.world.wechat.call("faults", faults=[{"path": SEND, "lost": True}])
    office.deliver()

    told = person.get("/v1/me/inbox")

    assert [item["wechat"] for item in waiting] == ["new"]
    assert sorted(item["wechat"] for item in told.json["items"]) == ["sent", "unknown"]
    assert told.headers["Server-Timing"].endswith("store;desc=4")  # the session's, and three of its own


def test_a_process_that_dies_while_sending_leaves_a_message_that_becomes_unknown_after_a_minute(
    office: PostOffice, person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    really = type(office.notices.wechat).send_notice

    def send_and_die(*arguments: object) -> None:
        really(*arguments)
        raise Killed

    with monkeypatch.context() as patch, pytest.raises(Killed):
        patch.setattr(type(office.notices.wechat), "send_notice", send_and_die)
        office.deliver()
    at_once = office.deliver()
    office.world.clock.advance(seconds=59)
    early = office.deliver()
    states = [office.messages()[0].state]
    office.world.clock.advance(seconds=60)
    office.deliver()

    assert (at_once, early) == ([False], [False])
    assert [*states, office.messages()[0].state] == [MessageState.SENDING, MessageState.UNKNOWN]
    assert (office.calls(), len(office.arrived()), office.undone()) == (1, 1, [])


def test_a_spent_grant_at_wechat_ends_ours_too(office: PostOffice, person: Person) -> None:
    office.world.wechat.call("revoke", user="张队员", template_id="T-honour")

    office.deliver()

    (message,) = office.messages()
    assert (message.state, message.errcode) == (MessageState.NOT_SUBSCRIBED, 43101)
    assert (office.left(person)["honour-awarded"], office.undone()) == (0, [])


def test_not_now_is_tried_again_later_and_arrives_once(office: PostOffice, person: Person) -> None:
    office.world.wechat.call("faults", faults=[{"path": SEND, "errcode": 43108}])

    first = office.deliver()
    state = office.messages()[0].state
    office.world.clock.advance(minutes=5)
    second = office.deliver()

    assert (first, state, second) == ([False], MessageState.NEW, [True])
    assert (office.messages()[0].state, len(office.arrived())) == (MessageState.SENT, 1)


@pytest.mark.parametrize(("errcode", "state"), [(45168, MessageState.HELD), (47003, MessageState.REFUSED)])
def test_what_wechat_will_not_take_is_final_and_kept(
    office: PostOffice, person: Person, errcode: int, state: MessageState
) -> None:
    office.world.wechat.call("faults", faults=[{"path": SEND, "errcode": errcode}])

    office.deliver()

    (message,) = office.messages()
    assert (message.state, message.errcode, message.settled_at) == (state, errcode, office.world.clock())
    assert office.undone() == []


def test_a_message_to_somebody_who_is_gone_is_refused_without_a_call(office: PostOffice, person: Person) -> None:
    from shouwang.identity.store import PersonRow

    PersonRow(person_id=person.person_id).delete()

    office.deliver()

    assert (office.messages()[0].state, office.calls(), office.undone()) == (MessageState.REFUSED, 0, [])


def test_a_kind_of_message_that_the_force_gave_up_is_refused_without_a_call(office: PostOffice, person: Person) -> None:
    notices = office.notices
    office.notices = service.Notices(notices.wechat, notices.people, {}, notices.now, notices.new_id)

    office.deliver()

    assert (office.messages()[0].state, office.calls()) == (MessageState.REFUSED, 0)


def test_two_deliveries_at_the_same_moment_hand_it_over_once(
    office: PostOffice, person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    (send,) = office.due()
    look = service.store.fetch_message

    def look_then_lose(message_id: str) -> object:
        message = look(message_id)
        monkeypatch.setattr(service.store, "fetch_message", look)
        assert office.outbox.deliver(send)
        return message

    monkeypatch.setattr(service.store, "fetch_message", look_then_lose)
    late = office.outbox.deliver(send)

    assert (late, office.calls(), office.messages()[0].state) == (False, 1, MessageState.SENT)
    assert EventRow.fetch(send.id).done_at is not None
