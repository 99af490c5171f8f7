"""Operations: is the process alive, is the store reachable and are its tables there."""

import msgspec

from shouwang.kernel.problem import Problem
from shouwang.platform.dynamo import missing_tables
from shouwang.platform.web.api import Api, get, public


class NotReady(Problem):
    """The store answers, and tables are missing."""

    slug, title, status = "not-ready", "还没准备好", 503


class Health(msgspec.Struct):
    """A word for machines that ask."""

    status: str


class HealthRoutes:
    """What load balancers and the runner ask."""

    @get("/healthz", who=public, summary="进程还活着")
    def healthz(self) -> Health:
        """The process answers. Cost: no request to the store."""
        return Health("ok")

    @get("/readyz", who=public, summary="存储可用，表都在")
    def readyz(self) -> Health:
        """The store answers and holds every table. Raises: NotReady."""
        missing = missing_tables()
        if missing:
            raise NotReady(missing=missing)
        return Health("ready")


def api() -> Api:
    """Routes of operations; every function has them."""
    return Api.of("operations", HealthRoutes())
