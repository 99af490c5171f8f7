"""code2Session. Source: reference wechat 3.1."""

from wechat_simulator.endpoints.registry import Answer, Request, endpoint, require_account
from wechat_simulator.refusals import Refusal
from wechat_simulator.world import CODE_LIFE, World


@endpoint("GET", "/sns/jscode2session", token=False, checks_ip=True)
def code_to_session(world: World, request: Request) -> Answer:
    """A login code for openid and session key, once."""
    require_account(world, request.query)
    if request.query.get("grant_type") != "authorization_code":
        raise Refusal(40002)
    js_code = request.query.get("js_code")
    if not js_code:
        raise Refusal(41008)
    code = world.login_codes.get(js_code)
    if code is None or world.now() - code.made_at > CODE_LIFE:
        raise Refusal(40029)
    if code.used:
        raise Refusal(40163)
    world.limits.count(f"login#{code.openid}", world.now())
    code.used = True
    person = world.by_openid(code.openid)
    if person is None or person.blocked:
        raise Refusal(40226)
    session = {"session_key": world.new_session_key(person), "openid": person.openid}
    return session | ({"unionid": person.unionid} if person.unionid else {})
