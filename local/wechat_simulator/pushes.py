"""Message pushes to the backend: signed, sealed, tried up to four times. Source: reference wechat 5."""

import json
import urllib.error
import urllib.parse
import urllib.request
from typing import Any

from wechat_simulator import sealing
from wechat_simulator.loopback import NO_ANSWER, OPENER, require_loopback
from wechat_simulator.records import MediaJob, Push
from wechat_simulator.world import World

_PATIENCE_S = 5
_MOST_TRIES = 4
_LARGEST_MEDIA = 10 * 1024 * 1024
_CANNOT_DOWNLOAD = -1008


def handshake(world: World) -> dict[str, Any]:
    """Ask the backend to prove its address, as saving the address in WeChat's console does."""
    with world.lock:
        echo = str(world.rng.getrandbits(62))
        query = _signed(world) | {"echostr": echo}
        url = _address(world, query)
    status, answer = _send(url, None)
    return {"status": status, "ok": status == 200 and answer == echo}


def deliver(world: World) -> list[dict[str, Any]]:
    """Send every push that waits; media verdicts first become pushes. The lock is not held while the backend works."""
    _judge_media(world)
    with world.lock:
        waiting = [push for push in world.pushes if push.status != 200 and push.tries < _MOST_TRIES]
    return [_deliver(world, push) for push in waiting]


def _deliver(world: World, push: Push) -> dict[str, Any]:
    with world.lock:
        url, body = sealed(world, push.event)
    status, answer = _send(url, body)
    with world.lock:
        push.status, push.answer = status, answer
        push.tries += 1
    return {"event": push.event.get("Event"), "status": status, "answer": answer}


def sealed(world: World, event: dict[str, Any]) -> tuple[str, bytes]:
    """Address and body of a safe-mode push in JSON."""
    account = world.account
    if not account.appid:
        raise ValueError("nobody has called yet, so no account is known to push to")
    message = json.dumps(event, ensure_ascii=False, separators=(",", ":"))
    secret = sealing.seal_push(message, account.push_aes_key, account.appid, world.hex(16).encode())
    query = _signed(world)
    query |= {"openid": str(event.get("FromUserName", "")), "encrypt_type": "aes"}
    query["msg_signature"] = sealing.push_signature(account.push_token, query["timestamp"], query["nonce"], secret)
    return _address(world, query), json.dumps({"ToUserName": account.original_id, "Encrypt": secret}).encode()


def _signed(world: World) -> dict[str, str]:
    timestamp, nonce = str(int(world.now().timestamp())), str(world.rng.randrange(10**9))
    signature = sealing.push_signature(world.account.push_token, timestamp, nonce)
    return {"signature": signature, "timestamp": timestamp, "nonce": nonce}


def _address(world: World, query: dict[str, str]) -> str:
    require_loopback(world.account.push_url)
    return f"{world.account.push_url}?{urllib.parse.urlencode(query)}"


def _judge_media(world: World) -> None:
    """Turn finished checks into pushes."""
    with world.lock:
        finished = [job for job in world.media.values() if not job.delivered]
        for job in finished:
            job.delivered = True
    for job in finished:
        errcode = 0 if _can_download(job.url) else _CANNOT_DOWNLOAD
        with world.lock:
            world.pushes.append(Push(media_event(world, job, errcode)))


def media_event(world: World, job: MediaJob, errcode: int) -> dict[str, Any]:
    """The verdict on a picture or sound."""
    result = {"suggest": job.suggest, "label": job.label}
    event = {
        "ToUserName": world.account.original_id,
        "FromUserName": job.openid,
        "CreateTime": int(world.now().timestamp()),
        "MsgType": "event",
        "Event": "wxa_media_check",
        "appid": world.account.appid,
        "trace_id": job.trace_id,
        "version": 2,
        "errcode": errcode,
    }
    if errcode:
        return event | {"errmsg": "download failed"}
    detail = {"strategy": "content_model", "errcode": 0, **result, "prob": 90}
    return event | {"errmsg": "ok", "result": result, "detail": [detail]}


def _can_download(url: str) -> bool:
    """Whether a loopback address gives a file of allowed size; other addresses are believed, never called."""
    try:
        require_loopback(url)
    except ValueError:
        return True
    try:
        with OPENER.open(url, timeout=_PATIENCE_S) as answer:
            return len(answer.read(_LARGEST_MEDIA + 1)) <= _LARGEST_MEDIA
    except NO_ANSWER:
        return False


def _send(url: str, body: bytes | None) -> tuple[int, str]:
    """Status and first words of the backend's answer; 0 and the reason when there is none."""
    request = urllib.request.Request(url, body, {"Content-Type": "application/json"})
    try:
        with OPENER.open(request, timeout=_PATIENCE_S) as answer:
            return answer.status, answer.read(1000).decode(errors="replace")
    except urllib.error.HTTPError as refused:
        with refused:
            return refused.code, refused.read(1000).decode(errors="replace")
    except NO_ANSWER as lost:
        return 0, type(lost).__name__
