"""HTTP of notices: the inbox, grants."""

from tests.integration.notices.conftest import PostOffice


def test_an_inbox_is_read_page_by_page_newest_first(office: PostOffice) -> None:
    person = office.world.sign_in("张队员")
    for n in range(23):
        office.tell(person, f"a{n}", title=f"第 {n} 条")
        office.world.clock.advance(seconds=1)
    office.deliver()

    first = person.get("/v1/me/inbox").json
    rest = person.get("/v1/me/inbox", query_string={"cursor": first["cursor"]}).json

    titles = [entry["title"] for page in (first, rest) for entry in page["items"]]
    assert titles == [f"第 {n} 条" for n in reversed(range(23))]
    assert (len(first["items"]), rest["cursor"]) == (20, None)


def test_reading_counts_the_first_time_and_only_one_s_own(office: PostOffice) -> None:
    person, stranger = office.world.sign_in("张队员"), office.world.sign_in("外人")
    office.tell(person)
    office.deliver()
    entry_id = person.get("/v1/me/inbox").json["items"][0]["entry_id"]
    path = f"/v1/me/inbox/{entry_id}/read"

    first = person.post(path)
    office.world.clock.advance(hours=1)
    again, another = person.post(path), stranger.post(path)

    assert (first.status_code, again.status_code, another.status_code) == (204, 204, 404)
    assert person.get("/v1/me/inbox").json["items"][0]["read_at"] == "2026-11-23T11:00:00Z"
    assert stranger.get("/v1/me/inbox").json["items"] == []


def test_every_allow_is_worth_one_and_a_double_tap_counts_once(office: PostOffice) -> None:
    person = office.world.sign_in("张队员")
    ask = {"templates": ["honour-awarded", "shift-soon", "shift-soon"]}

    answers = [person.post("/v1/me/message-grants", ask, key=key) for key in ("first-tap", "first-tap", "second-tap")]

    assert answers[2].json == {
        "grants": [
            {"template": "honour-awarded", "template_id": "T-honour", "left": 2},
            {"template": "shift-soon", "template_id": "T-shift", "left": 2},
        ]
    }
    assert answers[0].json == answers[1].json
    assert office.left(person) == {"honour-awarded": 2, "shift-soon": 2}


def test_a_grant_of_a_kind_that_is_not_used_is_refused_by_name(office: PostOffice) -> None:
    person = office.world.sign_in("张队员")

    answer = person.post("/v1/me/message-grants", {"templates": ["honour-awarded", "horoscope"]})

    assert answer.status_code == 400
    assert answer.json["errors"] == [{"pointer": "/templates/1", "detail": "没有这种消息"}]
    assert office.left(person) == {"honour-awarded": 0, "shift-soon": 0}
