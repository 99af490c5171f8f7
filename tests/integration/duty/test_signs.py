"""点位牌: a page for each point, its words searchable, its code readable; each code asked of WeChat once."""

from io import BytesIO

import pytest
import zxingcpp
from PIL import Image
from pypdf import PdfReader

from shouwang.duty.handlers import handlers
from shouwang.duty.service.signs import WANTED
from shouwang.kernel.actor import Role
from shouwang.kernel.geo import Crs, Position
from shouwang.platform import dynamo
from shouwang.platform.outbox import Outbox, emit
from shouwang.roster.models import AssemblyPoint
from tests.world import FORCE, POINT, POINT_WGS84, SQUADRON, small_force


def test_every_point_has_a_page_with_its_number_name_and_code(watch):
    signs = watch.world.house.signs

    pdf = PdfReader(BytesIO(signs.pdf()))

    texts = [page.extract_text() for page in pdf.pages]
    assert len(texts) == 2
    assert ("001" in texts[0], "江岸公园" in texts[0], "江岸中队" in texts[0]) == (True, True, True)
    assert ("042" in texts[1], "南塘夜市" in texts[1], "夜市中队" in texts[1]) == (True, True, True)
    (picture,) = pdf.pages[1].images
    (code,) = zxingcpp.read_barcodes(Image.open(BytesIO(picture.data)))
    assert code.text == "p=042&v=1"


def test_a_unit_prints_its_own_and_a_code_is_asked_for_once(watch):
    signs = watch.world.house.signs
    asked = []
    counted = type(signs)(signs.roster, signs.blobs, lambda *at: asked.append(at) or signs.code_image(*at), signs.now)

    pages = [len(PdfReader(BytesIO(counted.pdf("D1/B01"))).pages) for _ in range(2)]

    assert pages == [1, 1]
    assert asked == [("p=042&v=1", "pages/checkin/index")]


def test_the_rotating_code_is_drawn_for_a_screen_and_its_digits_are_read_back(watch):
    path = f"/v1/assembly-points/{POINT}/code"
    told, drawn = watch.leader.get(path).json, watch.leader.get(f"{path}.svg")

    text = drawn.get_data(as_text=True)
    side = int(text.split('viewBox="0 0 ')[1].split()[0])
    plate = Image.new("L", (side, side), 255)
    for square in text.split('"/><path d="M')[1].split('z"')[0].split("zM"):
        x, y = square.partition("h")[0].split()
        plate.putpixel((int(x), int(y)), 0)
    (code,) = zxingcpp.read_barcodes(plate.resize((side * 8, side * 8), Image.Resampling.NEAREST))
    assert code.text == told["code"]
    assert (drawn.mimetype, drawn.headers["Cache-Control"]) == ("image/svg+xml", "no-store")
    assert watch.stranger.get(f"{path}.svg").status_code == 404


def test_a_print_waits_for_the_codes_and_is_one_file_for_whoever_asked(watch):
    commander = watch.world.staff("支队长", Role.COMMANDER, FORCE)
    path = "/v1/assembly-points/signs"

    job_id = commander.post(path, {"unit_path": FORCE}).json["job_id"]
    watch.world.work()
    waiting = commander.get(f"/v1/jobs/{job_id}").json
    watch.world.deliver()
    watch.world.clock.advance(seconds=5)
    watch.world.work()
    done = commander.get(f"/v1/jobs/{job_id}").json
    pdf = commander.get(done["files"][0]["url"])

    assert (waiting["state"], waiting["done"], waiting["total"]) == ("waiting", 0, 2)
    assert (done["state"], done["result"], done["files"][0]["name"]) == ("done", {"signs": 2}, "signs-D1.pdf")
    assert (pdf.mimetype, len(PdfReader(BytesIO(pdf.data)).pages)) == ("application/pdf", 2)
    assert watch.leader.get(f"/v1/jobs/{job_id}").status_code == 404


@pytest.mark.parametrize(
    ("who", "unit", "status"), [("leader", FORCE, 404), ("stranger", SQUADRON, 404), ("volunteer", SQUADRON, 403)]
)
def test_only_staff_of_the_points_print_their_signs(watch, who, unit, status):
    assert getattr(watch, who).post("/v1/assembly-points/signs", {"unit_path": unit}).status_code == status


def test_codes_that_do_not_come_within_the_hour_end_the_print_in_words(watch):
    job_id = watch.leader.post("/v1/assembly-points/signs", {"unit_path": SQUADRON}).json["job_id"]
    watch.world.clock.advance(hours=1, seconds=1)
    watch.world.work()

    told = watch.leader.get(f"/v1/jobs/{job_id}").json

    assert (told["state"], told["fault"]) == ("failed", "微信一直没有给出集结点的码，过一会儿再来一次")


def test_many_codes_are_fetched_some_at_a_time_each_once(watch):
    signs, asked, place = watch.world.house.signs, [], Position(*POINT_WGS84, Crs.WGS84)
    more = [AssemblyPoint.at(f"{n:03}", "点", SQUADRON, place, 150) for n in range(100, 139)]
    watch.world.house.roster.put_ground(*small_force()[:2], more)
    counted = type(signs)(signs.roster, signs.blobs, lambda *at: asked.append(at) or b"code", signs.now)
    dynamo.commit(emit(WANTED, {"unit": SQUADRON}, at=watch.world.clock(), source="job"))

    deliveries = []
    while due := watch.world.house.outbox.due():
        deliveries += [
            Outbox({WANTED: handlers(None, None, None, counted)[WANTED]}, counted.now).deliver(e) for e in due
        ]

    assert (deliveries, len(asked), len(set(asked))) == ([True, True], 40, 40)
