"""Offline classes 线下课 and who attended."""

from datetime import datetime

import msgspec


class OfflineClass(msgspec.Struct, frozen=True):
    """线下课 of a course, for a unit and all below it."""

    class_id: str
    course_id: str
    title: str
    unit_path: str
    place: str
    starts_at: datetime
    ends_at: datetime
    held_by: str


class Attendance(msgspec.Struct, frozen=True):
    """到课: who was there, and whether a leader marked it or the person gave the code shown in the room."""

    person_id: str
    name: str
    volunteer_number: str
    at: datetime
    marked_by: str  # the leader's person_id, or `code`
