"""The files of long work, from the function that may read them."""

from shouwang.console.pages import Pages
from shouwang.kernel.actor import STAFF, Actor
from shouwang.platform.job_files import JobFiles
from shouwang.platform.web import Api, Reply, get, roles
from shouwang.platform.web.job_routes import JobRoutes

HERE = "/console/jobs"
staff = roles(*STAFF)


class JobFileRoutes:
    """What a page of long work links to."""

    def __init__(self, files: JobFiles) -> None:
        self.files = JobRoutes(files)

    @get(HERE + "/{job_id}/files/{n}", who=staff, html=True, summary="后台工作：取做出的文件")
    def file(self, actor: Actor, job_id: str, n: str) -> Reply:
        """One file of a job of mine. Cost: 1 request, 1 file read."""
        return self.files.file(actor, job_id, n)


def api(pages: Pages, files: JobFiles) -> Api:
    """Files of long work, for a function that may read them."""
    return Api.of("console-job-files", JobFileRoutes(files), pages.refusal)
