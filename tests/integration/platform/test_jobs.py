import pytest

from shouwang.kernel.actor import Grant, Role
from shouwang.kernel.problem import Fault, Invalid
from shouwang.platform import jobs
from shouwang.platform.dynamo import commit
from shouwang.platform.jobs import Jobs, JobState, Progress, Work
from tests.world import BRIGADE, SQUADRON


def counting_step(seen):
    def step(job):
        at = job.checkpoint.get("at", 0) + 1
        seen.append(at)
        return Progress({"at": at}, at, 3, at == 3)

    return step


def ask(world, job_id="j1"):
    commit(jobs.ask("count", {"x": 1}, job_id=job_id, by="test", at=world.clock()))


def test_a_job_goes_on_step_by_step_until_it_is_done(world):
    seen = []
    working = Jobs({"count": counting_step(seen)}, world.clock)
    ask(world)

    while due := working.due():
        working.work(due[0])

    job = jobs.fetch("j1")
    assert (seen, job.state, job.done, job.total) == ([1, 2, 3], JobState.DONE, 3, 3)


def test_a_job_is_asked_for_once(world):
    ask(world)

    with pytest.raises(jobs.Taken):
        ask(world)


def test_two_workers_on_one_job_do_one_step(world):
    seen = []
    working = Jobs({"count": counting_step(seen)}, world.clock)
    ask(world)
    (job,) = working.due()

    working.work(job)
    with pytest.raises(jobs.Taken):
        working.work(job)

    assert seen == [1]


def test_a_held_job_is_not_due_until_its_lease_ends_and_then_goes_on_from_the_checkpoint(world):
    seen = []
    working = Jobs({"count": counting_step(seen)}, world.clock)

    def dies(job):
        raise SystemExit

    ask(world)
    working.work(working.due()[0])
    with pytest.raises(SystemExit):
        Jobs({"count": dies}, world.clock).work(working.due()[0])

    assert list(working.due()) == []
    world.clock.advance(seconds=91)
    working.work(working.due()[0])
    assert seen == [1, 2]


def test_a_step_that_keeps_failing_ends_the_job_as_failed(world):
    working = Jobs({"count": lambda job: 1 / 0}, world.clock)
    ask(world)

    for _ in range(jobs.TRIES):
        for job in working.due():
            working.work(job)
        world.clock.advance(hours=1)

    assert (jobs.fetch("j1").state, list(working.due())) == (JobState.FAILED, [])


def refused(job):
    raise Invalid("第 3 行读不出来", faults=[Fault("/3/phone", "不是手机号")])


def test_a_named_refusal_ends_the_job_at_once_in_its_own_words(world):
    working = Jobs({"count": refused}, world.clock)
    ask(world)

    working.work(working.due()[0])

    job = jobs.fetch("j1")
    assert (job.state, job.fault, job.result) == (
        JobState.FAILED,
        "第 3 行读不出来",
        {"faults": [{"pointer": "/3/phone", "detail": "不是手机号"}]},
    )
    assert list(working.due()) == []


def test_what_can_be_undone_is_undone_step_by_step_before_the_job_has_failed(world):
    undone = []
    working = Jobs({"count": Work(refused, counting_step(undone))}, world.clock)
    ask(world)

    states = []
    while due := working.due():
        states.append(working.work(due[0]).state)

    assert undone == [1, 2, 3]
    assert states == [JobState.UNDOING] * 3 + [JobState.FAILED]
    assert jobs.fetch("j1").fault == "第 3 行读不出来"


def makes_a_file(files):
    def step(job):
        file = files.keep(job, 0, "名单.csv", "text/csv; charset=utf-8", "编号,姓名\n".encode())
        return Progress({}, 1, 1, finished=True, result={"rows": 0}, files=(file,))

    return step


def done_for(world, person, needs=()):
    commit(jobs.ask("list", {}, job_id="j1", by=person.person_id, at=world.clock(), needs=needs))
    working = Jobs({"list": makes_a_file(world.house.job_files)}, world.clock)
    working.work(working.due()[0])


def test_who_asked_sees_how_far_it_got_and_fetches_the_file(world):
    leader = world.staff("李队长", Role.SQUADRON_LEADER, SQUADRON)
    done_for(world, leader)

    told, file = leader.get("/v1/jobs/j1"), leader.get("/v1/jobs/j1/files/0")

    assert told.json == {
        "job_id": "j1",
        "kind": "list",
        "state": "done",
        "asked_at": "2026-11-23T11:00:00Z",
        "done": 1,
        "total": 1,
        "result": {"rows": 0},
        "files": [{"name": "名单.csv", "size_bytes": 14, "url": "/v1/jobs/j1/files/0"}],
        "fault": "",
    }
    assert (file.data.decode(), file.content_type) == ("编号,姓名\n", "text/csv; charset=utf-8")
    assert file.headers["Content-Disposition"] == "attachment; filename*=UTF-8''%E5%90%8D%E5%8D%95.csv"


@pytest.mark.parametrize("path", ["/v1/jobs/j1", "/v1/jobs/j1/files/0", "/v1/jobs/j2"])
def test_somebody_else_is_told_that_there_is_no_such_job(world, path):
    done_for(world, world.staff("李队长", Role.SQUADRON_LEADER, SQUADRON))

    answer = world.staff("王招录", Role.COMMANDER).get(path)

    assert (answer.status_code, answer.json["type"]) == (404, "/problems/no-such-job")


@pytest.mark.parametrize("n", ["1", "-1", "x", "９", "0001"])
def test_there_is_no_file_under_another_number(world, n):
    leader = world.staff("李队长", Role.SQUADRON_LEADER, SQUADRON)
    done_for(world, leader)

    assert leader.get(f"/v1/jobs/j1/files/{n}").status_code == 404


def test_a_file_that_needs_a_right_is_gone_with_the_right(world):
    leader = world.staff("李队长", Role.SQUADRON_LEADER, SQUADRON)
    done_for(world, leader, [Grant(Role.SQUADRON_LEADER, SQUADRON)])
    assert leader.get("/v1/jobs/j1/files/0").status_code == 200

    world.house.identity.grant(leader.person_id, [Grant(Role.TRAINER, BRIGADE)], "test")

    assert leader.get("/v1/jobs/j1/files/0").status_code == 404


def test_a_file_lies_sealed_and_can_be_removed(world, tmp_path):
    leader = world.staff("李队长", Role.SQUADRON_LEADER, SQUADRON)
    done_for(world, leader)

    kept = b"".join(file.read_bytes() for file in tmp_path.rglob("*") if file.is_file())
    world.house.job_files.remove(jobs.fetch("j1"))

    assert "编号".encode() not in kept
    assert leader.get("/v1/jobs/j1/files/0").status_code == 404
