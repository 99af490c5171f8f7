"""One's own honours: the list, the files, and praise for others."""

import io
from urllib.parse import urlsplit

import pytest
import zxingcpp
from PIL import Image
from pypdf import PdfReader

from shouwang.honours.rendering import read_credential
from shouwang.honours.rules import FAMILIES
from shouwang.kernel.actor import Role
from shouwang.kernel.mentions import mention
from tests.integration.honours.hall import NUMBER, OTHER_NUMBER, Hall
from tests.world import OTHER_SQUADRON, Person

FORMS = {
    "jpg": "image/jpeg",
    "pdf": "application/pdf",
    "png": "image/png",
    "jwt": "application/vc+jwt",
}


@pytest.fixture
def member(hall: Hall) -> Person:
    """A volunteer with the first medal."""
    person = hall.enlist("张队员", NUMBER)
    hall.enter_hours(person, "e1", minutes_measured=210, patrols=1)
    hall.deliver()
    return person


def _ahead(medal: str, title: str, family: str, fact: str, have: int, need: int, words: str) -> dict[str, object]:
    told = {"medal": medal, "title": title, "family": family, "family_title": FAMILIES[family], "fact": fact}
    return {**told, "have": have, "need": need, "missing": need - have, "words": words, "on": None}


def test_the_list_says_what_one_has_and_what_is_missing_to_the_next(hall: Hall, member: Person) -> None:
    (award,) = hall.awarded(member)

    answer = member.get("/v1/me/honours")

    assert answer.json == {
        "items": [
            {
                "award_id": award.award_id,
                "kind": "medal",
                "title": "首次巡逻",
                "medal": "first-patrol",
                "serial": "望义证〔2026〕第0001号",
                "code": award.inscription.code,
                "verify_url": f"http://localhost:8000/c/{award.inscription.code}",
                "issued_on": "2026-11-23",
                "state": "issued",
                "state_at": None,
                "state_reason": "",
                "replaced_by": None,
                "valid_until": None,
                "publication": "masked",
                "files": {form: f"/v1/honours/{award.award_id}.{form}" for form in FORMS}
                | {"a4.jpg": f"/v1/honours/{award.award_id}.jpg?size=a4"},
            }
        ],
        "cursor": None,
        "counts": {"medal": 1},
        "next": [
            _ahead("call-out-5", "应召五次", "call-outs", "call_outs", 0, 5, "还差 5 次出警"),
            _ahead("streak-30", "三十天不断", "streaks", "streak_weeks", 0, 5, "还差 5 周，每周至少一次执勤"),
            _ahead("patrols-10", "十次巡逻", "patrols", "patrols", 1, 10, "还差 9 次执勤"),
            _ahead("night-watch", "守夜人", "nights", "nights", 0, 20, "还差 20 次夜班"),
            _ahead("star-1", "一星服务之星", "stars", "minutes_measured", 210, 6000, "还差 96 小时 30 分"),
        ],
        "praises": [],
    }


def test_the_certificate_comes_as_a_picture_and_as_print_with_the_name_in_it(hall: Hall, member: Person) -> None:
    path = f"/v1/honours/{hall.awarded(member)[0].award_id}"

    picture, large, paper = (
        member.get(f"{path}.jpg"),
        member.get(f"{path}.jpg", query_string={"size": "a4"}),
        member.get(f"{path}.pdf"),
    )

    assert Image.open(io.BytesIO(picture.data)).size == (1080, 1528)
    assert Image.open(io.BytesIO(large.data)).size == (2480, 3508)
    words = PdfReader(io.BytesIO(paper.data)).pages[0].extract_text()
    assert "张队员" in words.replace("\n", "")
    assert "filename*=UTF-8''%E9%A6%96%E6%AC%A1" in picture.headers["Content-Disposition"]


def test_the_code_on_the_picture_leads_a_stranger_to_the_page(hall: Hall, member: Person) -> None:
    picture = member.get(f"/v1/honours/{hall.awarded(member)[0].award_id}.jpg")
    (code,) = zxingcpp.read_barcodes(Image.open(io.BytesIO(picture.data)))

    page = hall.world.client.get(urlsplit(code.text).path)

    assert code.text.startswith("HTTP://LOCALHOST:8000/C/")
    assert (page.status_code, "张**" in page.get_data(as_text=True)) == (200, True)


def test_the_medal_carries_the_credential_inside(hall: Hall, member: Person) -> None:
    (award,) = hall.awarded(member)

    medal = member.get(f"/v1/honours/{award.award_id}.png")
    alone = member.get(f"/v1/honours/{award.award_id}.jwt")

    assert read_credential(medal.data) == award.credential == alone.get_data(as_text=True)


def test_a_picture_is_drawn_once_and_then_kept(hall: Hall, member: Person) -> None:
    path = f"/v1/honours/{hall.awarded(member)[0].award_id}.jpg"
    first = member.get(path)
    (kept,) = hall.kept_files()
    kept.write_bytes(b"\xff\xd8the kept one")

    second = member.get(path)

    assert first.data[:2] == b"\xff\xd8"
    assert second.data == b"\xff\xd8the kept one"


def test_files_are_for_the_holder_and_the_staff_above_only(hall: Hall, member: Person) -> None:
    path = f"/v1/honours/{hall.awarded(member)[0].award_id}"
    people = [
        member,
        hall.leader(),
        hall.commander(),
        hall.leader("周队长", Role.SQUADRON_LEADER, OTHER_SQUADRON),
        hall.enlist("王队员", OTHER_NUMBER),
    ]

    answers = {form: [person.get(f"{path}.{form}") for person in people] for form in FORMS}
    unsigned = [hall.world.client.get(f"{path}.{form}").status_code for form in FORMS]

    statuses = {form: [answer.status_code for answer in answers[form]] for form in FORMS}
    assert statuses == {form: [200, 200, 200, 404, 404] for form in FORMS}
    assert {form: answers[form][0].content_type for form in FORMS} == FORMS
    assert unsigned == [401] * len(FORMS)


def test_a_revoked_honour_gives_no_more_files_and_says_why(hall: Hall, member: Person) -> None:
    (award,) = hall.awarded(member)
    hall.commander().post(f"/v1/honours/{award.award_id}/revoke", {"reason": "打卡是别人代打的"})

    answers = [member.get(f"/v1/honours/{award.award_id}.{form}") for form in FORMS]

    told = {(answer.status_code, answer.json["type"], answer.json["detail"]) for answer in answers}
    assert told == {(410, "/problems/honour-revoked", "这张证书已撤销：打卡是别人代打的。有不同意见，7 天内可以申诉")}
    assert member.get("/v1/me/honours").json["items"][0]["files"] == {}


def test_a_certificate_by_hand_has_no_medal(hall: Hall, member: Person) -> None:
    given = hall.leader().post(
        "/v1/honours",
        {
            "volunteer_number": NUMBER,
            "kind": "certificate",
            "title": "年度优秀义警",
            "body": "表现突出，特发此证以资鼓励。",
        },
    )

    answer = member.get(f"/v1/honours/{given.json['award_id']}.png")

    assert answer.status_code == 404


def test_praise_reaches_the_other_by_name(hall: Hall, member: Person) -> None:
    other = hall.enlist("王队员", OTHER_NUMBER)

    answer = other.post("/v1/praise", {"volunteer_number": NUMBER, "words": "帮了大忙"})

    praise = {"from_name": "王队员", "words": "帮了大忙", "at": "2026-11-23T11:00:00Z"}
    assert answer.status_code == 201
    assert member.get("/v1/me/honours").json["praises"] == [praise]
    assert f"{mention(other.person_id)}给你点了赞" in hall.told(member)


def test_praise_is_rare_and_never_for_oneself(hall: Hall, member: Person) -> None:
    others = [hall.enlist(f"队员{n}", f"01-01-{n:04}") for n in range(11, 15)]

    def praise(number: str) -> str:
        answer = member.post("/v1/praise", {"volunteer_number": number, "words": "巡得仔细"})
        return answer.json.get("type", "given")

    first_day = [praise(n) for n in (NUMBER, "01-01-0011", "01-01-0011", "01-01-0012", "01-01-0013", "01-01-0014")]
    hall.world.clock.advance(days=1)
    next_day = praise("01-01-0011")

    assert len(others) == 4
    assert first_day == [
        "/problems/not-for-yourself",
        "given",
        "/problems/praised-today",
        "given",
        "given",
        "/problems/praises-spent",
    ]
    assert next_day == "given"


def test_praise_in_words_of_one_s_own_is_refused(hall: Hall, member: Person) -> None:
    hall.enlist("王队员", OTHER_NUMBER)

    answer = member.post("/v1/praise", {"volunteer_number": OTHER_NUMBER, "words": "随便写的话"})

    assert (answer.status_code, answer.json["errors"][0]["pointer"]) == (400, "/words")
