"""Phone numbers by code. Source: reference wechat 3.3."""

from typing import Any

from wechat_simulator.endpoints.registry import Answer, Request, endpoint
from wechat_simulator.records import Person
from wechat_simulator.refusals import Refusal
from wechat_simulator.world import CODE_LIFE, World

COUNTRY = "86"


@endpoint("POST", "/wxa/business/getuserphonenumber")
def phone_number(world: World, request: Request) -> Answer:
    """A code of the phone button for the number, once."""
    code = world.phone_codes.get(str(request.json().get("code")))
    if code is None or code.used or world.now() - code.made_at > CODE_LIFE:
        raise Refusal(40029)
    world.limits.count("phone", world.now())
    person = world.by_openid(code.openid)
    if person is None or not person.phone:
        raise Refusal(-1)
    code.used = True
    return {"errcode": 0, "errmsg": "ok", "phone_info": phone_info(world, person)}


def phone_info(world: World, person: Person) -> dict[str, Any]:
    """The number as WeChat tells it, watermarked; a number with `+` is foreign: `+852 51234567`."""
    country, _, pure = (
        person.phone.removeprefix("+").partition(" ") if " " in person.phone else (COUNTRY, "", person.phone)
    )
    return {
        "phoneNumber": pure if country == COUNTRY else f"+{country}{pure}",
        "purePhoneNumber": pure,
        "countryCode": country,
        "watermark": {"timestamp": int(world.now().timestamp()), "appid": world.account.appid},
    }
