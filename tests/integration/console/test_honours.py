"""荣誉 through the console: found, looked at, given, taken back once, and by nobody whom it does not concern."""

import re

import pytest

from shouwang.kernel.actor import Role
from tests.integration.console.desk import text_of
from tests.integration.console.honoured import BODY, NUMBER, certified
from tests.integration.console.people import commander
from tests.integration.console.test_units import sent
from tests.integration.roster.force import enlist
from tests.world import BRIGADE, OTHER_SQUADRON

HOME = "/console/honours"


@pytest.fixture
def award(world, desk):
    """赵支队's browser, and the address of 张队员's certificate."""
    chief = commander(world)
    _, award_id = certified(world, chief)
    desk.sign_in(chief)
    return f"{HOME}/{award_id}"


def code_in(page):
    """The verification code that an award's page leads to."""
    return page.text.split("/c/")[1][:16]


def test_awards_are_listed_by_month_and_found_by_number_and_by_code(world, desk, award):
    listed = text_of(desk.get(HOME))
    code = code_in(desk.get(award))

    assert "夜市中队 1" in listed and "年度优秀义警 望义证〔2026〕第0001号" in listed and "有效" in listed
    assert "没有这样的荣誉" in text_of(desk.get(f"{HOME}?month=2026-10"))
    assert "没有这样的荣誉" in text_of(desk.get(f"{HOME}?kind=medal"))
    assert "年度优秀义警" in text_of(desk.get(f"{HOME}?kind=certificate&state=issued&unit=D1/B01"))
    assert "找到的 1 份" in text_of(desk.get(f"{HOME}?find={NUMBER}"))
    assert "找到的 1 份" in text_of(desk.get(f"{HOME}?find={code}"))
    assert "没有找到「99-99-0001」" in text_of(desk.get(f"{HOME}?find=99-99-0001"))


def test_an_award_shows_its_words_ground_paper_and_history(desk, award):
    page = desk.get(award)
    paper, print_ = desk.get(f"{award}/paper.jpg"), desk.get(f"{award}/paper.pdf")

    told = text_of(page)
    assert BODY in told and "张队员 01-01-0001" in told and "只露姓" in told
    assert "由一名负责人发，理由是证书上的那段话。" in told
    assert paper.data[:2] == b"\xff\xd8" and paper.headers["Cache-Control"] == "private, no-store"
    assert print_.data[:4] == b"%PDF"
    assert desk.get(f"{award}/paper.png").status_code == 404


def test_a_certificate_is_revoked_once_for_a_reason_and_shown_no_more(world, desk, award):
    page = desk.get(award)
    short = sent(desk, page, f"{award}/revoke", reason="错")
    done = sent(desk, page, f"{award}/revoke", reason="名单报错了，他没有参加")
    said = text_of(desk.get(award))
    same = sent(desk, page, f"{award}/revoke", reason="名单报错了，他没有参加")
    said_again = text_of(desk.get(award))
    late = sent(desk, page, f"{award}/revoke", request_id="another-form", reason="再撤一次看看")

    assert short.status_code == 400 and "写 4 到 100 个字" in text_of(short) and ">错</textarea>" in short.text
    assert done.status_code == 303 and same.status_code == 303
    assert "撤销了，验真页已经这样说" in said and "这一张交过了，只算一次" in said_again
    assert late.status_code == 409 and "已经撤销或换发过了" in text_of(late)
    told = text_of(desk.get(award))
    assert "已撤销，不再出示 原因：名单报错了，他没有参加" in told and "能办的" not in told
    assert desk.get(f"{award}/paper.jpg").status_code == 410
    assert world.client.get(f"/v1/verify/{code_in(page)}").json["state"] == "revoked"


def test_a_certificate_is_given_anew_with_the_name_of_today(desk, award):
    page = desk.get(award)
    first = sent(desk, page, f"{award}/reissue", reason="换了单位，要新证")
    again = sent(desk, page, f"{award}/reissue", reason="换了单位，要新证")

    assert first.location == again.location != award
    assert "换发了，这是新的一份" in text_of(desk.get(first.location))
    assert "换发过了" in text_of(desk.get(award))


def test_nobody_elsewhere_sees_an_award_and_no_squadron_leader_takes_one_back(world, award, desk_of, other_desk):
    other_desk.sign_in(world.staff("外队长", Role.SQUADRON_LEADER, OTHER_SQUADRON))
    page = other_desk.get(HOME)

    assert other_desk.get(award).status_code == 404
    assert other_desk.get(f"{award}/paper.jpg").status_code == 404
    assert other_desk.get(f"{HOME}?unit=D1/B01").status_code == 404
    assert "没有找到" in text_of(other_desk.get(f"{HOME}?find={NUMBER}"))
    assert other_desk.post(f"{award}/revoke", page, request_id="a-form-by-hand", reason="写够四个字").status_code == 403
    assert desk_of(Role.RECRUITER).get(HOME).status_code == 403


def test_an_auditor_reads_and_is_offered_nothing_to_do(award, desk_of):
    page = text_of(desk_of(Role.AUDITOR).get(award))

    assert "年度优秀义警" in page and "能办的" not in page and "发一份" not in page


def test_a_certificate_by_hand_is_given_once_and_leads_to_itself(world, desk):
    enlist(world, "张队员", 1)
    desk.sign_in(commander(world))
    page = desk.get(f"{HOME}/give")
    address, asked = f"{HOME}/give/certificate", {"volunteer_number": NUMBER, "title": "优秀义警", "body": BODY}

    short = sent(desk, page, address, **{**asked, "body": "太短"})
    nobody = sent(desk, page, address, **{**asked, "volunteer_number": "99-99-0001"})
    first, twice = (sent(desk, page, address, **asked) for _ in range(2))

    assert short.status_code == 400 and "10 到 160 个字" in text_of(short) and ">太短</textarea>" in short.text
    assert nobody.status_code == 400 and "没有这个编号" in text_of(nobody)
    assert first.status_code == 303 and first.location == twice.location
    assert "发了，编号 望义证〔2026〕第0001号" in text_of(desk.get(first.location))


def test_words_that_wechat_doubts_wait_for_another_leader(world, desk, other_desk):
    enlist(world, "张队员", 1)
    desk.sign_in(commander(world))
    other_desk.sign_in(world.staff("孙大队", Role.BRIGADE_LEADER, BRIGADE))
    fields = {"volunteer_number": NUMBER, "title": "热心为民", "body": "待审示例：夜里帮走失的老人找到家人。"}
    asked = sent(other_desk, other_desk.get(f"{HOME}/give"), f"{HOME}/give/commendation", **fields)
    world.deliver()

    waiting, own = desk.get(f"{HOME}/held"), other_desk.get(f"{HOME}/held")
    address = re.search(rf'action="({HOME}/held/\w+/issue)"', waiting.text)[1]
    done, late = sent(desk, waiting, address), sent(desk, waiting, address)
    refused = other_desk.post(address, own, request_id="a-form-by-hand")

    assert asked.status_code == 303
    assert "「热心为民」" in text_of(waiting)
    assert done.status_code == 303 and late.status_code == 409
    assert refused.status_code == 404
    assert "热心为民 望义表〔2026〕第0001号" in text_of(desk.get(HOME))


def test_a_name_that_no_font_has_waits_and_is_given_as_its_holder_agreed(world, desk):
    enlist(world, "张\U000323af", 1)
    desk.sign_in(commander(world))
    asked = {"volunteer_number": NUMBER, "title": "优秀义警", "body": BODY}
    stopped = sent(desk, desk.get(f"{HOME}/give"), f"{HOME}/give/certificate", **asked)
    address = re.search(rf'href="({HOME}/held/\w+)"', desk.get(f"{HOME}/held").text)[1]

    given = sent(desk, desk.get(address), f"{address}/settle", spelling="张旷")

    assert stopped.status_code == 422 and "写不出来" in text_of(stopped)
    assert "张旷" in text_of(desk.get(given.location))
    assert desk.get(address).status_code == 404
