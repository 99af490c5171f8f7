"""Acts of who learns."""

from typing import Any

from tests.e2e.phone.acts import Act, Story
from tests.e2e.phone.scenes_learning import answered, begun
from tests.integration.duty.conftest import Watch
from tests.integration.training.taker import COURSE


def course(watch: Watch) -> dict[str, Any]:
    """How far the course is."""
    return dict(watch.volunteer.get(f"/v1/courses/{COURSE}").json)


def saved(watch: Watch) -> int:
    """How many answers of the open paper the server holds."""
    (attempt,) = [one["attempt_id"] for one in course(watch)["tries"]]
    paper = watch.volunteer.get(f"/v1/attempts/{attempt}").json["paper"]
    return [one["revision"] >= 0 for one in paper["questions"]].count(True)


STORIES = (
    Story(
        begun,
        (
            Act(
                "lesson",
                ("train/course PUT /v1/courses/{}/lessons/{}/read",),
                f"train/course/index?id={COURSE}",
                "这一节读完了",
                lambda watch: course(watch)["course"]["lessons_read"],
                [0],
                before=("我们是谁",),
                again=True,
            ),
            Act(
                "an answer",
                ("train/sheet PUT /v1/attempts/{}/answers/{}",),
                "train/quiz/index",
                "A",
                saved,
                lambda times: 6 + times,
                again=True,
            ),
        ),
    ),
    Story(
        answered,
        (
            Act(
                "handing in",
                ("train/quiz POST /v1/attempts/{}/submit",),
                "train/quiz/index",
                "交卷",
                lambda watch: [one["state"] for one in course(watch)["tries"]],
                ["graded"],
            ),
        ),
    ),
)
