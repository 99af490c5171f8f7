from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shouwang.kernel.problem import Invalid
from shouwang.notices import rules
from shouwang.notices.models import InboxEntry, Message, MessageState, Notice
from shouwang.platform.wechat import Sent

NOW = datetime(2026, 11, 23, 11, 0, tzinfo=UTC)
NOTICE = Notice(
    "P1", "honours", "你得到了「首次巡逻」", "证书也发给你了", "pages/h", "honour-awarded", {"thing1": "首次巡逻"}
)
NEW = rules.intent(NOTICE, rules.entry(NOTICE, "notices.tell#1", NOW), {"thing1": "首次巡逻"})
FINAL = [state for state in MessageState if state not in {MessageState.NEW, MessageState.SENDING}]


def test_an_entry_has_the_same_id_for_every_delivery_of_its_event():
    once, again = (rules.entry(NOTICE, "notices.tell#1", NOW) for _ in range(2))

    assert once == again == InboxEntry("P1", once.entry_id, "honours", NOTICE.title, NOTICE.body, "pages/h", NOW)
    assert once.entry_id != rules.entry_id("notices.tell#2", NOW)


@given(st.text(), st.text(), st.integers(1, 10**8))
def test_entries_sort_by_the_time_of_their_events(first, second, later_ms):
    later = NOW + timedelta(milliseconds=later_ms)

    assert rules.entry_id(first, NOW) < rules.entry_id(second, later)


def test_every_outcome_of_wechat_is_a_state_a_message_in_flight_may_take():
    outcomes = [Sent.SENT, Sent.NOT_SUBSCRIBED, Sent.LATER, Sent.UNKNOWN, Sent.REFUSED, Sent.HELD]

    assert {outcome.outcome for outcome in outcomes} == set(rules.OUTCOMES)
    assert set(rules.OUTCOMES.values()) <= rules.STEPS[MessageState.SENDING]


def test_what_was_handed_over_is_never_handed_over_again():
    sending = rules.start(NEW, NOW)

    with pytest.raises(ValueError, match="sending does not become sending"):
        rules.start(sending, NOW)
    for state in FINAL:
        settled = rules.settle(sending, state, NOW, 43101)
        assert (settled.state, settled.settled_at, settled.errcode) == (state, NOW, 43101)
        for next_state in MessageState:
            with pytest.raises(ValueError, match="does not become"):
                rules.settle(settled, next_state, NOW)
        with pytest.raises(ValueError, match="does not become"):
            rules.start(settled, NOW)


def test_a_message_that_was_surely_not_sent_is_new_again():
    back = rules.settle(rules.start(NEW, NOW), MessageState.NEW, NOW, 45009)

    assert (back.state, back.settled_at, back.errcode) == (MessageState.NEW, None, 45009)
    assert rules.start(back, NOW).state is MessageState.SENDING


@given(st.integers(0, 300))
def test_an_answer_is_given_up_after_a_minute_and_not_before(seconds):
    sending = rules.start(NEW, NOW)

    if seconds < 60:
        with pytest.raises(rules.StillSending):
            rules.is_lost(sending, NOW + timedelta(seconds=seconds))
    else:
        assert rules.is_lost(sending, NOW + timedelta(seconds=seconds))


def test_nothing_is_lost_that_is_not_on_its_way():
    for state in [MessageState.NEW, *FINAL]:
        message = Message("M1", "P1", "honour-awarded", "", {}, state, NOW)
        assert rules.is_lost(message, NOW + timedelta(days=1)) is False


def test_templates_nobody_knows_are_all_named():
    rules.require_templates(["a", "b"], {"a": "1", "b": "2"})
    with pytest.raises(Invalid) as refusal:
        rules.require_templates(["x", "a", "y"], {"a": "1"})
    assert [fault.pointer for fault in refusal.value.faults] == ["/templates/0", "/templates/2"]
