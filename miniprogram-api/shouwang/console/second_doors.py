"""The second doors 登录: a passkey of the device, and an emergency code on paper. Beside the code to scan, on the same page."""

from typing import Annotated

import msgspec

from shouwang.console.browser import CHALLENGE_COOKIE, Browser, device_words, set_cookie
from shouwang.console.pages import SIGN_IN, Pages
from shouwang.console.scanning import CodeImages
from shouwang.console.sign_in import Door, DoorForm, door
from shouwang.identity.rules import CHALLENGE_LIFE
from shouwang.identity.service import ConsoleSignIn
from shouwang.identity.service.emergency import EmergencyDoor
from shouwang.identity.service.passkeys import Begun, Passkeys
from shouwang.platform.web import Api, ClientAddress, Reply, post, public

Answer = Annotated[str, msgspec.Meta(max_length=16_000)]  # what a device signed, as JSON


class PasskeyForm(DoorForm, kw_only=True):
    """What the device signed."""

    proof_answer: Answer = ""


class CodeForm(DoorForm, kw_only=True):
    """A code as it was typed."""

    code: Annotated[str, msgspec.Meta(max_length=60)] = ""


def asked(begun: Begun, pages: Pages, path: str) -> Reply:
    """What the device is asked, and the cookie that binds its answer to this browser."""
    life_s = int(CHALLENGE_LIFE.total_seconds())
    kept = set_cookie(CHALLENGE_COOKIE, begun.secret, life_s, secure=pages.secure, path=path)
    body = msgspec.json.encode({"options": begun.options})
    return Reply(body, "application/json", headers={"Cache-Control": "no-store"}, cookies=(kept,))


class SecondDoorRoutes:
    """Routes of the second doors."""

    def __init__(self, door: Door, passkeys: Passkeys, emergency: EmergencyDoor) -> None:
        self.door = door
        self.passkeys = passkeys
        self.emergency = emergency

    @post(SIGN_IN + "/passkey/options", who=public, html=True, summary="登录页：要通行密钥签的东西")
    def options(self, cookies: dict[str, str], form: DoorForm, address: ClientAddress) -> Reply:
        """What a passkey shall sign, for five minutes, in this browser. Cost: 2 requests."""
        Browser(cookies).require_door_proof(form.csrf)
        return asked(self.passkeys.begin_enter(address), self.door.pages, SIGN_IN)

    @post(SIGN_IN + "/passkey", who=public, html=True, summary="用通行密钥登录")
    def by_passkey(self, cookies: dict[str, str], headers: dict[str, str], form: PasskeyForm) -> Reply:
        """In, by a passkey. Cost: 6 requests."""
        browser = Browser(cookies)
        browser.require_door_proof(form.csrf)
        device = device_words(headers.get("User-Agent", ""))
        return self.door.into(self.passkeys.enter(browser.challenge, form.proof_answer, device), form.then)

    @post(SIGN_IN + "/emergency", who=public, html=True, summary="用应急码登录")
    def by_code(
        self, cookies: dict[str, str], headers: dict[str, str], form: CodeForm, address: ClientAddress
    ) -> Reply:
        """In, by an emergency code; all commanders hear of it. Cost: 5 requests."""
        Browser(cookies).require_door_proof(form.csrf)
        device = device_words(headers.get("User-Agent", ""))
        return self.door.into(self.emergency.enter(form.code, device, address), form.then)


def api(sign_in: ConsoleSignIn, codes: CodeImages, pages: Pages, passkeys: Passkeys, emergency: EmergencyDoor) -> Api:
    """Routes of the second doors, for the login function."""
    routes = SecondDoorRoutes(door(sign_in, codes, pages), passkeys, emergency)
    return Api.of("console-second-doors", routes, pages.refusal)
