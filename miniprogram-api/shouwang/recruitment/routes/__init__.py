"""HTTP of recruitment 招录."""

from typing import TYPE_CHECKING

from shouwang.kernel.front import front

if TYPE_CHECKING:
    from shouwang.recruitment.routes.applicant import api as api
    from shouwang.recruitment.routes.desk import desk_api as desk_api
    from shouwang.recruitment.routes.publicity import publicity_api as publicity_api
    from shouwang.recruitment.routes.review import review_api as review_api

__getattr__ = front(__name__)
