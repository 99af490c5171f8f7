"""New versions of the rules: tried on a season as a job that changes nothing, then put in force from a day on."""

import csv
import io
from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta
from typing import Any, Protocol

import msgspec
from msgspec.structs import replace

from shouwang.assessment import rules
from shouwang.assessment.models import RuleSet
from shouwang.assessment.rules import Move
from shouwang.assessment.service.ledger import Assessment
from shouwang.assessment.store import ledger as store
from shouwang.kernel.actor import Actor, Grant
from shouwang.kernel.clock import local_day
from shouwang.kernel.problem import Stale
from shouwang.platform import audit, jobs
from shouwang.platform.dynamo import commit
from shouwang.platform.job_files import JobFiles
from shouwang.platform.jobs import Job, JobFile, JobState, Progress, Step
from shouwang.platform.once import Once

MOVERS = 50  # told in the job's result; the files hold everybody


class Volunteer(Protocol):
    """A volunteer, as far as a preview names one."""

    @property
    def person_id(self) -> str:
        """Whose ledger."""
        ...

    @property
    def volunteer_number(self) -> str:
        """编号."""
        ...


class Version(msgspec.Struct, frozen=True):
    """A version of the rules and the days it is in force; `until` is None for the newest."""

    rules: RuleSet
    until: date | None


class PreviewAsked(msgspec.Struct, frozen=True):
    """A job that was asked for."""

    job_id: str


class Kept(msgspec.Struct, frozen=True):
    """A version that was kept."""

    version: int


class Tried(msgspec.Struct, frozen=True):
    """A draft and the job that tries it on a season, done or not."""

    draft: RuleSet
    season: str
    job: Job


class Drafting(msgspec.Struct, frozen=True):
    """积分办法."""

    assessment: Assessment

    def versions(self) -> Sequence[Version]:
        """Every version, the newest first, with the days it is in force. Cost: 1 request."""
        every = sorted(self.assessment.rule_sets(), key=lambda each: (each.from_on, each.version))
        untils = [later.from_on - timedelta(days=1) for later in every[1:]]
        return [Version(each, until) for each, until in zip(every, [*untils, None], strict=True)][::-1]

    def preview(self, actor: Actor, draft: RuleSet, season: str, once: Once) -> PreviewAsked:
        """Ask for a draft to be tried on a season. Raises: Invalid. Cost: 1 request."""
        rules.require_sound(draft)
        now = self.assessment.now()
        answer = PreviewAsked(f"rules-preview-{once.source}")
        needs = [Grant(role, "D1") for role in sorted(rules.RULE_MAKERS)]
        arguments = {"rules": msgspec.to_builtins(_content(draft), str_keys=True), "season": season}
        asked = jobs.ask("rules-preview", arguments, job_id=answer.job_id, by=actor.person_id, at=now, needs=needs)
        commit(asked, once.record(answer, at=now, status=202))
        return answer

    def tried(self, actor: Actor, preview_id: str) -> Tried:
        """A draft that this person had tried. Raises: NoSuchJob. Cost: 1 request."""
        job = jobs.fetch_for(actor, preview_id)
        if job.kind != "rules-preview":
            raise jobs.NoSuchJob
        return Tried(_asked(job), str(job.arguments["season"]), job)

    def keep(self, actor: Actor, draft: RuleSet, preview_id: str, once: Once, seen: int | None = None) -> Kept:
        """Put a new version in force from its day on; `seen`: the newest version it was decided over.

        Raises: Invalid, NotPreviewed, Stale, Conflict. Cost: 4 requests.
        """
        once.before()
        kept = self.assessment.rule_sets()
        if seen is not None and seen != max(each.version for each in kept):
            raise Stale
        rules.require_keepable(draft, kept, local_day(self.assessment.now()))
        if not _was_tried(jobs.fetch(preview_id), draft):
            raise rules.NotPreviewed
        version = replace(draft, version=max(each.version for each in kept) + 1)
        now = self.assessment.now()
        facts = {"version": version.version, "from_on": version.from_on.isoformat(), "preview": preview_id}
        line = audit.note("points-rules", "rules-kept", actor, now, self.assessment.new_id(), facts)
        answer = Kept(version.version)
        commit(store.kept_rules(version), line, once.record(answer, at=now, status=201))
        return answer


def _was_tried(job: Job | None, draft: RuleSet) -> bool:
    if job is None or job.kind != "rules-preview" or job.state is not JobState.DONE:
        return False
    return _asked(job) == _content(draft)


def _asked(job: Job) -> RuleSet:
    return msgspec.convert(job.arguments["rules"], RuleSet, strict=False)


def _content(draft: RuleSet) -> RuleSet:
    """What a draft says, apart from when it begins."""
    return replace(draft, version=0, from_on=date(2000, 1, 1))


class Previewing(msgspec.Struct, frozen=True):
    """试算."""

    squadrons: Callable[[], Sequence[str]]
    members: Callable[[str], Iterable[Volunteer]]
    files: JobFiles

    def squadron(self, unit_path: str, draft: RuleSet, season: str) -> list[Move]:
        """A squadron's season under a draft. Cost: 1 request for each member, 1 for each 200 of them."""
        names = {rule.rule: rule.name for rule in (*rules.DEFAULT_RULES.rules, *draft.rules)}
        return rules.placed(
            [
                rules.would_be(
                    member.volunteer_number,
                    unit_path,
                    store.period_entries(member.person_id, f"{season}-"),
                    draft,
                    names,
                )
                for member in self.members(unit_path)
            ]
        )

    def file(self, job: Job, place: int, unit_path: str, moves: Iterable[Move]) -> JobFile:
        """Everybody of a squadron as CSV, with a mark that makes spreadsheets read it as UTF-8."""
        text = io.StringIO()
        rows = csv.writer(text)
        rows.writerow(["编号", "现在的分", "新办法的分", "现在名次", "新名次", "为什么"])
        for m in sorted(moves, key=lambda move: (move.place_after, move.number)):
            why = "；".join(f"{change.name} {change.before}→{change.after}" for change in m.why)
            rows.writerow([m.number, m.before, m.after, m.place_before, m.place_after, why])
        name = f"试算-{unit_path.replace('/', '-')}.csv"
        return self.files.keep(job, place, name, "text/csv; charset=utf-8", text.getvalue().encode("utf-8-sig"))


def previewing(preview: Previewing) -> Step:
    """The step of the job `rules-preview`: one squadron a step, read only. Shapes: arguments {rules, season}."""

    def step(job: Job) -> Progress:
        draft = _asked(job)
        squadrons = preview.squadrons()
        place = int(job.checkpoint.get("place", 0))
        moves = preview.squadron(squadrons[place], draft, job.arguments["season"])
        told = _told(job, squadrons[place], moves)
        files = (*job.files[:place], preview.file(job, place, squadrons[place], moves))
        return Progress({"place": place + 1}, place + 1, len(squadrons), place + 1 == len(squadrons), {**told}, files)

    return step


def _told(job: Job, unit_path: str, moves: Sequence[Move]) -> dict[str, Any]:
    others = [each for each in job.result.get("squadrons", []) if each["unit_path"] != unit_path]
    squadron = {
        "unit_path": unit_path,
        "members": len(moves),
        "before": sum(move.before for move in moves),
        "after": sum(move.after for move in moves),
        "up": sum(move.place_after < move.place_before for move in moves),
        "down": sum(move.place_after > move.place_before for move in moves),
    }
    before = [msgspec.convert(each, Move) for each in job.result.get("movers", []) if each["unit_path"] != unit_path]
    movers = rules.most_moved([*before, *moves], MOVERS)
    return {
        "season": job.arguments["season"],
        "squadrons": [*others, squadron],
        "movers": [msgspec.structs.asdict(move) for move in movers],
    }
