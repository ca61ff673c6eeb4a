from __future__ import annotations

from typing import TYPE_CHECKING

from okrcli.goals.diagnostic import Severity
from okrcli.lint.rule import Context, Finding, Rule
from okrcli.lint.stated import stating

if TYPE_CHECKING:
    from collections.abc import Iterator

    from okrcli.goals.workspace import Workspace


class GuardrailWithoutLimit(Rule):
    """A guardrail has no limit that could be breached.

    A guardrail says what must not get worse while the team pushes elsewhere, and blocks "met" when it does. A
    milestone or a baseline never breaches anything; a metric on its way to a target is not a limit, and as a
    guardrail its progress is never scored.

    ```yaml
    team: payments
    objectives:
      trust:
        title: Buyers trust us
        key_results:
          disputes:
            title: Cut disputes from 0.9% to 0.4%
            baseline: 0.9
            target: 0.4
            guardrail: true  # <- 'disputes' is a guardrail without a limit
    #                  ^^^^
    ```

    ```yaml
    team: payments
    objectives:
      trust:
        title: Buyers trust us
        key_results:
          completion: {title: Raise completion from 61% to 75%, baseline: 61, target: 75}
          disputes: {kind: threshold, title: Keep disputes at or below 0.9%, at_most: 0.9, guardrail: true}
    ```
    """

    code = "OKR114"
    severity = Severity.WARNING

    def check(self, workspace: Workspace, context: Context) -> Iterator[Finding]:
        for place, address, key_result, _ in stating(workspace, "guardrail"):
            if key_result.guardrail and key_result.kind not in ("threshold", "range"):
                said = f"{address.key_result!r} is a guardrail without a limit"
                hint = "say `kind: threshold` with the limit to keep, or remove `guardrail:`"
                yield Finding(place / "guardrail", said, hint, address)
