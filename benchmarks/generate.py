"""Writes a workspace of any size, the same for the same arguments.

    python benchmarks/generate.py OUT [--teams 2000] [--checkins WEEKS] [--seed 1]

A goals file a team, the company among them: three objectives of three key results, about 115 lines in block
style, as people write them, with nothing for lint to find. With `--checkins` every team checks in on each of the
first WEEKS Mondays.
"""

from __future__ import annotations

import argparse
import random
from datetime import date, timedelta
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

CYCLE = "2026-Q3"
COMPANY = "company"
FIRST_MONDAY = date(2026, 7, 6)
AREAS = (
    "payments", "checkout", "search", "catalogue", "delivery", "returns", "support", "billing",
    "identity", "risk", "pricing", "mobile", "partners", "logistics", "insights", "onboarding",
    "community", "content", "ads", "platform",
)  # fmt: skip
PEOPLE = (
    "ana", "ben", "carla", "deniz", "emeka", "farah", "goran", "hana", "ines", "jonas", "kavya", "liam",
    "mei", "noor", "olga", "pablo", "quinn", "rosa", "sami", "tara", "uma", "viktor", "wanda", "xin",
    "yara", "zoe",
)  # fmt: skip
GROUPS = (
    "buyers", "shop owners", "new customers", "drivers", "warehouse teams", "suppliers", "subscribers",
    "agents", "accountants", "patients", "students", "returning guests",
)  # fmt: skip
WISHES = (
    "trust us enough to come back without being asked", "find what they need before they lose patience",
    "get their money back without a second call", "start on their own in the first hour",
    "recommend us to the people they work with", "feel safe to pay with their usual card",
    "see what happens to their order at any moment", "stay with us through their first winter",
    "choose us before the market leader", "finish the month's work a day earlier",
)  # fmt: skip
WHERE = ("at home", "on their phones", "in our branches", "abroad", "in the countryside", "at their desks")
WHEN = (
    "in the first week", "at weekends", "at night", "in the holidays", "on busy days", "before the season",
    "in their second year", "after a complaint", "in a hurry", "from the first visit on",
)  # fmt: skip
REASONS = (
    "Half of them leave at this step and do not come back",
    "Two of three interviews in spring named this first",
    "A competitor has offered the same since March: we lose one deal in five to it",
    "Complaints about this have doubled since the last price change",
    "It is the largest reason for cancellations in the exit survey",
)


class Measure(NamedTuple):
    """A number that a team can move: what is counted of whom, its unit, where it usually stands and goes."""

    metric: str
    unit: str
    usual: int
    better: int


MEASURES = (
    Measure("share of {group} who finish their first order", "%", 40, 60),
    Measure("share of {group} who come back within 30 days", "%", 20, 35),
    Measure("share of {group} who recommend us", "%", 30, 45),
    Measure("complaints of {group} per 1,000 orders", "complaints", 24, 12),
    Measure("median wait of {group} for an answer", "minutes", 90, 30),
    Measure("median time until {group} see their refund", "days", 9, 3),
    Measure("{group} who buy every week", "people", 1200, 1900),
    Measure("revenue from {group} a month", "kEUR", 400, 650),
    Measure("share of {group} who leave within a quarter", "%", 12, 7),
    Measure("orders of {group} that arrive on the promised day", "%", 70, 90),
)


class Writer:
    """The files of one workspace; every draw comes from one seeded generator."""

    def __init__(self, teams: int, weeks: int, seed: int, *, apart: bool = False) -> None:
        self.apart = apart
        self.random = random.Random(seed)
        self.teams = [COMPANY, *(f"{AREAS[index % len(AREAS)]}-{index:04d}" for index in range(1, teams))]
        self.weeks = weeks
        self.titles: list[tuple[str, str]] = []

    def files(self) -> Iterator[tuple[str, str]]:
        yield "okr.yaml", "\n".join(self._settings()) + "\n"
        for team in self.teams:
            yield f"okrs/{CYCLE}/{team}.yaml", "\n".join(self._goals(team)) + "\n"
            for week in range(self.weeks):
                day = FIRST_MONDAY + timedelta(weeks=week)
                yield from self._apart(team, day) if self.apart else self._together(team, day)

    def _together(self, team: str, day: date) -> Iterator[tuple[str, str]]:
        path = f"okrs/{CYCLE}/checkins/{day}-{team}-{self._people(team)[0]}.yaml"
        yield path, "\n".join(self._checkin(team, day)) + "\n"

    def _apart(self, team: str, day: date) -> Iterator[tuple[str, str]]:
        """A check-in for each key result, as if each had a person of its own."""
        for nth in range(9):
            name, value = f"objective-{nth // 3 + 1}/result-{nth % 3 + 1}", self.random.randint(10, 900) / 10
            lines = (f"date: {day}", f"by: person-{nth}", "results:", f"  {name}: {value}")
            yield f"okrs/{CYCLE}/checkins/{day}-{team}-person-{nth}.yaml", "\n".join(lines) + "\n"

    def _settings(self) -> Iterator[str]:
        yield "version: 1"
        yield "organisation: Acme"
        yield "teams:"
        for team in self.teams:
            level = "level: company" if team == COMPANY else "parent: company"
            people = ", ".join(self._people(team))
            yield f"  {team}: {{{level}, owner: {self._people(team)[0]}, members: [{people}]}}"

    def _people(self, team: str) -> list[str]:
        start = sum(map(ord, team))
        return [PEOPLE[(start + step * 5) % len(PEOPLE)] for step in range(3)]

    def _goals(self, team: str) -> Iterator[str]:
        yield f"# what {team} wants to be true by the end of {CYCLE}"
        yield f"team: {team}"
        yield "objectives:"
        for number, measures in enumerate(self._measures(), start=1):
            yield from self._objective(team, number, measures)

    def _measures(self) -> list[list[Measure]]:
        """Three measures for each of three objectives, all of them different; the first of each is a share."""
        shares = self.random.sample([measure for measure in MEASURES if measure.unit == "%"], 3)
        others = self.random.sample([measure for measure in MEASURES if measure not in shares], 6)
        return [[share, *others[2 * nth : 2 * nth + 2]] for nth, share in enumerate(shares)]

    def _objective(self, team: str, number: int, measures: list[Measure]) -> Iterator[str]:
        group, title = self._title() if team != COMPANY else self._company_title(number)
        people = self._people(team)
        yield f"  objective-{number}:"
        yield f"    title: {title}"
        yield f"    owner: {people[number % 3]}"
        yield f"    commitment: {self.random.choice(('committed', 'aspirational'))}"
        yield f"    why: {self._reason()}"
        if team == COMPANY:
            yield "    standalone: it is what the company stands for this year"
        else:
            yield f"    supports: company/objective-{self.random.randint(1, 3)}"
        yield f"    origin: {'team' if number == 1 else self.random.choice(('team', 'leadership'))}"
        yield "    key_results:"
        for place, measure in enumerate(measures, start=1):
            yield from self._key_result(place, measure, group, people)

    def _title(self) -> tuple[str, str]:
        """Whom an objective is about, and its title: each once until none is left."""
        if not self.titles:
            parts = product(GROUPS, WISHES, WHERE, WHEN)
            told = [(words[0], " ".join(words).capitalize()) for words in parts]
            self.titles = [(group, title) for group, title in told if len(title) <= 100]
            self.random.shuffle(self.titles)
        return self.titles.pop()

    @staticmethod
    def _company_title(number: int) -> tuple[str, str]:
        return "customers", f"Customers {WISHES[number]}"

    def _reason(self) -> str:
        reason = self.random.choice(REASONS)
        return f'"{reason}"' if ": " in reason else reason

    def _key_result(self, place: int, measure: Measure, group: str, people: list[str]) -> Iterator[str]:
        factor = self.random.uniform(0.8, 1.2)
        baseline, target = round(measure.usual * factor), round(measure.better * factor, 1)
        metric = measure.metric.format(group=group)
        unit = measure.unit if measure.unit == "%" else f" {measure.unit}"
        verb = "Raise" if target > baseline else "Cut"
        yield f"      result-{place}:"
        yield f"        title: {verb} the {metric} from {baseline}{unit} to {target}{unit}"
        yield f"        metric: {metric}"
        yield f'        unit: "{measure.unit}"'
        yield f"        baseline: {baseline}"
        yield f"        target: {target}"
        yield f"        owner: {self.random.choice(people)}"
        yield f"        source: https://dash.example/{self.random.randrange(10**6):06d}"
        yield f"        weight: {self.random.randint(1, 3)}"
        yield f"        due: 2026-09-{self.random.randint(10, 30)}"

    def _checkin(self, team: str, day: date) -> Iterator[str]:
        yield f"date: {day}"
        yield f"by: {self._people(team)[0]}"
        yield "confidence:"
        for number in range(1, 4):
            yield f"  objective-{number}: {self.random.randint(3, 9) / 10}"
        yield "results:"
        for number in range(9):
            value = self.random.randint(10, 900) / 10
            yield f"  objective-{number // 3 + 1}/result-{number % 3 + 1}: {value}"
        yield "issues: [Two of us were ill, The new terminal arrived late]"
        yield f"plan: [Ask ten {self.random.choice(GROUPS)} what stops them]"


def generate(out: Path, teams: int, weeks: int = 0, seed: int = 1, *, apart: bool = False) -> None:
    """Write the files; folders are made as needed. `apart` gives each key result a check-in of its own."""
    for path, text in Writer(teams, weeks, seed, apart=apart).files():
        file = out / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8", newline="\n")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    parser.add_argument("--teams", type=int, default=2000)
    parser.add_argument("--checkins", type=int, default=0, metavar="WEEKS")
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    generate(arguments.out, arguments.teams, arguments.checkins, arguments.seed)


if __name__ == "__main__":
    main()
