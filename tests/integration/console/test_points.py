"""集结点 and 导入导出 through the console: found, kept on the version seen, brought in by a list that is read before."""

import io

import pytest

from tests.integration.console.desk import proof_in, text_of
from tests.integration.console.people import administrator, members, squadron_leader
from tests.integration.console.test_units import sent
from tests.integration.roster.lists import csv, row
from tests.world import POINT, SQUADRON

HOME, LISTS = "/console/points", "/console/imports"
LIST = "编号,名称,中队,纬度,经度\n077,江边码头,夜市中队,28.51,109.51\n"


@pytest.fixture
def seated(world, desk):
    """孙管理's browser."""
    desk.sign_in(administrator(world))
    return desk


def brought(desk, kind, content, **fields):
    """A list sent in by the form of its page; where it leads."""
    page = desk.get(LISTS)
    data = {"csrf": proof_in(page), "request_id": "list-by-hand", **fields}
    data["file"] = (io.BytesIO(content), "list.csv")
    return desk.browser.post(f"{LISTS}/{kind}", data=data, content_type="multipart/form-data")


def test_points_stand_on_the_map_and_in_the_table_and_are_found_by_number_or_name(seated):
    whole, found = seated.get(HOME), text_of(seated.get(f"{HOME}?find=夜市"))

    assert 'aria-label="2 处集结点"' in whole.get_data(as_text=True)
    assert "南塘夜市" in found and "江岸公园" not in found
    assert "没有「火车站」" in text_of(seated.get(f"{HOME}?find=火车站"))


def test_a_point_is_changed_and_an_older_form_is_told_so(world, seated):
    page = seated.get(f"{HOME}/{POINT}")
    place = {"latitude_deg": "28.5", "longitude_deg": "109.5", "unit_path": SQUADRON}
    first = sent(seated, page, f"{HOME}/{POINT}/keep", name="南塘夜市东口", radius_m="200", **place)
    late = sent(seated, page, f"{HOME}/{POINT}/keep", request_id="another-form", name="西口", radius_m="150", **place)

    assert first.status_code == 303 and late.status_code == 409
    assert (world.house.roster.point(POINT).name, world.house.roster.point(POINT).radius_m) == ("南塘夜市东口", 200)


def test_a_point_outside_the_district_is_refused_beside_its_field(seated):
    page = seated.get(f"{HOME}/add")
    fields = {"number": "088", "name": "远处", "unit_path": SQUADRON, "radius_m": "150"}
    answer = sent(seated, page, f"{HOME}/add", latitude_deg="39.9", longitude_deg="116.4", **fields)

    assert answer.status_code == 400 and 'class="fault"' in answer.get_data(as_text=True)


def test_a_list_of_points_is_read_then_brought_in(world, seated):
    tried = brought(seated, "points", LIST.encode(), dry_run="yes").headers["Location"]
    world.work()
    page = text_of(seated.get(tried))
    assert "读完了，什么也没有写进去" in page and "1 处新的" in page and "再选同一张表" in page

    done = brought(seated, "points", LIST.encode(), dry_run="no", request_id="list-for-real").headers["Location"]
    world.work()

    assert "都写进去了" in text_of(seated.get(done))
    assert world.house.roster.point("077").name == "江边码头"


def test_faults_of_a_member_list_are_told_by_row_and_column_and_nothing_is_written(world, seated):
    content = csv(row(1), row(2, unit="没有的中队"))
    location = brought(seated, "members", content, dry_run="no").headers["Location"]
    world.work()
    page = text_of(seated.get(location))

    assert "没有做成" in page and "第 3 行 中队" in page and "真的导入" not in page.split("读到的")[1]


def test_a_dry_run_of_members_says_how_many_and_where_the_faults_are(world, seated):
    location = brought(seated, "members", csv(row(1), row(2, unit="没有的中队")), dry_run="yes").headers["Location"]
    world.work()
    page = text_of(seated.get(location))

    assert "1 行好的" in page and "1 处有错" in page and "第 3 行 中队" in page
    assert "真的导入" not in page.split("读到的")[1]


def test_a_form_without_a_file_says_so_beside_the_field(seated):
    answer = brought(seated, "members", b"", dry_run="yes")

    assert answer.status_code == 400 and "选一张表" in text_of(answer)


def test_a_leader_may_ask_for_a_list_of_the_own_unit_and_bring_none_in(world, desk):
    members(world)
    desk.sign_in(squadron_leader(world))
    page = desk.get(LISTS)
    assert "导入名册" not in text_of(page)

    asked = sent(desk, page, f"{LISTS}/export", unit_path=SQUADRON, format="xlsx")
    world.work()

    assert "做完了" in text_of(desk.get(asked.headers["Location"]))


def test_signs_are_printed_by_a_job_whose_page_tells_how_far_it_is(world, seated):
    page = seated.get(HOME)
    first = sent(seated, page, f"{HOME}/signs")
    again = sent(seated, page, f"{HOME}/signs")
    world.deliver()
    world.work()
    done = text_of(seated.get(first.headers["Location"]))

    assert (first.status_code, first.headers["Location"]) == (303, again.headers["Location"])
    assert "做集结点牌子" in done and "signs-D1.pdf" in done


def test_a_leader_prints_the_signs_of_the_own_squadron_alone(world, desk):
    desk.sign_in(squadron_leader(world))
    page = desk.get(HOME)

    outside = sent(desk, page, f"{HOME}/signs", unit_path="D1")

    assert 'aria-label="打印夜市中队所有集结点的牌子"' in page.get_data(as_text=True)
    assert outside.status_code == 404
