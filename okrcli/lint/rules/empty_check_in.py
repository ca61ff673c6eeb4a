from __future__ import annotations

from typing import TYPE_CHECKING

from okrcli.goals.address import Place
from okrcli.goals.diagnostic import Severity
from okrcli.lint.rule import Context, Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from okrcli.goals.workspace import Workspace


class EmptyCheckIn(Rule):
    """A check-in says nothing: no result, no confidence, no issue, no plan.

    ```yaml
    # file: okrs/2026-Q3/payments.yaml
    team: payments
    objectives:
      trust: {title: Buyers trust us}
    # file: okrs/2026-Q3/checkins/2026-07-13-payments-ana.yaml
    date: 2026-07-13  # <- this check-in says nothing
    #     ^^^^^^^^^^
    by: ana
    ```

    ```yaml
    # file: okrs/2026-Q3/payments.yaml
    team: payments
    objectives:
      trust: {title: Buyers trust us}
    # file: okrs/2026-Q3/checkins/2026-07-13-payments-ana.yaml
    date: 2026-07-13
    by: ana
    issues: [Apple Pay was down for three days]
    ```
    """

    code = "OKR509"
    severity = Severity.WARNING

    def check(self, workspace: Workspace, context: Context) -> Iterator[Finding]:
        misread = {path for path, _ in workspace.problems}  # what it says may be among what could not be read
        for path, _, _, checkin in workspace.checkins:
            silent = not (checkin.results or checkin.confidence or checkin.issues or checkin.plan)
            if silent and path not in misread:
                hint = "add `results:` or `confidence:`, or remove the file"
                yield Finding(Place(path, ("date",)), "this check-in says nothing", hint)
