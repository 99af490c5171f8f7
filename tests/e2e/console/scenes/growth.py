"""What is taught, and what the answers tell."""

from shouwang.kernel.actor import Role
from shouwang_local.force.course.in_training import first_course
from tests.e2e.console.scenes import Scene
from tests.world import Person, World


def _courses(world: World) -> tuple[Person, dict[str, str]]:
    course, questions = first_course()
    world.house.courses.publish(course, questions, by="test")
    here = f"/console/courses/{course.course_id}/edit"
    paths = {
        "course-draft": here,
        "course-lesson": f"{here}/lessons/0",
        "course-preview": f"{here}/preview",
        "courses": "/console/courses",
        "course": f"/console/courses/{course.course_id}",
        "banks": "/console/courses/banks",
        "bank": f"/console/courses/banks/{course.course_id}",
    }
    return world.staff("何教官", Role.TRAINER), paths


SCENES = (Scene("courses", _courses),)
