from contextlib import nullcontext
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, strategies as st
from msgspec.structs import replace

from shouwang.honours import rules
from shouwang.honours.models import Award, AwardKind, AwardState, Citation, Holder, Verified
from shouwang.kernel.actor import Actor, Grant, Role
from shouwang.kernel.ids import CROCKFORD, verification_code
from shouwang.kernel.problem import Invalid, NotFound

NOW = datetime(2026, 11, 23, 11, 0, tzinfo=UTC)
DAY = date(2026, 11, 23)
HOLDER = Holder("P1", "张队员", "01-01-0001", "D1/B01/S01", "夜市中队")
CODE = "7KQ4M2XD9HVTPA3C"
AWARD = Award(
    award_id="A1",
    person_id="P1",
    unit_path="D1/B01/S01",
    kind=AwardKind.MEDAL,
    inscription=rules.inscribe(
        HOLDER,
        Citation(AwardKind.MEDAL, "首次巡逻", "完成首次义务巡逻。", "first-patrol"),
        "望澜区义警支队",
        DAY,
        "号",
        CODE,
    ),
    subject_urn="urn:uuid:0",
    status_index=1,
    credential="",
    awarded_at=NOW,
    awarded_by="rule",
    medal="first-patrol",
)


def actor(role: Role, unit_path: str, person_id: str = "P9") -> Actor:
    return Actor(person_id, "s", (Grant(role, unit_path),))


@pytest.mark.parametrize(
    ("force_name", "serial"),
    [
        ("望澜区义警支队", "望义证〔2026〕第0007号"),
        ("蒸湘义警", "蒸义证〔2026〕第0007号"),
        ("义警支队", "义证〔2026〕第0007号"),
    ],
)
def test_a_serial_names_the_force_by_its_first_character(force_name, serial):
    assert rules.serial(force_name, AwardKind.CERTIFICATE, DAY, 7) == serial


def test_a_serial_grows_beyond_four_digits():
    assert rules.serial("望澜区义警支队", AwardKind.COMMENDATION, DAY, 12345) == "望义表〔2026〕第12345号"


def test_every_year_begins_its_series_anew_and_a_medal_counts_as_its_certificate():
    assert rules.series(AwardKind.MEDAL, DAY) == rules.series(AwardKind.CERTIFICATE, DAY) == "证#2026"
    assert rules.series(AwardKind.COMMENDATION, date(2027, 1, 1)) == "表#2027"


@pytest.mark.parametrize("state", [AwardState.REVOKED, AwardState.REPLACED])
def test_an_award_is_settled_once_and_for_a_reason(state):
    settled = rules.settle(AWARD, state, "名单有误", NOW, "A2")

    assert settled == replace(AWARD, state=state, state_reason="名单有误", state_at=NOW, replaced_by="A2")
    for again in AwardState:
        with pytest.raises(rules.AwardSettled):
            rules.settle(settled, again, "再来一次", NOW)


def test_an_issued_award_cannot_be_issued_again():
    with pytest.raises(rules.AwardSettled):
        rules.settle(AWARD, AwardState.ISSUED, "", NOW)


def test_only_an_award_in_force_is_shown():
    revoked = rules.settle(AWARD, AwardState.REVOKED, "名单有误", NOW)
    replaced = rules.settle(AWARD, AwardState.REPLACED, "姓名写错", NOW, "A2")

    assert rules.require_shown(AWARD) is AWARD
    with pytest.raises(rules.AwardRevoked) as refusal:
        rules.require_shown(revoked)
    assert refusal.value.detail == "这张证书已撤销：名单有误。有不同意见，7 天内可以申诉"
    with pytest.raises(rules.AwardReplaced) as elsewhere:
        rules.require_shown(replaced)
    assert elsewhere.value.extra == {"replaced_by": "A2"}


@given(st.sampled_from(sorted(Role)), st.sampled_from(["D1", "D1/B01", "D1/B01/S01", "D1/B01/S010", "D1/B02"]))
def test_an_award_is_seen_by_its_holder_and_by_staff_above_it(role, unit_path):
    staff = role not in {Role.APPLICANT, Role.VOLUNTEER} and unit_path in {"D1", "D1/B01", "D1/B01/S01"}

    assert rules.require_sight(actor(role, unit_path, "P1"), AWARD) is AWARD
    if staff:
        assert rules.require_sight(actor(role, unit_path), AWARD) is AWARD
    else:
        with pytest.raises(NotFound):
            rules.require_sight(actor(role, unit_path), AWARD)


def test_an_award_that_is_not_there_is_not_found_whoever_asks():
    for ask in (rules.require_sight, rules.require_revoker):
        with pytest.raises(NotFound):
            ask(actor(Role.COMMANDER, "D1"), None)


def test_only_brigade_and_force_take_back_and_never_their_own():
    assert rules.require_revoker(actor(Role.BRIGADE_LEADER, "D1/B01"), AWARD) is AWARD
    with pytest.raises(NotFound):
        rules.require_revoker(actor(Role.SQUADRON_LEADER, "D1/B01/S01"), AWARD)
    with pytest.raises(rules.NotForYourself):
        rules.require_revoker(actor(Role.COMMANDER, "D1", "P1"), AWARD)


def test_leaders_give_to_others_of_their_own_units():
    rules.require_leader(actor(Role.SQUADRON_LEADER, "D1/B01/S01"), HOLDER)
    rules.require_other(actor(Role.SQUADRON_LEADER, "D1/B01/S01"), HOLDER)
    with pytest.raises(NotFound):
        rules.require_leader(actor(Role.SQUADRON_LEADER, "D1/B01/S02"), HOLDER)
    with pytest.raises(rules.NotForYourself):
        rules.require_other(actor(Role.SQUADRON_LEADER, "D1/B01/S01", "P1"), HOLDER)


def test_words_by_hand_name_nobody_in_the_title_and_give_no_medal():
    rules.require_hand_citation(HOLDER, Citation(AwardKind.COMMENDATION, "见义勇为", "张队员下水救人，特此表扬。"), DAY)
    with pytest.raises(Invalid) as refusal:
        rules.require_hand_citation(HOLDER, Citation(AwardKind.MEDAL, "好样的张队员", ""), DAY)
    assert [fault.pointer for fault in refusal.value.faults] == ["/kind", "/title"]


@pytest.mark.parametrize(("days", "faults"), [(1, []), (0, []), (-1, ["/valid_until"])])
def test_a_certificate_by_hand_may_end_today_but_not_before(days, faults):
    citation = Citation(AwardKind.CERTIFICATE, "夏夜值守", "特发此证。", valid_until=DAY + timedelta(days=days))
    with pytest.raises(Invalid) if faults else nullcontext() as refusal:
        rules.require_hand_citation(HOLDER, citation, DAY)
    assert [fault.pointer for fault in (refusal.value.faults if refusal else ())] == faults


@given(st.binary(min_size=10, max_size=10), st.data())
def test_a_code_is_found_however_it_is_written(entropy, data):
    code = verification_code(entropy)
    read_as = {"0": "0oO", "1": "1iIlL"}
    written = "".join(
        data.draw(st.sampled_from(read_as.get(character, character + character.lower()))) for character in code
    )
    cut = data.draw(st.integers(0, 16))

    assert rules.code_to_look_up(f" {written[:cut]}-{written[cut:]} ") == code


@given(st.text())
def test_whatever_is_typed_is_looked_up_as_one_code_of_the_same_length(typed):
    code = rules.code_to_look_up(typed)

    assert len(code) == 16
    assert code == rules.NO_CODE or set(code) <= set(CROCKFORD)


def test_what_cannot_be_a_code_is_looked_up_as_one_that_nobody_has():
    assert {rules.code_to_look_up(typed) for typed in ("", "U" * 16, CODE[:-1], CODE + "0", "?" * 99)} == {
        rules.NO_CODE
    }
    assert not set(rules.NO_CODE) <= set(CROCKFORD)


def test_a_stranger_learns_no_more_than_the_certificate_says_and_less_of_the_name():
    assert rules.verified(AWARD, NOW) == Verified(
        state=AwardState.ISSUED,
        kind=AwardKind.MEDAL,
        title="首次巡逻",
        holder="张**",
        issuer="望澜区义警支队",
        issued_on=DAY,
        valid_until=None,
        serial="号",
        state_at=None,
        checked_at=NOW,
    )


def test_praise_is_one_of_a_few_fixed_words():
    assert rules.require_praise_words("帮了大忙") == "帮了大忙"
    with pytest.raises(Invalid):
        rules.require_praise_words("帮倒忙")
