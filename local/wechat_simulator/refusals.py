"""How WeChat says no: error codes with the words it puts beside them. Callers must branch on the number only."""

ERRMSG = {
    -1: "system error",
    40001: "invalid credential, access_token is invalid or not latest",
    40002: "invalid grant_type",
    40003: "invalid openid",
    40004: "invalid media type",
    40013: "invalid appid",
    40014: "invalid access_token",
    40029: "invalid code",
    40033: "invalid charset",
    40037: "invalid template_id",
    40097: "invalid args",
    40125: "invalid appsecret",
    40129: "invalid scene",
    40159: "invalid length for path",
    40163: "code been used",
    40164: "invalid ip, not in whitelist",
    40165: "invalid weapp pagepath",
    40169: "invalid length for scene, or the data is not json string",
    40212: "invalid query",
    40226: "code blocked",
    40243: "AppSecret is frozen",
    41001: "access_token missing",
    41002: "appid missing",
    41004: "appsecret missing",
    41008: "js_code missing",
    41030: "invalid page",
    42001: "access_token expired",
    43001: "require GET method",
    43002: "require POST method",
    43101: "user refuse to accept the msg",
    43104: "appid and openid not match",
    43107: "subscribe message is banned",
    43108: "concurrent sends to the same user",
    44002: "empty post data",
    44990: "reach max api second frequence limit",
    44991: "reach max api minute frequence limit",
    44993: "reach max api day frequence limit",
    45009: "reach max api daily quota limit",
    45011: "api minute-quota reach limit, must slower, retry next minute",
    45029: "generate code count limit",
    45168: "hit sensitive word",
    47001: "data format error",
    47003: "argument invalid!",
    48001: "api unauthorized",
    48006: "forbid to clear quota because of reaching the limit",
    50004: "forbidden to use token interface",
    50007: "account is frozen",
    61010: "user access record timeout",
    76001: "rid not found",
    76002: "rid is malformed",
    76003: "rid belongs to another account",
    76004: "rid expired",
    76021: "cgi_path not found, please check",
    76022: "could not use this cgi_path, no permission",
    85079: "miniprogram has no online release",
    85096: "not allow include scancode_time field",
    85401: "expire_time out of range",
    85402: "invalid env_version",
    87007: "session_key is not existd or expired",
    87008: "invalid sig_method",
    87009: "invalid signature",
    87014: "risky content",
    87020: "request too often",
}


class Refusal(Exception):
    """One answer with an error code. `more` follows the words, as WeChat names the bad field there."""

    def __init__(self, errcode: int, more: str = "") -> None:
        super().__init__(errcode)
        self.errcode = errcode
        self.more = more

    def body(self, rid: str) -> dict[str, object]:
        """The JSON of the answer."""
        words = f"{ERRMSG.get(self.errcode, 'error')} {self.more}".strip()
        return {"errcode": self.errcode, "errmsg": f"{words} rid: {rid}"}
