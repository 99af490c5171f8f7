"""HTTP of identity."""

from typing import TYPE_CHECKING

from shouwang.kernel.front import front

if TYPE_CHECKING:
    from shouwang.identity.routes.me import api as api
    from shouwang.identity.routes.privacy import audit_api as audit_api, privacy_api as privacy_api

__getattr__ = front(__name__)
