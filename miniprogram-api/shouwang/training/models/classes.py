"""Offline classes 线下课 and who attended."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class OfflineClass:
    """线下课 of a course, for a unit and all below it."""

    class_id: str
    course_id: str
    title: str
    unit_path: str
    place: str
    starts_at: datetime
    ends_at: datetime
    held_by: str


@dataclass(frozen=True, slots=True)
class Attendance:
    """到课: who was there, and whether a leader marked it or the person gave the code shown in the room."""

    person_id: str
    name: str
    volunteer_number: str
    at: datetime
    marked_by: str  # the leader's person_id, or `code`
