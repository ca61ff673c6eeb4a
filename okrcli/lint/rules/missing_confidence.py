from __future__ import annotations

from typing import TYPE_CHECKING

from okrcli.goals.diagnostic import Severity
from okrcli.lint.rule import Context, Finding, Rule
from okrcli.lint.running import standings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from okrcli.goals.workspace import Workspace
    from okrcli.lint.running import Standing
    from okrcli.scoring.readings import Observation


class MissingConfidence(Rule):
    """The latest results of an objective were reported without a goal confidence.

    The numbers say where it is, the confidence says where it will end: how likely are all its key results to
    be met? A team's doubts show there weeks before its numbers do. It is said once for each objective of the
    cycle that runs, at the latest check-in on it; learning objectives need none.

    ```yaml
    # file: okrs/2026-Q3/payments.yaml
    team: payments
    objectives:
      trust:
        title: Buyers trust us
        key_results:
          completion: {title: Raise checkout completion from 61% to 75%, baseline: 61, target: 75}
    # file: okrs/2026-Q3/checkins/2026-07-27-payments-ana.yaml
    date: 2026-07-27
    by: ana
    results:
      trust/completion: 63.5  # <- results of 'trust' are reported without its goal confidence
    # ^^^^^^^^^^^^^^^^
    ```

    ```yaml
    # file: okrs/2026-Q3/payments.yaml
    team: payments
    objectives:
      trust:
        title: Buyers trust us
        key_results:
          completion: {title: Raise checkout completion from 61% to 75%, baseline: 61, target: 75}
    # file: okrs/2026-Q3/checkins/2026-07-27-payments-ana.yaml
    date: 2026-07-27
    by: ana
    confidence: {trust: 0.6}
    results:
      trust/completion: 63.5
    ```
    """

    code = "OKR511"
    severity = Severity.WARNING

    def check(self, workspace: Workspace, context: Context) -> Iterator[Finding]:
        misread = {path for path, _ in workspace.problems}  # a confidence that cannot be read is no second mistake
        for standing in standings(workspace, context.today):
            last = _last(standing)
            said = standing.confidences[-1].date if standing.confidences else None
            if last is None or last.path in misread:
                continue
            if said is None or (last.date - said).days >= workspace.settings.checkins.days:
                name = standing.at.address.objective
                message = f"results of {name!r} are reported without its goal confidence"
                hint = f"add `confidence: {{{name}: …}}`, from 0 to 1: how likely are all its key results to be met?"
                yield Finding(last.place, message, hint, standing.at.address, at_key=True)


def _last(standing: Standing) -> Observation | None:
    """The latest result; of several in one file the first."""
    if standing.at.objective.commitment == "learning":
        return None
    told = [one.observations[-1] for one in standing.results if one.observations]
    return max(told, key=lambda one: one.date, default=None)
