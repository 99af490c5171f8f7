from shouwang.platform.web.by_page import ByPage


def _saying(word):
    return lambda environ, start_response: [word]


def test_an_application_of_pages_is_made_when_it_is_first_asked_for_and_once():
    made = []
    app = ByPage(_saying(b"rest"), {"shifts": lambda: made.append(1) or _saying(b"shifts")})

    before = [
        app({"PATH_INFO": path}, None) for path in ("/v1/shifts", "/console", "/console/today", "/console/shiftsy")
    ]
    nothing_yet = len(made)
    after = [app({"PATH_INFO": path}, None) for path in ("/console/shifts", "/console/shifts/7/cancel")]

    assert before == [[b"rest"]] * 4
    assert nothing_yet == 0
    assert after == [[b"shifts"]] * 2
    assert made == [1]
