from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from okrcli.goals.address import Place
from okrcli.goals.diagnostic import Severity
from okrcli.lint.rule import Context, Finding, Rule, number

if TYPE_CHECKING:
    from collections.abc import Iterator

    from okrcli.goals.model import Amount
    from okrcli.goals.workspace import CheckInFile, Workspace


class ConflictingValues(Rule):
    """Two people report different values of one key result on the same day.

    Which of the two counts would be a matter of the alphabet. A second check-in of the same person on one
    day corrects the first, and is fine.

    ```yaml
    # file: okrs/2026-Q3/payments.yaml
    team: payments
    objectives:
      trust:
        title: Buyers trust us
        key_results:
          completion: {title: Raise checkout completion from 61% to 75%, baseline: 61, target: 75}
    # file: okrs/2026-Q3/checkins/2026-07-13-payments-ana.yaml
    date: 2026-07-13
    by: ana
    results:
      trust/completion: 63.5
    # file: okrs/2026-Q3/checkins/2026-07-13-payments-ben.yaml
    date: 2026-07-13
    by: ben
    results:
      trust/completion: 65  # <- 'trust/completion' is 65 here, and 63.5 in ana's check-in of the same day
    #                   ^^
    ```

    ```yaml
    # file: okrs/2026-Q3/payments.yaml
    team: payments
    objectives:
      trust:
        title: Buyers trust us
        key_results:
          completion: {title: Raise checkout completion from 61% to 75%, baseline: 61, target: 75}
    # file: okrs/2026-Q3/checkins/2026-07-13-payments-ana.yaml
    date: 2026-07-13
    by: ana
    results:
      trust/completion: 63.5
    # file: okrs/2026-Q3/checkins/2026-07-13-payments-ana-2.yaml
    date: 2026-07-13
    by: ana
    results:
      trust/completion: 64
    ```
    """

    code = "OKR507"
    severity = Severity.WARNING

    def check(self, workspace: Workspace, context: Context) -> Iterator[Finding]:
        days: defaultdict[object, list[CheckInFile]] = defaultdict(list)
        for file in workspace.checkins:
            days[file.cycle.id, file.team, file.checkin.date].append(file)
        for files in days.values():
            if len(files) > 1:
                yield from _conflicts(files)


def _conflicts(files: list[CheckInFile]) -> Iterator[Finding]:
    """Each person's last word of the day against that of those before."""
    said: dict[str, dict[str, tuple[CheckInFile, Amount]]] = {}
    for file in sorted(files, key=lambda file: (len(file.path), file.path)):
        for name, reading in file.checkin.results.items():
            if reading.value is not None:
                said.setdefault(name, {})[file.checkin.by] = (file, reading.value)
    for name, by_person in said.items():
        (first, value), *others = (by_person[person] for person in sorted(by_person))
        for file, other in others:
            if other != value:
                yield _conflict(file, name, other, f"{number(value)} in {first.checkin.by}'s")


def _conflict(file: CheckInFile, name: str, value: Amount, other: str) -> Finding:
    said = f"{name!r} is {number(value)} here, and {other} check-in of the same day"
    hint = "agree on the number; who was wrong corrects it in a second check-in"
    return Finding(Place(file.path, ("results", name, "value")), said, hint)
