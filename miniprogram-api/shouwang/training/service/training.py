"""Taking a quiz: drawn once, saved answer by answer, graded once from what was saved."""

from collections.abc import Mapping, Sequence
from datetime import date

import msgspec
from msgspec.structs import replace

from shouwang.kernel.actor import Actor
from shouwang.kernel.clock import Clock, local_day
from shouwang.kernel.ids import NewId
from shouwang.platform.dynamo import Conflict, Writes, commit
from shouwang.platform.keys import Keys
from shouwang.platform.once import Once
from shouwang.platform.outbox import emit
from shouwang.training import rules, store
from shouwang.training.models import (
    Answer,
    Attempt,
    AttemptState,
    Course,
    CourseState,
    Question,
    Standing,
    Try,
)
from shouwang.training.service import papers
from shouwang.training.service.banks import Banks
from shouwang.training.service.papers import AttemptView, Paper, Score
from shouwang.training.service.passes import pass_events
from shouwang.training.service.requirements import Requirements

_TRIES = 3  # how often a submission is decided anew when an answer or another device came in between


class CourseView(msgspec.Struct, frozen=True):
    """A course with where the person stands in it."""

    course: Course
    standing: Standing
    tries: Sequence[Try] = ()
    required: bool = False
    lessons_read: tuple[int, ...] = ()


class Training(msgspec.Struct, frozen=True):
    """培训."""

    keys: Keys
    banks: Banks
    requirements: Requirements
    now: Clock
    new_id: NewId

    def courses(self, actor: Actor) -> Sequence[CourseView]:
        """Every course that is given, or that the person has tried, with where they stand.

        Cost: 3 requests, 4 where courses go by duty type.
        """
        standings, read = store.standings(actor.person_id), store.lessons_read(actor.person_id)
        blank, every = Standing(actor.person_id, ""), store.courses()
        required = rules.required_of(self.requirements.learner(actor, every), every)
        return [
            CourseView(
                course,
                standings.get(course.course_id, blank),
                required=course.course_id in required,
                lessons_read=rules.places_read(course, read.get(course.course_id, ())),
            )
            for course in every
            if course.state is CourseState.PUBLISHED or course.course_id in standings
        ]

    def course(self, actor: Actor, course_id: str) -> CourseView:
        """A course with its lessons, where the person stands. Raises: NoSuchCourse. Cost: 4 requests."""
        course = self.require_course(course_id)
        standing = store.fetch_standing(actor.person_id, course_id)
        read = store.lessons_read(actor.person_id).get(course_id, ())
        required = rules.must_take(course, self.requirements.learner(actor, [course]))
        tries = store.tries(actor.person_id, course_id)
        return CourseView(course, standing, tries, required=required, lessons_read=rules.places_read(course, read))

    def read(self, actor: Actor, course_id: str, lesson: int) -> None:
        """Mark a lesson as read. Raises: NoSuchCourse; NoSuchLesson. Cost: 2 requests."""
        course = self.require_course(course_id)
        rules.require_lesson(course, lesson)
        commit(store.lesson_read(actor.person_id, course_id, rules.key_of(course, lesson)))

    def start(self, actor: Actor, once: Once, course_id: str) -> Paper:
        """Begin an attempt, or go on with the open one, on whatever phone.

        Raises: NoSuchCourse, AttemptsUsedUp, CourseRetired, NoQuizHere, FirstOthers.
        Cost: 6 requests; 2 more for a course with others before it; to go on 5; 5 more when the open one has run out.
        """
        course = self.require_course(course_id)
        for _ in range(_TRIES):
            standing = store.fetch_standing(actor.person_id, course_id)
            if standing.open_attempt_id is None:
                try:
                    return self._start(course, standing, once)
                except store.Moved:  # a second tap or a second phone was faster: go on with its attempt
                    continue
            open_one = self._own(actor, standing.open_attempt_id)
            if not rules.has_run_out(open_one, self.now()):
                return self._paper(open_one)
            self._finish_run_out(open_one)
        raise Conflict

    def _start(self, course: Course, standing: Standing, once: Once) -> Paper:
        now, attempt_id, secret = self.now(), self.new_id(), self.keys["quiz"]
        self._require_startable(course, standing.person_id)
        rules.require_tryable(course, standing, now)
        bank = self.banks.require(course.bank)
        question_ids = rules.draw(store.contents(bank), course.quiz, secret, attempt_id)
        questions = store.questions(bank.version, question_ids)
        drawn = rules.freeze([questions[question_id] for question_id in question_ids], secret, attempt_id)
        attempt = rules.start(course, bank.version, standing, attempt_id, drawn, now)
        paper = papers.paper(attempt, questions, {}, now)
        commit(store.new_attempt(attempt), once.record(paper, at=now, status=201))
        return paper

    def _require_startable(self, course: Course, person_id: str) -> None:
        """Raises: CourseRetired, NoQuizHere, FirstOthers. Cost: 2 requests for a course with others before it."""
        standings = store.standings(person_id) if course.requires else {}
        titles = {each.course_id: each.title for each in store.courses()} if course.requires else {}
        rules.require_startable(course, standings, local_day(self.now()), titles)

    def save(self, actor: Actor, attempt_id: str, n: int, chosen: Sequence[int], text: str, revision: int) -> Answer:
        """Keep one answer; the same or an older one again changes nothing.

        Raises: NoSuchAttempt, AttemptOver, AnswerRefused. Cost: 2 requests.
        """
        attempt = self._own(actor, attempt_id)
        answer = rules.save(attempt, n, chosen, text, revision, self.now())
        try:
            commit(store.saved(attempt, answer))
        except store.NewerKept as kept:
            return replace(answer, revision=kept.revision)
        return answer

    def submit(self, actor: Actor, once: Once, attempt_id: str) -> Score:
        """Hand in: graded once, from the answers that were saved. After the deadline that is what happens anyway.

        Raises: NoSuchAttempt; AttemptOver for a second submission. Cost: 3 requests.
        """
        attempt = self._own(actor, attempt_id)
        if attempt.state is AttemptState.OPEN:
            attempt, score = self._finish(attempt, once)
            if score is not None:
                return score
        once.before()
        raise rules.AttemptOver

    def attempt(self, actor: Actor, attempt_id: str) -> AttemptView:
        """The paper of an open attempt, the review of a graded one; one that has run out is graded now.

        Raises: NoSuchAttempt. Cost: 3 requests; 2 for a review; 3 more when it has run out.
        """
        attempt = self._own(actor, attempt_id)
        if attempt.state is AttemptState.OPEN and rules.has_run_out(attempt, self.now()):
            attempt = self._finish_run_out(attempt)
        if attempt.result is None:
            return AttemptView(paper=self._paper(attempt))
        review = papers.review(attempt, attempt.result, attempt.standing, self._questions(attempt))
        return AttemptView(review=review)

    def finish_run_out(self, day: date, limit: int = 100) -> int:
        """Grade attempts whose time ran out on a day and that nobody came back to; how many. For the nightly sweep.

        Cost: 1 request, and 4 for each.
        """
        found = [store.fetch_attempt(attempt_id) for attempt_id in store.unfinished(day, limit)]
        gone = [attempt for attempt in found if attempt and rules.has_run_out(attempt, self.now())]
        return sum(self._finish_run_out(attempt).state is AttemptState.GRADED for attempt in gone)

    def standing(self, person_id: str, course_id: str) -> Standing:
        """Where a person stands in a course; other slices ask whether it `holds_on` a day. Cost: 1 request."""
        return store.fetch_standing(person_id, course_id)

    def passes(self, person_id: str) -> Mapping[str, date]:
        """Courses whose pass holds today, each with the last day it does. Cost: 1 request."""
        today, found = local_day(self.now()), store.standings(person_id)
        return {c: s.valid_until for c, s in sorted(found.items()) if s.valid_until and s.holds_on(today)}

    def course_title(self, course_id: str) -> str:
        """What a course is called. Raises: NoSuchCourse. Cost: 1 request."""
        return self.require_course(course_id).title

    def _finish_run_out(self, attempt: Attempt) -> Attempt:
        """The attempt as graded, by this call or by another one that was faster."""
        finished, _ = self._finish(attempt, None)
        return finished

    def _finish(self, attempt: Attempt, once: Once | None) -> tuple[Attempt, Score | None]:
        """Grade from what is saved; no score when somebody else has graded it meanwhile. Cost: 2 requests."""
        standing = attempt.standing
        for _ in range(_TRIES):
            if attempt.state is not AttemptState.OPEN:
                return attempt, None
            try:
                return self._grade(attempt, standing, once)
            except store.Moved:
                attempt = self._again(attempt)
                standing = store.fetch_standing(attempt.person_id, attempt.course_id)
        raise Conflict

    def _grade(self, attempt: Attempt, standing: Standing, once: Once | None) -> tuple[Attempt, Score]:
        now = self.now()
        expired = rules.has_run_out(attempt, now)
        finished_at = attempt.deadline_at if expired else now
        result = rules.grade(attempt, store.answers(attempt.attempt_id), finished_at, expired=expired)
        after = rules.finish(standing, attempt, result)
        score = papers.score(attempt, result, after)
        told = once.record(score, at=now) if once else Writes()
        commit(
            store.graded(attempt, result, after),
            store.kept_standing(after),
            pass_events(attempt, standing, after, result, result.finished_at),
            emit("training.attempt-graded", {"attempt_id": attempt.attempt_id}, at=now, source=attempt.attempt_id),
            told,
        )
        return replace(attempt, state=AttemptState.GRADED, result=result, standing=after), score

    def _again(self, attempt: Attempt) -> Attempt:
        return rules.require_own(store.fetch_attempt(attempt.attempt_id), attempt.person_id)

    def _own(self, actor: Actor, attempt_id: str) -> Attempt:
        return rules.require_own(store.fetch_attempt(attempt_id), actor.person_id)

    def _paper(self, attempt: Attempt) -> Paper:
        return papers.paper(attempt, self._questions(attempt), store.answers(attempt.attempt_id), self.now())

    def _questions(self, attempt: Attempt) -> Mapping[str, Question]:
        return store.questions(attempt.bank, [drawn.question_id for drawn in attempt.drawn])

    def require_course(self, course_id: str) -> Course:
        """A course. Raises: NoSuchCourse. Cost: 1 request."""
        course = store.fetch_course(course_id)
        if course is None:
            raise rules.NoSuchCourse
        return course
