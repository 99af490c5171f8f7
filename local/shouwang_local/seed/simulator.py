"""What the simulator is told of the demo force: people, so that anybody's phone can be played, and message templates."""

import json
import urllib.request
from datetime import UTC, datetime
from typing import Any

from shouwang.kernel.clock import local_day
from shouwang_local import force
from shouwang_local.deployment import TEMPLATES, CannotStart, Deployment
from shouwang_local.seed.people import openid


def introduce(deployment: Deployment, volunteers: int = 24) -> None:
    """The staff, and some volunteers of the first squadrons; the templates that the force may send. Raises: CannotStart."""
    today = local_day(datetime.now(UTC))
    staff = [
        {
            "user": s.key,
            "name": f"{s.person.name}（{s.post}）",
            "openid": openid(s.number or s.key),
            "phone": s.person.phone,
        }
        for s in force.staff.staff(today)
    ]
    members = [m for m in force.people.volunteers(today) if 2 <= m.sequence <= 3][:volunteers]
    told = staff + [
        {
            "user": m.number,
            "name": f"{m.person.name}（义警 {m.number}）",
            "openid": openid(m.number),
            "phone": m.person.phone,
        }
        for m in members
    ]
    _tell(deployment, "people", {"people": told})
    for template_id, title in TEMPLATES.values():
        _tell(deployment, "templates", {"template_id": template_id, "title": title})


def _tell(deployment: Deployment, command: str, body: dict[str, Any]) -> None:
    request = urllib.request.Request(
        f"{deployment.wechat_url}/__sim/{command}", json.dumps(body).encode(), method="POST"
    )
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:
            answer.read()
    except OSError as away:
        raise CannotStart(f"the WeChat simulator at {deployment.wechat_url} does not answer: {away}") from away
