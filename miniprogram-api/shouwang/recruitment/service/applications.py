"""The form as its owner writes it: part by part from a bad network, with a photo."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import msgspec
from msgspec.structs import replace

from shouwang.kernel.actor import Actor
from shouwang.kernel.clock import Clock, local_day
from shouwang.kernel.ids import NewId
from shouwang.kernel.problem import Fault
from shouwang.platform.blobs import Blobs
from shouwang.platform.dynamo import Writes, commit
from shouwang.platform.vault import Vault
from shouwang.recruitment import store
from shouwang.recruitment.models import EDITABLE, OPEN, QUEUED, Applicant, Application
from shouwang.recruitment.rules import appeals, chasing, decisions, form, way
from shouwang.recruitment.rules.overtaken import PHOTO
from shouwang.recruitment.service.again import retried
from shouwang.recruitment.service.latest import fetch_latest, require_latest
from shouwang.recruitment.service.needs import People, Roster
from shouwang.recruitment.service.photos import fetch_photo, render_photo
from shouwang.recruitment.service.sealing import held_fields, seal


class Mine(msgspec.Struct, frozen=True):
    """The own application: where it is, what is asked, what is still missing, what one may do about a refusal."""

    application: Application
    way: Sequence[way.Node]
    asked: str
    missing: Sequence[Fault]
    due_on: date | None = None
    appeal_until: date | None = None
    again_on: date | None = None


class Applications(msgspec.Struct, frozen=True):
    """报名, as the applicant writes and sees it."""

    vault: Vault
    blobs: Blobs
    people: People
    roster: Roster
    now: Clock
    new_id: NewId

    def mine(self, actor: Actor) -> Mine:
        """The own latest application. Raises: NoApplication.

        Cost: 2 requests; 1 more while it can be written, 1 more while it waits at a gate.
        """
        return self._seen(actor, require_latest(actor.person_id)[1])

    def write(self, actor: Actor, given: Mapping[str, Any], seen: int) -> Mine:
        """Keep a part of the form, written over the version seen; the first part begins the application.

        Raises: FormRefused, ApplicationConsentMissing, NotEditable, FieldsChanged, AlreadyMember, TooEarly.
        Cost: 4 requests.
        """
        read = form.read_fields(given, context(self.roster, self.now))
        form.require_consents(read, actor.consents)
        return self._seen(actor, retried(lambda: self._write(actor, read, seen)))

    def add_photo(self, actor: Actor, raw: bytes) -> Mine:
        """Keep a photo in place of the last one.

        Raises: PhotoRefused, ApplicationConsentMissing, NotEditable, AlreadyMember, TooEarly. Cost: 6 requests.
        """
        form.require_purposes({form.DOCUMENT}, actor.consents)
        decisions.require_editable(self._writable(actor.person_id)[1])
        photo = render_photo(raw)
        return self._seen(actor, retried(lambda: self._keep_photo(actor, photo)))

    def photo(self, actor: Actor) -> bytes:
        """The own photo, a JPEG. Raises: NoApplication, NoPhoto. Cost: 2 requests."""
        return fetch_photo(self.blobs, require_latest(actor.person_id)[1])

    def _seen(self, actor: Actor, application: Application) -> Mine:
        lacking: Sequence[Fault] = ()
        if application.state in EDITABLE:
            phone = self.people.require_person(actor.person_id).phone_sealed is not None
            lacking = form.missing(application, actor.consents, phone)
        usual = store.fetch_usual() if application.state in QUEUED else {}
        return Mine(
            application,
            way.way(application, self.roster.force(), usual),
            way.asked(application),
            lacking,
            chasing.answer_by(application),
            appeals.appeal_until(application),
            decisions.may_apply_on(application),
        )

    def _writable(self, person_id: str) -> tuple[Applicant, Application]:
        """The open application, or a new one that is kept with its first part."""
        applicant, latest = fetch_latest(person_id)
        if latest is not None and latest.state in OPEN:
            return applicant, latest
        decisions.require_may_begin(latest, self.now())
        quiz = applicant.quiz or (latest.quiz if latest else None)
        return applicant, Application(self.new_id(), person_id, self.now(), quiz=quiz)

    def _write(self, actor: Actor, read: Mapping[str, Any], seen: int) -> Application:
        applicant, application = self._writable(actor.person_id)
        held = held_fields(self.vault, application, read)
        changed = form.changed_fields(held, application.edits, read, seen)
        decisions.require_editable(application, changed)
        if not changed and application.version:
            return application
        return self._keep(applicant, self._merged(application, changed))

    def _merged(self, application: Application, changed: Mapping[str, Any]) -> Application:
        gone = {name for name, value in changed.items() if value is None}
        sealed = {name: value for name, value in changed.items() if name in form.SEALED - gone}
        clear = {name: value for name, value in changed.items() if name not in form.SEALED | gone}
        seals = {name: seal(self.vault, application.application_id, name, value) for name, value in sealed.items()}
        masks = {name: form.FIELDS[name].mask(value) for name, value in sealed.items()}
        return replace(
            application,
            fields=_without(gone, {**application.fields, **clear}),
            sealed=_without(gone, {**application.sealed, **seals}),
            masked=_without(gone, {**application.masked, **masks}),
            edits={**application.edits, **dict.fromkeys(changed, application.version + 1)},
        )

    def _keep_photo(self, actor: Actor, photo: bytes) -> Application:
        applicant, application = self._writable(actor.person_id)
        decisions.require_editable(application)
        key = f"photos/{application.application_id}/{self.new_id()}.jpg"
        self.blobs.put(key, photo, "image/jpeg")
        try:
            edits = {**application.edits, PHOTO: application.version + 1}
            kept = self._keep(applicant, replace(application, photo=key, edits=edits))
        except Exception:
            self.blobs.delete(key)
            raise
        if application.photo:
            self.blobs.delete(application.photo)
        return kept

    def _keep(self, applicant: Applicant, application: Application) -> Application:
        begun = application.application_id != applicant.application_id
        before = (applicant.application_id,) if applicant.application_id else ()
        latest = replace(applicant, application_id=application.application_id, earlier=(*applicant.earlier, *before))
        commit(store.keep_application(application), store.keep_applicant(latest) if begun else Writes())
        return replace(application, version=application.version + 1)


def context(roster: Roster, now: Clock) -> form.Context:
    """What the readers of the form need to know today."""
    postings = frozenset(unit.path for unit in roster.units() if unit.number_prefix)
    return form.Context(local_day(now()), roster.force(), postings)


def _without(gone: set[str], values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if name not in gone}
