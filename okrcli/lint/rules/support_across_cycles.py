from __future__ import annotations

from typing import TYPE_CHECKING

from okrcli.goals.diagnostic import Severity
from okrcli.lint.alignment import references
from okrcli.lint.rule import Context, Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from okrcli.goals.workspace import Workspace


class SupportAcrossCycles(Rule):
    """An objective supports a goal of another cycle.

    A goal that is closed cannot be helped any more, and one that has not begun may never come. What goes on from
    an earlier cycle is carried over, and supported where it lives now.

    ```yaml
    # file: okrs/2026-Q2/company.yaml
    team: company
    objectives:
      europe: {title: Shops all over Europe choose us}
    # file: okrs/2026-Q3/payments.yaml
    team: payments
    objectives:
      trust: {title: Buyers trust us, supports: "2026-Q2:company/europe"}  # <- company/europe is a goal of 2026-Q2
    #                                           ^^^^^^^^^^^^^^^^^^^^^^^^
    ```

    ```yaml
    # file: okrs/2026-Q3/company.yaml
    team: company
    objectives:
      europe: {title: Shops all over Europe choose us}
    # file: okrs/2026-Q3/payments.yaml
    team: payments
    objectives:
      trust: {title: Buyers trust us, supports: company/europe}
    ```
    """

    code = "OKR405"
    severity = Severity.WARNING

    def check(self, workspace: Workspace, context: Context) -> Iterator[Finding]:
        for link in references(workspace, "supports").links:
            address = link.at.address
            if link.target.cycle != address.cycle:
                said = f"{link.target.path} is a goal of {link.target.cycle}"
                hint = f"support a goal of {address.cycle}; what goes on from an earlier cycle is `carried_from:`"
                yield Finding(link.reference.place, said, hint, address)
