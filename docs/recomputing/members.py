"""Figures of members: where each is in each module, at each question, on each level."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from recomputing.cohort import Cohort, group
from recomputing.reading import Row

LEVELS = 6
RATINGS = ("on-my-own", "with-help", "not-yet")
# Who says much of themselves and answers little right, and the other way round.
HIGH_LEVEL, LOW_SHARE, LOW_LEVEL, HIGH_SHARE, LEAST_ANSWERS = 4, 0.5, 1, 0.8, 5


def latest(moments: Iterable[datetime | None]) -> datetime | None:
    return max((moment for moment in moments if moment is not None), default=None)


def who(person: Row) -> Row:
    of_roster = ("department", "job_grade", "staff_number")
    return {
        "name": person["name"] or person["username"],
        "username": person["username"],
        **{key: person[key] or "" for key in of_roster},
    }


class Work:
    """All that one person did in one module, since whenever."""

    def __init__(self, cohort: Cohort, module: str) -> None:
        self.cohort, self.module = cohort, module
        self.read_at: list[datetime] = []
        self.moments: list[datetime] = []
        self.answered_at: datetime | None = None
        self.finished_at: datetime | None = None

    def take_read(self, row: Row) -> None:
        self.read_at += [row["read_at"]] if row["read_at"] else []
        self.moments += [at for at in (row["read_at"], row["visited_at"]) if at]

    def take_attempt(self, attempt: Row, answered_at: datetime | None) -> None:
        moment = attempt["finished_at"] or answered_at
        self.moments += [moment] if moment else []
        if attempt["attempt"] == 1:
            self.finished_at = attempt["finished_at"]
            self.answered_at = None if self.finished_at else answered_at

    @property
    def state(self) -> str:
        sections = len(self.cohort.sections[self.module,])
        has_no_quiz = sections > 0 and not self.cohort.live(self.module)
        if len(self.read_at) >= sections and (self.finished_at or has_no_quiz):
            return "complete"
        return "answering" if self.answered_at else "reading"

    @property
    def completed_at(self) -> datetime | None:
        return latest([*self.read_at, self.finished_at])

    def state_since(self, since: datetime) -> str:
        """What was done before somebody joined is of an earlier cohort."""
        ended = self.completed_at if self.state == "complete" else latest(self.moments)
        if ended is None or ended >= since:
            return self.state
        return "earlier" if self.state == "complete" else "not-started"


class Overview:
    """Where members are; whoever was erased is not among them."""

    def __init__(self, cohort: Cohort) -> None:
        self.cohort = cohort
        self.people = [row for row in cohort.people if not row["erased"]]
        self.work: dict[tuple[int, str], Work] = {}
        answered: dict[tuple[int, str, int], datetime] = {}
        for row in cohort.sheets["answers"]:
            key = (row["person"], row["module_slug"], row["attempt"])
            answered[key] = max(answered.get(key, row["answered_at"]), row["answered_at"])
        for row in cohort.sheets["reads"]:
            self._of(row).take_read(row)
        for row in cohort.sheets["attempts"]:
            key = (row["person"], row["module_slug"], row["attempt"])
            if row["finished_at"] or key in answered:
                self._of(row).take_attempt(row, answered.get(key))
        self.states = {
            (person["person"], slug): self._state(person, slug)
            for person in self.people
            for slug in cohort.slugs
        }

    def _of(self, row: Row) -> Work:
        key = (row["person"], row["module_slug"])
        return self.work.setdefault(key, Work(self.cohort, row["module_slug"]))

    def _state(self, person: Row, module: str) -> str:
        work = self.work.get((person["person"], module))
        return work.state_since(person["counts_from"]) if work else "not-started"

    def tables(self) -> dict[str, list[Row]]:
        members = [self._member(person) for person in self.people]
        return {
            "members": members,
            "modules": self._modules(),
            "days": self._days(),
            "states": [dict(Counter(member["state"] for member in members))],
            "late": [{"late": sum(bool(member["modules_late"]) for member in members)}],
        }

    def completions(self) -> list[Row]:
        """Who has completed every module, wherever, and on which day the last one."""
        rows = []
        for person in self.people:
            works = [self.work.get((person["person"], slug)) for slug in self.cohort.slugs]
            complete = [work for work in works if work and work.state == "complete"]
            if complete and len(complete) == len(works):
                completed_at = latest(work.completed_at for work in complete)
                rows.append({**who(person), "completed_on": completed_at and completed_at.date()})
        return rows

    def _member(self, person: Row) -> Row:
        states = Counter(self.states[person["person"], slug] for slug in self.cohort.slugs)
        active_at = self._active_at(person)
        firsts = group(self.cohort.of_person(person["person"]), "module_slug")
        here = [row for rows in firsts.values() for row in rows if not row["before_joining"]]
        member = {
            **who(person),
            "state": self._stands(states, active_at),
            "last_activity": active_at,
            "modules_complete": states["complete"],
            "modules_late": self._late(person),
            "modules_complete_earlier": states["earlier"],
            "right_first": sum(row["is_right"] for row in here),
            "answered": len(here),
            "answered_earlier": sum(map(len, firsts.values())) - len(here),
        }
        for slug in self.cohort.slugs:
            of_module = [row for row in firsts[slug,] if not row["before_joining"]]
            right = sum(row["is_right"] for row in of_module)
            member |= {
                f"{slug}_state": self.states[person["person"], slug],
                f"{slug}_score": right if of_module else None,
                f"{slug}_answered": len(of_module),
            }
        return member

    def _late(self, person: Row) -> int | None:
        """How many modules whose day has passed are not complete; None where there is no plan."""
        days = {row["module_slug"]: row["due_on"] for row in self.cohort.modules if row["due_on"]}
        past = [slug for slug, day in days.items() if day.date() < self.cohort.today]
        works = [self.work.get((person["person"], slug)) for slug in past]
        complete = [work for work in works if work and work.state == "complete"]
        return len(past) - len(complete) if days else None

    def _active_at(self, person: Row) -> datetime | None:
        """When last at work; what was before they joined is of no account here."""
        in_modules = [
            latest(work.moments)
            for (who, _slug), work in self.work.items()
            if who == person["person"]
        ]
        diagnoses = [
            row["taken_at"]
            for row in self.cohort.diagnoses[person["person"],]
            if not row["before_joining"]
        ]
        since = person["counts_from"]
        return latest([*(at for at in in_modules if at and at >= since), *diagnoses])

    def _stands(self, states: Counter[str], active_at: datetime | None) -> str:
        modules = len(self.cohort.slugs)
        if states["earlier"] == modules and modules:
            return "earlier"
        if states["complete"] + states["earlier"] == modules and modules:
            return "finished"
        if active_at is None:
            return "not-started"
        days = timedelta(days=int(self.cohort.about["stalled_after"]))
        return "stalled" if active_at.date() < self.cohort.today - days else "active"

    def _modules(self) -> list[Row]:
        rows = []
        for module in self.cohort.modules:
            counts = Counter(
                self.states[person["person"], module["module_slug"]] for person in self.people
            )
            states = ("complete", "answering", "reading", "not-started", "earlier")
            row = {state.replace("-", "_"): counts[state] for state in states}
            rows.append({"module": module["module"], "title": module["title"], **row})
        return rows

    def _days(self) -> list[Row]:
        """Modules completed day by day, as the line of the overview has them."""
        days: Counter[date] = Counter()
        for key, state in self.states.items():
            if state == "complete" and (completed_at := self.work[key].completed_at):
                days[completed_at.date()] += 1
        total, rows = 0, []
        for day in sorted(days):
            total += days[day]
            rows.append({"day": day, "completions": days[day], "total": total})
        return rows


def heat_map(cohort: Cohort, module: str, questions: list[str]) -> list[Row]:
    """Members by questions: which state, after how many tries."""
    answers = group([row for row in cohort.record if row["module_slug"] == module], "person")
    rows = []
    for person in cohort.people:
        of_person = group(answers[person["person"],], "question")
        firsts = [row for row in answers[person["person"],] if row["try"] == 1]
        here = [row for row in firsts if not row["before_joining"]]
        is_over = cohort.is_finished(person["person"], module)
        row = {
            **who(person),
            "answered": len(here),
            "right_first": sum(answer["is_right"] for answer in here),
            "answered_earlier": len(firsts) - len(here),
        }
        for question in questions:
            tries = of_person[question,]
            row |= {
                f"{question}_state": _mark(tries, is_over=is_over),
                f"{question}_tries": len(tries) or None,
            }
        rows.append(row)
    return rows


def _mark(tries: list[Row], *, is_over: bool) -> str:
    if not tries:
        return "not-asked" if is_over else "unreached"
    right = any(row["is_right"] for row in tries)
    state = ("first" if len(tries) == 1 else "later") if right else "not-yet"
    return f"earlier: {state}" if tries[0]["before_joining"] else state


class Levels:
    """One self-diagnosis page: what members say of themselves, and what they answered."""

    def __init__(self, cohort: Cohort, page: str) -> None:
        self.cohort, self.page = cohort, page
        self.levels = cohort.levels[page,]
        self.modules = self._looks_back_on()
        self.members = [self._member(person) for person in cohort.people]

    def _looks_back_on(self) -> set[str]:
        """The modules since the self-diagnosis before this one."""
        position = {row["module_slug"]: row["position"] for row in self.cohort.modules}
        last = position[self.levels[0]["after"]]
        others = {position[rows[0]["after"]] for rows in self.cohort.levels.values()}
        before = max((other for other in others if other < last), default=-1)
        return {slug for slug, place in position.items() if before < place <= last}

    def _reached(self, diagnosis: Row) -> int:
        reached = 0
        for level in self.levels:
            if diagnosis[f"level_{level['rank']}"] != "on-my-own":
                break
            reached = level["rank"]
        return reached

    def _member(self, person: Row) -> Row:
        taken = [
            row for row in self.cohort.diagnoses[person["person"],] if row["page"] == self.page
        ]
        here = [row for row in taken if not row["before_joining"]]
        reached = [self._reached(row) for row in here[-2:]]
        firsts = [
            row["is_right"]
            for row in self.cohort.of_person(person["person"])
            if row["module_slug"] in self.modules and not row["before_joining"]
        ]
        ratings = {
            f"level_{level['rank']}": here[-1][f"level_{level['rank']}"] or "" if here else ""
            for level in self.levels
        }
        level_reached = reached[-1] if reached else None
        return {
            **who(person),
            "taken_at": here[-1]["taken_at"] if here else None,
            "taken_earlier_at": latest(row["taken_at"] for row in taken if row["before_joining"]),
            "level_reached": level_reached,
            "moved": reached[1] - reached[0] if len(reached) == 2 else None,
            **ratings,
            "right_first": sum(firsts),
            "answered": len(firsts),
            "gap": _gap(level_reached, sum(firsts), len(firsts)),
        }

    def tables(self) -> dict[str, list[Row]]:
        ratings = Counter(
            (level["rank"], member[f"level_{level['rank']}"])
            for member in self.members
            for level in self.levels
        )
        levels = [
            {
                "rank": level["rank"],
                "name": level["name"],
                "can_do": level["can_do"],
                **{rating.replace("-", "_"): ratings[level["rank"], rating] for rating in RATINGS},
            }
            for level in self.levels
        ]
        moved = Counter(
            "up" if member["moved"] > 0 else "down" if member["moved"] < 0 else "same"
            for member in self.members
            if member["moved"] is not None
        )
        return {
            "members": self.members,
            "levels": levels,
            "reached": self._answers_by_level(),
            "moved": [{way: moved[way] for way in ("up", "same", "down")}],
        }

    def _answers_by_level(self) -> list[Row]:
        by_level: defaultdict[int, list[Any]] = defaultdict(list)
        for member in self.members:
            if member["level_reached"] is not None:
                by_level[member["level_reached"]].append(member)
        return [
            {
                "level_reached": reached,
                "members": len(members),
                "right_first": sum(member["right_first"] for member in members),
                "answered": sum(member["answered"] for member in members),
            }
            for reached, members in sorted(by_level.items())
        ]


def _gap(reached: int | None, right: int, answered: int) -> str:
    if reached is None or answered < LEAST_ANSWERS:
        return ""
    if reached >= HIGH_LEVEL and right / answered <= LOW_SHARE:
        return "over"
    return "under" if reached <= LOW_LEVEL and right / answered >= HIGH_SHARE else ""
