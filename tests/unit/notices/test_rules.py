from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, strategies as st

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


def test_fields_go_under_the_keys_of_the_force_s_own_template():
    notice = Notice(
        "P1", "t", "", "", "", "honour-awarded", {"honour": "首次巡逻", "day": "2026年11月23日", "note": "证书已发"}
    )

    default = rules.lay_out(notice, "TPL")
    own = rules.lay_out(notice, "TPL|thing5=honour|time3=day")

    assert default == {"thing1": "首次巡逻", "date2": "2026年11月23日", "thing3": "证书已发"}
    assert own == {"thing5": "首次巡逻", "time3": "2026年11月23日"}
    assert rules.template_id("TPL") == rules.template_id("TPL|thing5=honour") == "TPL"


def test_an_instant_is_written_as_the_day_and_hour_in_china():
    fields = {"number": "26-0813", "result": "政治关通过", "at": "2026-11-23T17:05:00Z", "note": "等身体关"}
    notice = Notice("P1", "t", "", "", "", "application-progress", fields)

    assert rules.lay_out(notice, "TPL") == {
        "character_string1": "26-0813",
        "thing2": "政治关通过",
        "time3": "2026年11月24日 01:05",
        "thing4": "等身体关",
    }


def test_a_kind_that_only_the_force_knows_brings_its_own_keys():
    notice = Notice("P1", "t", "", "", "", "call-out", {"thing9": "集合"})

    assert rules.lay_out(notice, "TPL") == {"thing9": "集合"}
