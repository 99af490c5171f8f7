import pytest

from shouwang.platform.web.by_route import ByRoute, shape

SHAPES = {
    "/v1/shifts": {"GET": "reading", "POST": "planning"},
    "/v1/shifts/*/signup": {"PUT": "signing"},
    "/v1/shifts/today/signup": {"GET": "today"},
    "/console/*": {"GET": "pages"},
    "/console/shifts": {"GET": "week"},
}


@pytest.fixture
def made():
    return []


@pytest.fixture
def app(made):
    def saying(word):
        made.append(word)
        return lambda environ, start_response: [word]

    return ByRoute(SHAPES, saying, lambda environ, start_response: ["rest"])


@pytest.mark.parametrize(
    ("request_", "name"),
    [
        ("GET /v1/shifts", "reading"),
        ("HEAD /v1/shifts", "reading"),
        ("POST /v1/shifts", "planning"),
        ("PUT /v1/shifts/7/signup", "signing"),
        ("GET /v1/shifts/today/signup", "today"),
        ("PUT /v1/shifts/today/signup", "signing"),
        ("GET /console/shifts", "week"),
        ("GET /console/other", "pages"),
        ("DELETE /v1/shifts", "reading"),
        ("GET /v1/shifts/7", None),
        ("GET /v1/shifts/", None),
        ("GET /v1", None),
    ],
)
def test_a_request_belongs_to_the_application_of_its_route(app, request_, name):
    assert app.serving(*request_.split()) == name


def test_an_application_is_made_when_one_of_its_routes_is_first_asked_for_and_once(app, made):
    def ask(path):
        return app({"PATH_INFO": path, "REQUEST_METHOD": "GET"}, None)

    assert (ask("/nowhere"), made) == (["rest"], [])
    assert (ask("/v1/shifts"), ask("/v1/shifts")) == (["reading"], ["reading"])
    assert made == ["reading"]


def test_a_shape_has_a_star_for_every_part_with_a_parameter():
    assert shape("/v1/honours/{award_id}.jpg") == "/v1/honours/*"
    assert shape("/console") == "/console"
