from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from okrcli.goals.model import KeyResult
from okrcli.goals.shape import did_you_mean
from okrcli.lint.rule import Context, Finding, Rule
from okrcli.lint.stated import stating

if TYPE_CHECKING:
    from collections.abc import Iterator

    from okrcli.goals.model import Amendment
    from okrcli.goals.workspace import Workspace


class BrokenAmendment(Rule):
    """An amendment does not say what the key result says.

    Amendments are the open record of what was moved after the goals were committed: the last one leads to the
    value that stands there now, and each begins where the one before it ended. Where that breaks, a goalpost was
    moved without a word.

    ```yaml
    team: payments
    objectives:
      trust:
        title: Buyers trust us
        key_results:
          completion:
            title: Raise checkout completion from 61% to 70%
            baseline: 61
            target: 70
            amendments:
              - date: 2026-08-20
                field: target
                from: 80
                to: 75  # <- `target` was amended to 75, but is 70
    #               ^^
                reason: Two markets open later
    ```

    ```yaml
    team: payments
    objectives:
      trust:
        title: Buyers trust us
        key_results:
          completion:
            title: Raise checkout completion from 61% to 75%
            baseline: 61
            target: 75
            amendments:
              - {date: 2026-08-10, field: target, from: 85, to: 80, reason: Two markets open later}
              - {date: 2026-08-20, field: target, from: 80, to: 75, reason: A third one opens later}
    ```

    ```yaml
    team: payments
    objectives:
      trust:
        title: Buyers trust us
        key_results:
          completion:
            title: Raise checkout completion from 61% to 75%
            baseline: 61
            target: 75
            amendments:
              - {date: 2026-08-10, field: target, from: 90, to: 85, reason: One market}
              - {date: 2026-08-20, field: target, from: 80, to: 75, reason: Two}  # <- `target` was 85 before, not 80
              - {date: 2026-08-25, field: tagret, from: 75, to: 70, reason: Three}  # <- a key result has no `tagret`
    ```
    """

    code = "OKR118"

    def check(self, workspace: Workspace, context: Context) -> Iterator[Finding]:
        for place, address, key_result, _ in stating(workspace, "amendments"):
            for index, key, said, hint in _breaks(key_result):
                yield Finding(place / "amendments" / index / key, said, hint, address)


def _breaks(key_result: KeyResult) -> Iterator[tuple[int, str, str, str | None]]:
    """Index and key of what does not fit in a key result's amendments, with what to say and to do."""
    last: dict[str, tuple[int, Amendment]] = {}
    for index, amendment in enumerate(key_result.amendments):
        field = amendment.field
        if field not in KeyResult.keys:
            yield index, "field", f"a key result has no `{field}`", did_you_mean(field, KeyResult.keys, "name its key")
            continue
        if field in last and _differ(last[field][1], amendment):
            said = f"`{field}` was {_shown(last[field][1].after)} before, not {_shown(amendment.before)}"
            yield index, "from", said, "begin where the amendment before it ended"
        last[field] = index, amendment
    for field, (index, amendment) in last.items():
        now = getattr(key_result, field)
        now = now.isoformat() if isinstance(now, date) else now
        if "after" in vars(amendment) and now != amendment.after and not isinstance(now, tuple | dict):
            said = f"`{field}` was amended to {_shown(amendment.after)}, but is {_shown(now)}"
            yield index, "to", said, "amend it once more, with the reason, or put the value back"


def _differ(one: Amendment, other: Amendment) -> bool:
    """Whether an amendment begins elsewhere than the one before it ended, as far as both say it."""
    return "after" in vars(one) and "before" in vars(other) and one.after != other.before


def _shown(value: object) -> str:
    if value is None:
        return "not there"
    return f"{value:.15g}" if isinstance(value, int | float) else str(value)
