"""Finding a person's latest application."""

from shouwang.recruitment import store
from shouwang.recruitment.models import Applicant, Application
from shouwang.recruitment.rules.problems import FieldsChanged, NoApplication


def fetch_latest(person_id: str) -> tuple[Applicant, Application | None]:
    """What is kept for a person, and the latest application. Cost: 1 request, 2 for who ever applied."""
    applicant = store.fetch_applicant(person_id)
    if not applicant.application_id:
        return applicant, None
    return applicant, store.fetch_application(applicant.application_id)


def require_latest(person_id: str) -> tuple[Applicant, Application]:
    """As `fetch_latest`. Raises: NoApplication."""
    applicant, application = fetch_latest(person_id)
    if application is None:
        raise NoApplication
    return applicant, application


def require_seen(person_id: str, version: int) -> tuple[Applicant, Application]:
    """As `require_latest`, and still as its owner saw it. Raises: FieldsChanged."""
    applicant, application = require_latest(person_id)
    if application.version != version:
        raise FieldsChanged("报名在别的手机上改过了，看一下再交", version=application.version)
    return applicant, application
