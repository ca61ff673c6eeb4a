from __future__ import annotations

from typing import TYPE_CHECKING

from okrcli.goals.shape import did_you_mean
from okrcli.lint.repairs import nearest
from okrcli.lint.reported import unusual
from okrcli.lint.rule import Context, Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from okrcli.goals.workspace import Workspace


class UnknownStep(Rule):
    """A check-in reports a step that its milestone does not have.

    A step that nobody planned moves no score: mostly it is misspelt.

    ```yaml
    # file: okrs/2026-Q3/payments.yaml
    team: payments
    objectives:
      trust:
        title: Buyers trust us
        key_results:
          audit: {kind: milestone, title: The card-data audit is passed, steps: {scoping: 1, report: 3}}
    # file: okrs/2026-Q3/checkins/2026-07-13-payments-ana.yaml
    date: 2026-07-13
    by: ana
    confidence: {trust: 0.6}
    results:
      trust/audit:
        done:
          - scoping
          - reprot  # <- 'trust/audit' has no step 'reprot'
    #       ^^^^^^
    ```

    ```yaml
    # file: okrs/2026-Q3/payments.yaml
    team: payments
    objectives:
      trust:
        title: Buyers trust us
        key_results:
          audit: {kind: milestone, title: The card-data audit is passed, steps: {scoping: 1, report: 3}}
    # file: okrs/2026-Q3/checkins/2026-07-13-payments-ana.yaml
    date: 2026-07-13
    by: ana
    confidence: {trust: 0.6}
    results:
      trust/audit: {done: [scoping, report]}
    ```
    """

    code = "OKR504"

    def check(self, workspace: Workspace, context: Context) -> Iterator[Finding]:
        for place, at, reading in unusual(workspace):
            if at.key_result.kind != "milestone" or not isinstance(reading.done, tuple):
                continue
            steps = at.key_result.steps or {}
            for index, step in enumerate(reading.done):
                if step not in steps:
                    known = f"its steps are {', '.join(steps)}" if steps else "it has no steps: say `done: true`"
                    said, where = f"{at.address.local!r} has no step {step!r}", place / "done" / index
                    repair = nearest(where, step, steps)
                    yield Finding(where, said, did_you_mean(step, steps, known), at.address, repair=repair)
