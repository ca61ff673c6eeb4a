from __future__ import annotations

from typing import TYPE_CHECKING

from okrcli.goals.diagnostic import Severity
from okrcli.lint.rule import Context, Finding, Rule
from okrcli.lint.running import followed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from okrcli.goals.workspace import Workspace


class MilestoneUndone(Rule):
    """A milestone is reported as not done, after an earlier check-in said that some of it was.

    Steps add up: who reports a new one need not repeat the others. `done: false` takes all of them back. If
    that is meant, say in the note what happened; if not, leave the result out where nothing is new.

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
    results:
      trust/audit: {done: [scoping]}
    # file: okrs/2026-Q3/checkins/2026-07-20-payments-ana.yaml
    date: 2026-07-20
    by: ana
    results:
      trust/audit: {done: false}  # <- 'trust/audit' was partly done on 2026-07-13, and is not any more
    #                     ^^^^^
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
    results:
      trust/audit: {done: [scoping]}
    # file: okrs/2026-Q3/checkins/2026-07-20-payments-ana.yaml
    date: 2026-07-20
    by: ana
    results:
      trust/audit: {done: [report]}
    ```
    """

    code = "OKR508"
    severity = Severity.WARNING

    def check(self, workspace: Workspace, context: Context) -> Iterator[Finding]:
        for at, _, seen, score, _, _ in followed(workspace, context.today):
            if at.key_result.kind == "milestone" and score.progress == 0 and len(seen) > 1:
                from okrcli.scoring.score import trend

                *before, (_, last) = zip(trend(at.key_result, seen), seen, strict=False)
                share, when = max(((share, one.date) for share, one in before), default=(0, None))
                if share:
                    how = "done" if share >= 1 else "partly done"
                    said = f"{at.address.local!r} was {how} on {when}, and is not any more"
                    yield Finding(last.place / "done", said, "say in the note what happened", at.address)
