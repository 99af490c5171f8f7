"""HTTP of identity."""

from shouwang.identity.routes.me import api
from shouwang.identity.routes.privacy import audit_api, privacy_api

__all__ = ["api", "audit_api", "privacy_api"]
