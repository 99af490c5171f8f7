"""What is taught, and what the answers tell."""

from datetime import date

from msgspec.structs import replace

from shouwang.kernel.actor import Role
from shouwang_local.force.course.in_training import first_course
from tests.e2e.console.scenes import Scene
from tests.integration.console.people import members
from tests.world import Person, World


def _courses(world: World) -> tuple[Person, dict[str, str]]:
    course, questions = first_course()
    world.house.courses.publish(replace(course, due_on=date(2026, 11, 27)), questions, by="test")
    members(world)
    here = f"/console/courses/{course.course_id}/edit"
    paths = {
        "course-draft": here,
        "course-lesson": f"{here}/lessons/0",
        "course-preview": f"{here}/preview",
        "unfinished": "/console/unfinished",
        "unfinished-course": f"/console/unfinished?course={course.course_id}",
        "courses": "/console/courses",
        "course": f"/console/courses/{course.course_id}",
        "banks": "/console/courses/banks",
        "bank": f"/console/courses/banks/{course.course_id}",
    }
    return world.staff("何教官", Role.TRAINER), paths


SCENES = (Scene("courses", _courses),)
