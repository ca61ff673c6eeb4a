from __future__ import annotations

from typing import TYPE_CHECKING

from okrcli.goals.diagnostic import Severity
from okrcli.lint.rule import Context, Finding, Rule
from okrcli.lint.stated import stating

if TYPE_CHECKING:
    from collections.abc import Iterator

    from okrcli.goals.workspace import Workspace


class WarnAtTheLimit(Rule):
    """A warning comes only when the limit itself is reached.

    Between `warn_at` and the limit a key result needs attention. Where both are the same number there is nothing
    in between: it is on track, and at once off track.

    ```yaml
    team: payments
    objectives:
      trust:
        title: Buyers trust us
        key_results:
          disputes:
            kind: threshold
            title: Keep disputes at or below 0.4%
            at_most: 0.4
            warn_at: 0.4  # <- `warn_at` is the limit itself, 0.4
    #                ^^^
    ```

    ```yaml
    team: payments
    objectives:
      trust:
        title: Buyers trust us
        key_results:
          disputes: {kind: threshold, title: Keep disputes at or below 0.4%, at_most: 0.4, warn_at: 0.35}
          refunds: {kind: threshold, title: Keep refunds at or below 5%, at_most: 5, warn_at: 7}
    ```
    """

    code = "OKR113"
    severity = Severity.WARNING

    def check(self, workspace: Workspace, context: Context) -> Iterator[Finding]:
        for place, address, key_result, _ in stating(workspace, "warn_at"):
            limits = key_result.between or (key_result.bound or ("", None))[1:]
            if key_result.warn_at in limits:
                said = f"`warn_at` is the limit itself, {key_result.warn_at:.15g}"
                yield Finding(
                    place / "warn_at", said, "set it where people should start to look, or remove it", address
                )
