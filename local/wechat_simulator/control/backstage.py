"""Commands about the simulated WeChat itself: its clock, its faults, its verdicts, its pushes, its settings."""

from dataclasses import asdict, replace
from datetime import datetime, timedelta

from wechat_simulator import pushes
from wechat_simulator.control.table import Body, command
from wechat_simulator.endpoints import registry
from wechat_simulator.faults import Fault
from wechat_simulator.loopback import require_loopback
from wechat_simulator.records import Push
from wechat_simulator.world import World


@command("reset")
def _reset(world: World, body: Body) -> Body:
    """Forget everything; `seed` and `now` as wished."""
    world.begin(int(body.get("seed", world.seed)))
    if "now" in body:
        world.set_clock(datetime.fromisoformat(body["now"]), frozen=bool(body.get("frozen", False)))
    return {"seed": world.seed}


@command("clock")
def _clock(world: World, body: Body) -> Body:
    """`set` the clock to an instant, `frozen` or flowing on, or `advance_s` seconds."""
    if "set" in body:
        world.set_clock(datetime.fromisoformat(body["set"]), frozen=bool(body.get("frozen", False)))
    if "advance_s" in body:
        step = timedelta(seconds=body["advance_s"])
        world.set_clock(world.now() + step, frozen=world.frozen_at is not None)
    return {"now": world.now().isoformat()}


@command("drawn")
def _drawn(world: World, body: Body) -> Body:
    """The codes that were drawn."""
    return {"drawn": [asdict(drawn) for drawn in world.drawn]}


@command("calls")
def _calls(world: World, body: Body) -> Body:
    """What was called, in order, how it ended, and how often."""
    calls = [{"path": path, "outcome": outcome} for path, outcome in world.calls]
    return {"calls": calls, "counts": dict(world.counts), "tokens_in_use": len(world.tokens.in_use())}


@command("faults")
def _faults(world: World, body: Body) -> Body:
    """Add rules: `faults` lists them, or one without a list; `clear` forgets the old ones first."""
    if body.pop("clear", False):
        world.faults.clear()
    for rule in body.get("faults", [body] if body else []):
        fault = Fault.read(rule)
        if fault.path != "*" and not registry.exists(fault.path):
            raise ValueError(f"there is no call {fault.path}")
        world.faults.add(fault)
    return {"faults": [asdict(fault) for fault in world.faults.waiting()]}


@command("invalidate-tokens")
def _invalidate(world: World, body: Body) -> Body:
    """Kill all tokens, as if somebody elsewhere had refreshed them by force."""
    world.tokens.invalidate()
    return {}


@command("media")
def _media(world: World, body: Body) -> Body:
    """Decide the verdict of a media check: `trace_id`, `suggest`, `label`."""
    if body:
        world.media[body["trace_id"]].suggest = body["suggest"]
        world.media[body["trace_id"]].label = int(body.get("label", 100 if body["suggest"] == "pass" else 21000))
    return {"media": [asdict(job) for job in world.media.values()]}


@command("push")
def _push(world: World, body: Body) -> Body:
    """Put any `event` behind the pushes that wait."""
    world.pushes.append(Push(dict(body["event"])))
    return {}


@command("deliver")
def _deliver(world: World, body: Body) -> Body:
    """Send the pushes that wait to the backend, now."""
    return {"delivered": pushes.deliver(world)}


@command("handshake")
def _handshake(world: World, body: Body) -> Body:
    """Let the backend prove its push address."""
    return pushes.handshake(world)


@command("settings")
def _settings(world: World, body: Body) -> Body:
    """Change the account (`appid`, `secret`, `push_url`, ...), its switches, or `quotas` by name."""
    account = {key: body[key] for key in body if hasattr(world.account, key)}
    switches = {key: body[key] for key in body if hasattr(world.switches, key)}
    unknown = set(body) - set(account) - set(switches) - {"quotas"}
    if unknown:
        raise ValueError(f"no such setting: {', '.join(sorted(unknown))}")
    if account.get("push_url"):
        require_loopback(account["push_url"])
    world.account = replace(world.account, **account)
    world.switches = replace(world.switches, **switches)
    for name, most in body.get("quotas", {}).items():
        world.limits.set(name, int(most))
    return {}
