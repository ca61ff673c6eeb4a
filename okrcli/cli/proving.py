"""okr verify, seal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from okrcli.cli.session import Session, format_option
from okrcli.errors import OkrError
from okrcli.render import table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from okrcli.goals.cycle import Cycle
    from okrcli.goals.workspace import Workspace
    from okrcli.history.evidence import Check
    from okrcli.history.repository import Repository


def verify_command(
    ctx: typer.Context,
    since_commit: Annotated[
        list[str] | None,
        typer.Option("--since-commit", metavar="ID", help="A commit noted earlier that must be there; repeat it."),
    ] = None,
    require_signatures: Annotated[
        bool, typer.Option("--require-signatures", help="Every commit of goals and every seal must be signed.")
    ] = False,
    format: Annotated[str, format_option(table.VERIFY)] = "text",  # noqa: A002
) -> int:
    """Say what git's history proves of the goals, and what it cannot.

    1 if something is disproved, 2 if something cannot be told from this clone. What is not committed is not looked at.
    """
    from okrcli.goals.files import find_root
    from okrcli.history.evidence import Proof
    from okrcli.history.repository import Repository

    session: Session = ctx.obj
    repository = Repository.open(find_root(session.folder))
    if repository.head() is None:
        raise OkrError("there is no commit yet", "commit the goals first: only history can be verified")
    checks = tuple(_checks(session, repository, since_commit or (), signatures=require_signatures))
    session.show(table.VERIFY, format, checks, session.screen)
    proofs = {check.proof for check in checks}
    return 1 if Proof.FAILS in proofs else 2 if Proof.UNKNOWN in proofs else 0


def _checks(session: Session, repository: Repository, noted: Sequence[str], *, signatures: bool) -> Iterator[Check]:
    from okrcli.goals.workspace import load
    from okrcli.history.evidence import evidence
    from okrcli.reports.sealed import check_seals

    yield from evidence(repository, session.today, noted=noted, signatures=signatures)
    now = load(repository.files_at("HEAD").items())
    yield from _conduct(session, repository, now)
    yield from check_seals(repository, now, signatures=signatures)


def _conduct(session: Session, repository: Repository, now: Workspace) -> Iterator[Check]:
    from okrcli.history.audit import read_history
    from okrcli.history.committed import TooShallowError
    from okrcli.history.evidence import Check, Proof, conduct

    try:
        history = read_history(repository, now, session.today)
    except TooShallowError as error:
        yield Check("goals", Proof.UNKNOWN, error.message, error.hint)
    else:
        yield from conduct(history, len(now.checkins))


def seal_command(
    ctx: typer.Context,
    cycle: Annotated[str, typer.Argument(metavar="CYCLE", help="A cycle that is over: 2026-Q2, previous.")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only show the message of the tag.")] = False,
    format: Annotated[str, format_option(table.SEAL)] = "text",  # noqa: A002
) -> None:
    """Tag a closed cycle with hashes of its goals, check-ins, reviews and scores.

    The tag is annotated, and signed where git signs your commits or tags; `okr verify` computes the hashes again.
    """
    from okrcli.goals.files import find_root
    from okrcli.goals.workspace import load
    from okrcli.history.repository import Repository
    from okrcli.history.tags import add_seal, refuse_unsealable, tag_name
    from okrcli.reports.seal import seal

    session: Session = ctx.obj
    repository = Repository.open(find_root(session.folder))
    _, workspace = session.open()
    chosen = workspace.cycle(cycle, session.today)
    refuse_unsealable(repository, chosen.id)
    state = load(repository.files_at("HEAD").items())
    _refuse_open(session, state, chosen)
    made = seal(state, chosen, session.today)
    name = tag_name(repository, chosen.id) if dry_run else add_seal(repository, chosen.id, made.message)
    session.show(table.SEAL, format, name, made, repository.commit_id("HEAD"), dry_run=dry_run)


def _refuse_open(session: Session, state: Workspace, cycle: Cycle) -> None:
    if session.today <= cycle.end:
        raise OkrError(f"{cycle} is not over before {cycle.end}", "a seal is for a closed cycle")
    if cycle not in state.cycles:
        raise OkrError(f"there are no goals in {cycle}", "name a cycle that has some")
    broken = [path for path, _ in state.problems if path.startswith((f"okrs/{cycle}/", "okr.yaml"))]
    if broken:
        raise OkrError(f"{broken[0]} has problems of its own", "run `okr lint` and mend it first: a seal is for ever")
