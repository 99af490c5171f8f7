"""HTTP of identity."""

from typing import TYPE_CHECKING

from shouwang.kernel.front import front

if TYPE_CHECKING:
    from shouwang.identity.routes.me import api
    from shouwang.identity.routes.privacy import audit_api, privacy_api

__all__ = ["api", "audit_api", "privacy_api"]
__getattr__ = front(__name__)
