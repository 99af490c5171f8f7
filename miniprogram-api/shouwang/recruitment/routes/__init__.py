"""HTTP of recruitment 招录."""

from shouwang.recruitment.routes.applicant import api
from shouwang.recruitment.routes.desk import desk_api
from shouwang.recruitment.routes.publicity import publicity_api
from shouwang.recruitment.routes.review import review_api

__all__ = ["api", "desk_api", "publicity_api", "review_api"]
