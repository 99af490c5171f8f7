"""HTTP of recruitment 招录."""

from shouwang.recruitment.routes.applicant import api
from shouwang.recruitment.routes.review import review_api

__all__ = ["api", "review_api"]
