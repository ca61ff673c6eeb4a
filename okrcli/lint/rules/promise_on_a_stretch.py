from __future__ import annotations

from typing import TYPE_CHECKING

from okrcli.goals.diagnostic import Severity
from okrcli.lint.alignment import references
from okrcli.lint.rule import Context, Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from okrcli.goals.workspace import Workspace


class PromiseOnAStretch(Rule):
    """A committed objective depends on one that nobody has promised.

    Google's playbook: a committed objective is expected in full, an aspirational one at 0.7, with luck. A promise
    that rests on a stretch is expected to be broken.

    ```yaml
    # file: okrs/2026-Q3/platform.yaml
    team: platform
    objectives:
      quick: {title: Nobody waits for a payment, commitment: aspirational}
    # file: okrs/2026-Q3/payments.yaml
    team: payments
    objectives:
      trust:
        title: Buyers trust us
        commitment: committed
        depends_on: platform/quick  # <- 'trust' is committed, but platform/quick is aspirational
    #               ^^^^^^^^^^^^^^
    ```

    ```yaml
    # file: okrs/2026-Q3/platform.yaml
    team: platform
    objectives:
      quick: {title: Nobody waits for a payment, commitment: committed}
    # file: okrs/2026-Q3/payments.yaml
    team: payments
    objectives:
      trust: {title: Buyers trust us, commitment: committed, depends_on: platform/quick}
    ```
    """

    code = "OKR413"
    severity = Severity.WARNING

    def check(self, workspace: Workspace, context: Context) -> Iterator[Finding]:
        for link in references(workspace, "depends_on").links:
            address, other = link.at.address, link.goal.commitment
            if link.at.objective.commitment == "committed" and other != "committed":
                said = f"{address.objective!r} is committed, but {link.target.path} is {other}"
                hint = f"ask {link.target.team} to commit to it, or promise what does not need it"
                yield Finding(link.reference.place, said, hint, address)
