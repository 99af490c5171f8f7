import pytest
from hypothesis import given, strategies as st

from shouwang.console.browser import Browser, FormOutdated, Pending, device_words, proof_of, safe_path, set_cookie

SECRET = "s" * 43
PENDING = Pending("c" * 22, SECRET, "47", 1_795_000_000)


def test_a_sign_in_under_way_comes_back_from_its_cookie_whole() -> None:
    browser = Browser({"shouwang_sign_in": str(PENDING)})

    assert browser.pending == PENDING


@pytest.mark.parametrize(
    "value", ["", "x", "a.b.47.1", str(PENDING) + "0", "<script>", str(PENDING).replace("47", "4x")]
)
def test_a_cookie_that_is_not_ours_is_no_sign_in(value: str) -> None:
    assert Browser({"shouwang_sign_in": value}).pending is None


def test_a_form_is_taken_only_with_the_proof_of_its_own_session() -> None:
    browser = Browser({"shouwang_session": "token"})

    browser.require_proof(proof_of("token"))
    for foreign in ("", "x", proof_of("other"), proof_of("")):
        with pytest.raises(FormOutdated):
            browser.require_proof(foreign)


def test_a_browser_without_a_session_has_no_proof_that_could_be_guessed() -> None:
    with pytest.raises(FormOutdated):
        Browser({}).require_proof("")
    with pytest.raises(FormOutdated):
        Browser({}).require_door_proof("")


def test_the_door_takes_the_proof_of_the_sign_in_not_of_the_session() -> None:
    browser = Browser({"shouwang_session": "token", "shouwang_sign_in": str(PENDING)})

    browser.require_door_proof(proof_of(SECRET))
    with pytest.raises(FormOutdated):
        browser.require_door_proof(proof_of("token"))


@given(st.text(min_size=1), st.text(min_size=1))
def test_a_proof_tells_nothing_of_its_secret_and_differs_for_each(one: str, other: str) -> None:
    assert (proof_of(one) == proof_of(other)) == (one == other)
    assert len(proof_of(one)) == 24


@pytest.mark.parametrize(
    ("asked", "leads_to"),
    [
        ("/console/applications/01J?gate=political&cursor=abc", "/console/applications/01J?gate=political&cursor=abc"),
        ("//evil.example/console/", "/console"),
        ("https://evil.example", "/console"),
        ("/console/../v1/logout", "/console"),
        ("/console/\\evil", "/console"),
        ("/console/a\r\nSet-Cookie: x=1", "/console"),
        ("javascript:alert(1)", "/console"),
    ],
)
def test_one_goes_on_only_inside_the_console(asked: str, leads_to: str) -> None:
    assert safe_path(asked) == leads_to


def test_a_cookie_is_hidden_from_scripts_and_other_sites_and_plain_http() -> None:
    assert (
        set_cookie("name", "value", 60, secure=True) == "name=value; Max-Age=60; Path=/; HttpOnly; SameSite=Lax; Secure"
    )
    assert "Secure" not in set_cookie("name", "value", 60, secure=False)


@pytest.mark.parametrize(
    ("user_agent", "words"),
    [
        (
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/156.0 Safari/537.36 Edg/156.0",
            "Windows，Edge",
        ),
        ("Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/156.0 Safari/537.36", "Linux，Chrome"),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15) Version/18.0 Safari/605.1", "Mac，Safari"),
        ("curl/8.0", "不认识的浏览器"),
        ("", "不认识的浏览器"),
    ],
)
def test_a_browser_is_named_so_that_its_owner_knows_it(user_agent: str, words: str) -> None:
    assert device_words(user_agent) == words


@pytest.mark.parametrize(("kept", "theme"), [("dark", "dark"), ("light", "light"), ("", ""), ('"><script>', "")])
def test_only_known_themes_reach_the_page(kept: str, theme: str) -> None:
    assert Browser({"shouwang_theme": kept}).theme == theme
