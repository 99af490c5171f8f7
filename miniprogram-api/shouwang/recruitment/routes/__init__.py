"""HTTP of recruitment 招录."""

from typing import TYPE_CHECKING

from shouwang.kernel.front import front

if TYPE_CHECKING:
    from shouwang.recruitment.routes.applicant import api
    from shouwang.recruitment.routes.desk import desk_api
    from shouwang.recruitment.routes.publicity import publicity_api
    from shouwang.recruitment.routes.review import review_api

__all__ = ["api", "desk_api", "publicity_api", "review_api"]
__getattr__ = front(__name__)
