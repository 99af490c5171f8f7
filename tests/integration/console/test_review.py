import re

import pytest

from shouwang.kernel.actor import Role
from tests.integration.console.applicants import apply, impossible_document
from tests.integration.console.desk import recruiter, text_of
from tests.world import OTHER_SQUADRON, SQUADRON

HOME = "/console/applications"


@pytest.fixture
def seated(world, desk):
    """王招录's browser, signed in."""
    desk.sign_in(recruiter(world))
    return desk


def decide(desk, application_id, decision, *, page=None, **fields):
    """Press a button of the decision bar, with everything the page carries."""
    page = page or desk.get(f"{HOME}/{application_id}?gate=willingness")
    return desk.post(f"{HOME}/{application_id}/decision", page, **{**carried(page), "decision": decision, **fields})


def carried(page):
    """The hidden fields of a page's form, but for its proof."""
    form = page.get_data(as_text=True).split('id="decision"')[1].split("</form>")[0]
    return dict(re.findall(r'type="hidden" name="((?!csrf)[\w-]+)" value="([^"]*)"', form))


def names_in(page):
    """Who stands in the queue, in order."""
    return re.findall(r'<b title="([^"]+)">', page.get_data(as_text=True))


def test_the_queue_shows_who_has_waited_longest_first_with_words_and_the_exact_time(world, desk):
    apply(world, "何远舟", 1)
    world.clock.advance(days=3, hours=2)
    apply(world, "罗小满", 2)
    desk.sign_in(recruiter(world))

    page = desk.get(HOME)

    assert names_in(page) == ["何远舟", "罗小满"]
    assert "何远舟 3 天 2 小时 26-0001 夜市中队 超期" in text_of(page)
    assert "罗小满 不到 1 分钟 26-0002 夜市中队 待审" in text_of(page)
    assert 'title="2026-11-23 19:00:00"' in page.get_data(as_text=True)


def test_a_gate_without_applications_says_what_to_do_next(seated):
    page = text_of(seated.get(f"{HOME}?gate=political"))

    assert "政治关都审完了" in page and "看退回后等本人补的" in page


def test_a_gate_that_does_not_exist_is_not_found(seated):
    assert seated.get(f"{HOME}?gate=secret").status_code == 404


def test_a_cursor_that_we_did_not_make_is_refused_in_words(seated):
    refused = seated.get(f"{HOME}?cursor=nonsense")

    assert (refused.status_code, "这一页的位置读不出来" in text_of(refused)) == (400, True)


def test_an_application_shows_no_sensitive_value_anywhere_in_the_page(world, seated):
    _, application_id = apply(world, "周㛃", 7)

    html = seated.get(f"{HOME}/{application_id}").get_data(as_text=True)

    for secret in (impossible_document(7), impossible_document(7)[6:14], "夜市街", "周远山", "16100000007"):
        assert secret not in html
    assert "•••••• •••••••• ••" in html


def test_an_application_shows_the_way_the_checks_the_person_and_what_happened(world, seated):
    _, application_id = apply(world, "周㛃")

    page = text_of(seated.get(f"{HOME}/{application_id}?gate=willingness"))

    assert re.search(r"周㛃 [男女]，1873 年生\s申请号 26-0001\s愿去 南塘大队，夜市中队", page)
    assert "志愿关 到这里 不到 1 分钟 政治关 通常 4 天 身体关 通常 2 天 技能关 通常 6 天" in page
    assert "为什么来：想在夜里走一走，帮得上忙" in page
    assert "经过 共 1 条 交上报名 刚刚" in page


def test_a_pass_leads_to_the_next_in_the_queue_and_says_what_was_done_once(world, seated):
    _, first = apply(world, "何远舟", 1)
    world.clock.advance(minutes=5)
    _, second = apply(world, "罗小满", 2)

    passed = decide(seated, first, "pass", note="承诺时数清楚")
    after = seated.get(passed.location)

    assert (passed.status_code, passed.location) == (303, f"{HOME}/{second}?gate=willingness")
    assert "已判 何远舟 志愿关「通过」" in text_of(after)
    assert names_in(after) == ["罗小满"]
    assert "已判 何远舟" not in text_of(seated.get(passed.location))


def test_a_script_that_shows_the_next_row_gets_the_next_application_alone_and_the_two_rows_that_changed(world, seated):
    _, first = apply(world, "何远舟", 1)
    world.clock.advance(minutes=5)
    _, second = apply(world, "罗小满", 2)
    page = seated.get(f"{HOME}/{first}?gate=willingness")

    answer = decide(seated, first, "pass", page=page, beside="true")
    again = decide(seated, first, "pass", page=page, beside="true")

    html = answer.get_data(as_text=True)
    assert (answer.status_code, answer.headers["HX-Push-Url"]) == (200, f"{HOME}/{second}?gate=willingness")
    assert (answer.headers["HX-Retarget"], answer.headers["HX-Reselect"]) == ("#open", "#open")
    assert f'<li id="row-{first}" hx-swap-oob="delete"></li>\n<li id="row-{second}" hx-swap-oob="true">' in html
    assert names_in(answer) == ["罗小满"] and 'id="queue"' not in html
    assert "已判 何远舟 志愿关「通过」" in text_of(answer) and "刚判了 何远舟， 10 秒内可撤" in text_of(answer)
    assert carried(answer)["version"] == "3" and carried(answer)["request_id"] != carried(page)["request_id"]
    assert (again.status_code, names_in(again)) == (200, ["罗小满"])
    assert "10 秒内可撤" in text_of(seated.get(f"{HOME}/{second}?gate=willingness"))  # a reload offers it, too


def test_a_script_gets_a_whole_page_where_the_next_was_decided_meanwhile_or_nothing_was_decided(world, seated):
    _, first = apply(world, "何远舟", 1)
    world.clock.advance(minutes=5)
    _, second = apply(world, "罗小满", 2)
    page = seated.get(f"{HOME}/{first}?gate=willingness")
    decide(seated, second, "pass")

    passed = decide(seated, first, "pass", page=page, beside="true")
    refused = decide(seated, first, "pass", page=page, beside="true", request_id="another-one", note="看过")

    assert (passed.status_code, passed.location) == (303, f"{HOME}/{second}?gate=willingness")
    assert refused.status_code == 409 and "HX-Retarget" not in refused.headers
    assert 'id="queue"' in refused.get_data(as_text=True) and "看过" in refused.get_data(as_text=True)


def test_the_last_in_the_queue_leads_back_to_the_empty_queue(world, seated):
    _, only = apply(world, "何远舟", 1)

    passed = decide(seated, only, "pass")

    assert passed.location == f"{HOME}?gate=willingness"
    assert "志愿关都审完了" in text_of(seated.get(passed.location))


def test_a_return_carries_its_reason_and_the_applicant_is_in_the_other_queue(world, seated):
    _, application_id = apply(world, "周㛃")

    returned = decide(seated, application_id, "refuse", reason="photo", note="眼睛没拍到")
    waiting = seated.get(f"{HOME}?gate=willingness&status=returned")
    page = text_of(seated.get(f"{HOME}/{application_id}?gate=willingness&status=returned"))

    assert returned.status_code == 303
    assert names_in(waiting) == ["周㛃"]
    assert "志愿关 退回 刚刚 「照片不清，眼睛没拍到」" in page
    assert "退回了，等本人补；补来再判" in page


def test_a_refusal_closes_the_application(world, seated):
    _, application_id = apply(world, "周㛃")

    decide(seated, application_id, "refuse", reason="unwilling")
    page = text_of(seated.get(f"{HOME}/{application_id}?gate=willingness"))

    assert "志愿关 今天不通过" in page and "这份报名已经结束" in page


def test_a_reason_that_needs_words_comes_back_with_everything_chosen_and_written(world, seated):
    _, application_id = apply(world, "周㛃")

    refused = decide(seated, application_id, "refuse", reason="other", note=" ")
    html = refused.get_data(as_text=True)

    assert refused.status_code == 400
    assert "选了「别的」，要写明是什么" in text_of(refused)
    assert 'value="other" data-kind="return" data-key="5" required checked' in html


def test_refusing_without_a_reason_asks_for_one(world, seated):
    _, application_id = apply(world, "周㛃")

    refused = decide(seated, application_id, "refuse", note="写了半句")

    assert refused.status_code == 400
    assert "要从这一关的原因里选一个" in text_of(refused)
    assert 'value="写了半句"' in refused.get_data(as_text=True)


def test_a_second_reviewer_is_told_who_decided_what_and_loses_no_word(world, seated, other_desk):
    _, application_id = apply(world, "周㛃")
    other = world.staff("李守成", Role.RECRUITER)
    other_desk.sign_in(other)
    mine = seated.get(f"{HOME}/{application_id}?gate=willingness")
    decide(other_desk, application_id, "refuse", reason="photo", note="请补拍")

    late = decide(seated, application_id, "pass", page=mine, note="都看过，同意")
    page = text_of(late)

    assert late.status_code == 409
    assert re.search(r"19:00 已判「退回」，你的「通过」没有提交 你打开时是第 3 版，现在是第 4 版", page)
    assert "志愿关 待审 退回 理由 未填 照片不清，请补拍 你的备注 都看过，同意 未提交，已为你留着" in page
    assert "退回了，等本人补；补来再判" in page


def test_the_same_form_sent_twice_decides_once_and_leads_on_both_times(world, seated):
    _, application_id = apply(world, "周㛃")
    page = seated.get(f"{HOME}/{application_id}?gate=willingness")

    once = decide(seated, application_id, "pass", page=page)
    twice = decide(seated, application_id, "pass", page=page)

    assert (once.status_code, twice.status_code, once.location == twice.location) == (303, 303, True)
    assert seated.get(f"{HOME}/{application_id}").get_data(as_text=True).count("志愿关 通过") == 1


def test_a_decision_without_the_proof_of_the_session_is_not_taken(world, seated):
    _, application_id = apply(world, "周㛃")
    page = seated.get(f"{HOME}/{application_id}?gate=willingness")

    forged = seated.browser.post(
        f"{HOME}/{application_id}/decision", data={**carried(page), "decision": "pass", "csrf": "x"}
    )

    assert forged.status_code == 403
    assert names_in(seated.get(HOME)) == ["周㛃"]


def test_a_revealed_field_stands_in_the_answer_to_the_form_and_at_no_address(world, seated):
    _, application_id = apply(world, "周㛃", 7)
    page = seated.get(f"{HOME}/{application_id}?gate=willingness")

    shown = seated.post(
        f"{HOME}/{application_id}/reveal",
        page,
        **carried(page),
        field="emergency_phone",
        **{"why-emergency_phone": "约谈时间"},
        note="写到一半",
    )
    again = seated.get(f"{HOME}/{application_id}?gate=willingness")

    assert "联系人手机 161 0000 0007 ••• •••• ••07 60 秒后遮回" in text_of(shown)
    assert "看了联系人手机 刚刚 「约谈时间」" in text_of(shown)
    assert "今天看过 1 项，上限 20" in text_of(shown)
    assert 'value="写到一半"' in shown.get_data(as_text=True)
    assert (shown.headers["Cache-Control"], shown.headers["HX-Push-Url"]) == ("no-store", "false")
    assert f'content="60; url={HOME}/{application_id}?gate=willingness"' in shown.get_data(as_text=True)
    assert "161 0000 0007" not in text_of(again)


def test_a_field_is_not_shown_without_a_reason(world, seated):
    _, application_id = apply(world, "周㛃", 7)
    page = seated.get(f"{HOME}/{application_id}?gate=willingness")

    refused = seated.post(
        f"{HOME}/{application_id}/reveal", page, **carried(page), field="address", **{"why-address": " "}
    )

    assert refused.status_code == 400
    assert "写上为什么要看，记入经过" in text_of(refused)
    assert "夜市街" not in text_of(refused)


def test_who_does_not_need_a_field_is_offered_none_and_refused_one(world, desk):
    _, application_id = apply(world, "周㛃")
    desk.sign_in(world.staff("教官", Role.TRAINER))
    page = desk.get(f"{HOME}/{application_id}?gate=skills")

    refused = desk.post(
        f"{HOME}/{application_id}/reveal", page, **carried(page), field="address", **{"why-address": "想看看"}
    )

    assert 'aria-label="查看手机"' in page.get_data(as_text=True)
    assert 'aria-label="查看住处"' not in page.get_data(as_text=True)
    assert (refused.status_code, "这一项不归你看" in text_of(refused)) == (403, True)


def test_a_gate_of_another_role_can_be_read_and_not_decided(world, desk):
    _, application_id = apply(world, "周㛃")
    desk.sign_in(world.staff("教官", Role.TRAINER))

    page = text_of(desk.get(f"{HOME}/{application_id}?gate=willingness"))

    assert "志愿关不归你判，你看得到" in page
    assert "志愿关通过" not in page


def test_an_application_outside_the_scope_is_not_found_like_one_that_never_was(world, desk):
    _, application_id = apply(world, "周㛃", unit_path=OTHER_SQUADRON)
    desk.sign_in(world.staff("王招录", Role.RECRUITER, SQUADRON))

    outside = desk.get(f"{HOME}/{application_id}")
    never = desk.get(f"{HOME}/01ARZ3NDEKTSV4RRFFQ69G5FAV")

    assert (outside.status_code, never.status_code) == (404, 404)
    assert text_of(outside) == text_of(never)


def test_the_political_gate_takes_a_decision_and_no_note(world, seated, other_desk):
    _, application_id = apply(world, "周㛃")
    decide(seated, application_id, "pass")
    other_desk.sign_in(world.staff("政审员", Role.POLITICAL_CHECKER))

    page = other_desk.get(f"{HOME}/{application_id}?gate=political")
    passed = decide(other_desk, application_id, "pass", page=page)

    assert 'name="note"' not in page.get_data(as_text=True)
    assert "政治关只记判了什么、谁判的，不写备注" in text_of(page)
    assert passed.status_code == 303


def test_the_photo_is_shown_to_reviewers_and_kept_by_nobody(world, seated):
    _, application_id = apply(world, "周㛃")

    photo = seated.get(f"{HOME}/{application_id}/photo")

    assert (photo.status_code, photo.content_type, photo.data[:2]) == (200, "image/jpeg", b"\xff\xd8")
    assert photo.headers["Cache-Control"] == "no-store"


def test_a_page_prints_masked_with_who_printed_it_and_a_line_to_sign(world, seated):
    _, application_id = apply(world, "周㛃")

    page = text_of(seated.get(f"{HOME}/{application_id}"))

    assert re.search(r"望澜区义警支队\s报名表\s2026-11-23 19:00\s.* 打印", page)
    assert "审核人签字" in page
