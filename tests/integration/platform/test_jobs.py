import pytest

from shouwang.platform import jobs
from shouwang.platform.dynamo import commit
from shouwang.platform.jobs import Jobs, JobState, Progress


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
