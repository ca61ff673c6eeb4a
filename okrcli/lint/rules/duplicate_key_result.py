from __future__ import annotations

from typing import TYPE_CHECKING

from okrcli.goals.diagnostic import Severity
from okrcli.lint.rule import Context, Finding, Rule
from okrcli.lint.stated import by_file

if TYPE_CHECKING:
    from collections.abc import Iterator

    from okrcli.goals.address import Address
    from okrcli.goals.workspace import Workspace


class DuplicateKeyResult(Rule):
    """A team has the same key result twice in a cycle.

    The number counts twice, in two objectives or in one. Let it stand where it matters most.

    ```yaml
    team: payments
    objectives:
      trust:
        title: Buyers trust us
        key_results:
          completion: {title: Raise completion from 61% to 75%, baseline: 61, target: 75}
      growth:
        title: Shops choose us
        key_results:
          done:
            title: Raise completion from 61% to 75%  # <- trust/completion has the same title
    #              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
            baseline: 61
            target: 75
    ```

    ```yaml
    team: payments
    objectives:
      trust:
        title: Buyers trust us
        key_results:
          completion: {title: Raise completion from 61% to 75%, baseline: 61, target: 75}
          mobile: {title: Raise completion on phones from 41% to 60%, baseline: 41, target: 60}
    ```
    """

    code = "OKR419"
    severity = Severity.WARNING

    def check(self, workspace: Workspace, context: Context) -> Iterator[Finding]:
        for _, results in by_file(workspace):
            if len({at.key_result.title for at in results}) < len(results):
                seen: dict[str, Address] = {}
                for place, address, key_result, _ in results:
                    first = seen.setdefault(key_result.title, address)
                    if first is not address:
                        said = f"{first.local} has the same title"
                        yield Finding(place / "title", said, "keep one of the two", address)
