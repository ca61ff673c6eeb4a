"""What a history can prove: whether it is whole, the one that was noted, in order, and signed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Final, NamedTuple

from okrcli.goals.files import GOALS_FOLDER, SETTINGS_FILE, show_path
from okrcli.history.repository import DEEPEN
from okrcli.history.search import commits

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from okrcli.history.audit import History
    from okrcli.history.commits import Commit
    from okrcli.history.repository import Repository

_SLACK: Final = timedelta(days=1)  # clocks and zones
_SIGNATURES: Final = {
    "G": "good",
    "U": "good, of a key that nobody vouches for",
    "B": "bad",
    "X": "good, but expired",
    "Y": "good, of a key that has expired",
    "R": "good, of a key that was revoked",
    "E": "not checkable here",
    "N": "none",
}
_SIGNING_SECONDS: Final = 600


class Proof(StrEnum):
    """How a check came out; a note says what no check can settle."""

    HOLDS = "holds"
    FAILS = "fails"
    UNKNOWN = "unknown"
    NOTE = "note"


class Check(NamedTuple):
    """One question put to the history, its answer, and what to do."""

    name: str
    proof: Proof
    said: str
    hint: str | None = None


def evidence(repository: Repository, today: date, *, noted: Sequence[str], signatures: bool) -> Iterator[Check]:
    """The checks of the history itself; `noted` are commits that it must still contain."""
    found = tuple(commits(repository))
    yield _whole(repository, found)
    yield from _substitutes(repository)
    yield from (_noted(repository, revision) for revision in noted)
    yield _order(found, today)
    yield _signatures(repository) if signatures else _persons()


def _whole(repository: Repository, commits: Sequence[Commit]) -> Check:
    if repository.is_shallow():
        said = "the clone is shallow: what was before its oldest commits is not here"
        return Check("complete", Proof.UNKNOWN, said, DEEPEN)
    if repository.run("config", "--get-regexp", r"^remote\..*\.promisor$").text:
        said = "the clone is partial: old versions may be missing here"
        return Check("complete", Proof.UNKNOWN, said, "run `git fetch --refetch --no-filter`")
    days = sorted(commit.committed.date() for commit in commits if commit.committed)
    span = f", from {days[0]} to {days[-1]}" if days else ""
    return Check("complete", Proof.HOLDS, f"the history is whole; commits of goals: {len(commits)}{span}")


def _substitutes(repository: Repository) -> Iterator[Check]:
    """Grafts and replacements make git show other commits than are stored; okr never does."""
    replaced = len(repository.run("for-each-ref", "--format=%(refname)", "refs/replace").text.splitlines())
    grafts = repository.common_dir / "info/grafts"
    grafted = grafts.is_file() and bool(grafts.read_bytes().strip())
    if replaced:
        hint = "`git replace --list` names them, `git replace --delete` takes them away"
        yield Check("substitutes", Proof.FAILS, f"git shows {replaced} other objects here than are stored", hint)
    if grafted:
        yield Check("substitutes", Proof.FAILS, "a grafts file gives commits other parents", "remove info/grafts")
    if not replaced and not grafted:
        yield Check("substitutes", Proof.HOLDS, "nothing is replaced or grafted")


def _noted(repository: Repository, revision: str) -> Check:
    """Whether a commit that somebody noted is still a part of this history."""
    shown = show_path(revision)
    found = repository.run("rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    if found.code:
        proof = Proof.UNKNOWN if repository.is_shallow() else Proof.FAILS
        said = f"there is no commit {shown} here"
        return Check("noted", proof, said, "if it was there once, history was rewritten; else `git fetch` first")
    if not repository.run("merge-base", "--is-ancestor", found.text, "HEAD").code:
        return Check("noted", Proof.HOLDS, f"{shown} is still a part of this history")
    if repository.is_shallow():
        return Check("noted", Proof.UNKNOWN, f"the clone is too shallow to tell whether {shown} is a part of it")
    said = f"{shown} is no part of this history any more: it was rewritten"
    return Check("noted", Proof.FAILS, said, f"`git log --oneline HEAD..{shown}` shows what was taken out")


def _order(commits: Sequence[Commit], today: date) -> Check:
    """Dates that cannot be: a commit older than one before it, or from the future."""
    odd = [*_older_than_parents(commits), *_of_the_future(commits, today)]
    if not odd:
        return Check("dates", Proof.HOLDS, "the dates of commits are in order; anybody can forge them")
    first = odd[0]
    more = f" and {len(odd) - 1} more" if len(odd) > 1 else ""
    said = f"the dates of {first.id[:7]}{more} cannot be: older than what they build on, or not yet"
    return Check("dates", Proof.NOTE, said, "a wrong clock or a forged date: the order of commits still holds")


def _older_than_parents(commits: Sequence[Commit]) -> Iterator[Commit]:
    dates = {commit.id: commit.committed for commit in commits}
    for commit in commits:
        before = [when for parent in commit.parents if (when := dates.get(parent))]
        if commit.committed and any(commit.committed + _SLACK < when for when in before):
            yield commit


def _of_the_future(commits: Iterable[Commit], today: date) -> Iterator[Commit]:
    end = datetime(today.year, today.month, today.day, tzinfo=UTC) + 2 * _SLACK
    return (commit for commit in commits if commit.committed and commit.committed > end)


def _persons() -> Check:
    said = "names and mail addresses are what commits say of themselves"
    return Check("persons", Proof.NOTE, said, "--require-signatures checks the signatures of the commits")


def _signatures(repository: Repository) -> Check:
    paths = (repository.in_top(SETTINGS_FILE), repository.in_top(GOALS_FOLDER))
    arguments = ("log", "--full-history", "--no-mailmap", "--format=%G? %h", "HEAD", "--", *paths)
    lines = repository.run(*arguments, seconds=_SIGNING_SECONDS).text.splitlines()
    bad: dict[str, list[str]] = {}
    for line in lines:
        state, _, commit = line.partition(" ")
        if state != "G":
            bad.setdefault(_SIGNATURES.get(state, "not checkable here"), []).append(commit)
    if not bad:
        return Check("signatures", Proof.HOLDS, f"all {len(lines)} commits of goals have a good signature")
    said = "; ".join(f"{len(ids)} {state} ({ids[0]}{' …' if len(ids) > 1 else ''})" for state, ids in bad.items())
    return Check("signatures", Proof.FAILS, f"not all commits of goals have a good signature: {said}")


def conduct(history: History, checkins: int) -> Iterator[Check]:
    """What was done to committed goals and to check-ins, by the rules of `okr lint --history`."""
    for name, count, said in (
        ("goals", len(history.moves), "committed values changed without an amendment"),
        ("drops", len(history.drops), "committed goals dropped without a decision"),
        ("check-ins", len(history.rewrites), "check-ins changed or deleted"),
    ):
        proof = Proof.FAILS if count else Proof.HOLDS
        yield Check(name, proof, f"{said}: {count or 'none'}", "`okr lint --history` says which" if count else None)
    unknown = checkins - len(history.entries)
    if unknown:
        said = f"the dates of {unknown} of {checkins} check-ins cannot be compared with commits"
        yield Check(
            "check-ins", Proof.NOTE, said, "they came with the workspace's first commit, or the clone ends there"
        )
