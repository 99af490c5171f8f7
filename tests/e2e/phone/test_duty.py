"""A night's duty on the phone: in, on duty, out, the report; and every way round a fix that does not help."""

import pytest
from playwright.sync_api import expect

from shouwang.duty.store import check_ins
from tests.e2e.phone.scenes import evening, signed_in
from tests.world import POINT

pytestmark = pytest.mark.browser


@pytest.fixture
def ready(hand, watch):
    """张队员 has a shift in 13 minutes and the phone in hand, at the point."""
    evening(watch, hand)
    return hand


def check_ins_of(watch, person=None) -> list:
    """Check-ins that the server holds of somebody."""
    return list(check_ins.CheckInRow.query((person or watch.volunteer).person_id))


def code(watch) -> str:
    """What stands at the point at this moment."""
    return str(watch.leader.get(f"/v1/assembly-points/{POINT}/code").json["code"])


def test_a_nights_duty_from_the_seal_to_the_report(ready, watch):
    page = ready.open("pages/home/index")

    ready.tap("到岗打卡")
    ready.tap("确认到岗")
    expect(page.get_by_text("已执勤")).to_be_visible()
    watch.world.clock.advance(hours=3)
    watch.world.wechat.same_time()
    page = ready.open("pages/duty/index")
    expect(page.get_by_text("3时")).to_be_visible()
    ready.tap("离岗打卡")
    ready.tap("确认离岗")
    expect(page.get_by_text("3 小时 00 分").first).to_be_visible()
    page.get_by_label("这一班的回报").fill("走了两圈，没有事。")
    ready.tap("送给队长")
    expect(page.get_by_text("已保存")).to_be_visible()

    (duty,) = watch.volunteer.get("/v1/duty/sessions").json["items"]
    assert (duty["state"], duty["minutes"], duty["report"]["text"]) == ("closed", 180, "走了两圈，没有事。")


def test_a_doubt_keeps_the_arrival_and_the_code_at_the_point_settles_it(ready, watch):
    ready.stand_away(158, 65)
    page = ready.open("pages/checkin/index?way=in")
    expect(page.get_by_text("不会因此变晚")).to_be_visible()
    watch.world.clock.advance(minutes=4)

    ready.tap("扫集结点的码")
    page.get_by_label("码的内容").fill(code(watch))
    ready.answer("扫到了")

    expect(page.get_by_text("已执勤")).to_be_visible()
    expect(page.get_by_text("到岗还等核对")).to_be_hidden()
    duty = watch.volunteer.get("/v1/duty/current").json["duty"]
    assert (duty["in_at"], duty["waits"]) == ("2026-11-23T11:00:00Z", False)


def test_without_location_a_photo_records_the_time_and_waits_for_the_leader(ready, watch):
    ready.refuse("location")
    page = ready.open("pages/checkin/index?way=in")

    ready.tap("拍一张现场照")

    expect(page.get_by_text("照片送到了，等队长看")).to_be_visible()
    (kept,) = watch.leader.get("/v1/review/checkins").json["items"]
    assert kept["subject_id"] == ready.kept("waiting")["id"]


def test_without_a_camera_the_six_digits_are_typed(ready, watch):
    ready.refuse("location", "camera")
    page = ready.open("pages/checkin/index?way=in")

    ready.tap("扫集结点的码")
    page.get_by_label("六位数的码").fill(code(watch))
    ready.tap("用它")

    expect(page.get_by_text("已执勤")).to_be_visible()
    assert [str(row.clearance) for row in check_ins_of(watch)] == ["code"]


def test_who_never_agreed_to_location_is_asked_when_it_is_needed_and_may_say_no(hand, watch):
    watch.volunteer = watch.volunteer_named("赵队员", "01-01-0009", consent=False)
    signed_in(watch, hand)

    page = hand.open("pages/checkin/index?way=in")
    expect(page.get_by_text("要看一下您在哪儿")).to_be_visible()
    hand.tap("不用位置，换个办法")
    expect(page.get_by_text("没开位置，也能打卡")).to_be_visible()
    page = hand.open("pages/checkin/index?way=in")
    hand.tap("同意用位置，打卡")

    expect(page.get_by_text("您在集结点内")).to_be_visible()
    assert "location" in watch.volunteer.get("/v1/me").json["consents"]


def test_a_tap_without_network_is_sent_once_when_there_is_one(ready, watch):
    ready.offline()
    page = ready.open("pages/checkin/index?way=in")
    expect(page.get_by_text("没有网，先记在手机里了")).to_be_visible()
    watch.world.clock.advance(minutes=9)
    ready.offline(False)

    page = ready.open("pages/home/index")

    expect(page.get_by_text("正在执勤").first).to_be_visible()
    duty = watch.volunteer.get("/v1/duty/current").json["duty"]
    assert duty["waits"] and duty["in_at"] < "2026-11-23T11:01:00Z"
    assert len(check_ins_of(watch)) == 1


def test_home_shows_what_it_knew_before_when_there_is_no_network(ready):
    ready.open("pages/home/index")
    ready.offline()

    page = ready.open("pages/home/index")

    expect(page.get_by_text("没连上网")).to_be_visible()
    expect(page.get_by_text("南塘夜市")).to_be_visible()


def test_home_costs_one_request_of_at_most_four_kilobytes(ready):
    asked: list[str] = []
    ready.page.on(
        "request", lambda request: asked.append(request.url.rpartition("/v1/")[2]) if "/v1/" in request.url else None
    )

    with ready.page.expect_response("**/v1/me/today") as told:
        page = ready.restart()
    size = len(told.value.body())
    expect(page.get_by_text("现在就能打卡")).to_be_visible()
    page.wait_for_load_state("networkidle")

    assert (asked, size <= 4096) == (["me/today"], True)
