"""What git proves and what was changed openly, for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from okrcli.render.json import envelope

if TYPE_CHECKING:
    from collections.abc import Sequence

    from okrcli.history.drivers import Setup
    from okrcli.history.evidence import Check
    from okrcli.reports.committed import Committed
    from okrcli.reports.seal import Seal
    from okrcli.reports.view import KeyResultRow
    from okrcli.rhythm.amending import Amended


def amended(path: str, before: str, made: Amended, commit: str | None, row: KeyResultRow, *, dry_run: bool) -> str:
    """The amendments of a key result, the file's text as it is then, and its scores."""
    del before
    from okrcli.reports.view import as_data

    changes = [as_data(one) for one in made.amendments]
    written = {"path": path, "text": made.text, "commit": commit, "written": not dry_run}
    return envelope("amend", **written, amendments=changes, result=as_data(row))


def committed(scores: Committed, _screen: Any = None) -> str:
    """Two scores of a cycle, and what editing bought."""
    from okrcli.reports.view import as_data

    rows = [as_data(row) | {"bought": row.bought} for row in scores.rows]
    return envelope("score", result=as_data(scores) | {"bought": scores.bought, "rows": rows})


def verified(checks: Sequence[Check], _screen: Any = None) -> str:
    """What history proves, and what it cannot."""
    from okrcli.history.evidence import Proof

    counts = {proof.value: sum(check.proof is proof for check in checks) for proof in Proof}
    return envelope("verify", summary=counts, results=[check._asdict() for check in checks])


def sealed(name: str, made: Seal, commit: str, *, dry_run: bool) -> str:
    """The tag of a closed cycle, with its hashes."""
    hashes = dict(made.parts) | {"all": made.all}
    told = {"tag": name, "cycle": made.cycle, "as_of": made.as_of.isoformat(), "commit": commit, "hashes": hashes}
    return envelope("seal", written=not dry_run, message=made.message, **told)


def setup(wanted: Setup, *, written: bool) -> str:
    """What git was told, or would be."""
    from okrcli.history.drivers import ATTRIBUTES, LINE

    line = {ATTRIBUTES: LINE} if wanted.attributes is not None else {}
    return envelope("setup", written=written, files=line, settings=dict(wanted.settings))
