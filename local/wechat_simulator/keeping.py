"""What a restart must not forget: people, grants, templates, messages. One JSON file, replaced whole."""

import json
import os
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

from wechat_simulator.records import Message, Person, Template
from wechat_simulator.world import World

_MOST_MESSAGES = 500


def save(world: World, path: Path) -> None:
    """Write the file beside its place, then move it there: a reader never sees half of it."""
    with world.lock:
        text = json.dumps(_told(world), ensure_ascii=False)
        world.changed = False
        beside = path.with_name(path.name + ".new")
        beside.write_text(text, encoding="utf-8")
        os.replace(beside, path)  # noqa: PTH105 -- the one call that is atomic


def load(world: World, path: Path) -> None:
    """Take over what a file tells; a missing file tells nothing. Raises: ValueError for a file that is not ours."""
    if not path.exists():
        return
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
        people = [_person(one) for one in told["people"]]
        templates = [Template(**template) for template in told["templates"]]
        grants = {(openid, template_id): int(count) for openid, template_id, count in told["grants"]}
        sent = [Message(**message) for message in told["sent"]]
    except (ValueError, KeyError, TypeError) as fault:
        raise ValueError(f"{path} is not a state file of the simulator: remove it or name another") from fault
    with world.lock:
        world.people = {person.user: person for person in people}
        world.templates = {template.template_id: template for template in templates}
        world.grants, world.sent = grants, sent
        world.changed = False


def _told(world: World) -> dict[str, Any]:
    return {
        "people": [_told_person(person) for person in world.people.values()],
        "templates": [asdict(template) for template in world.templates.values()],
        "grants": [[*key, count] for key, count in world.grants.items()],
        "sent": [asdict(message) for message in world.sent[-_MOST_MESSAGES:]],
    }


def _told_person(person: Person) -> dict[str, Any]:
    visited = person.last_visit.isoformat() if person.last_visit else None
    return asdict(person) | {"session_key": "", "last_visit": visited}


def _person(told: dict[str, Any]) -> Person:
    visited = told["last_visit"]
    return Person(**told | {"last_visit": datetime.fromisoformat(visited) if visited else None})
