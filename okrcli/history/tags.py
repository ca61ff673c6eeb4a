"""Tags that seal cycles: `okr/2026-Q2`, annotated, and signed where git is set up so."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from okrcli.errors import OkrError
from okrcli.goals.files import GOALS_FOLDER, SETTINGS_FILE
from okrcli.history import git
from okrcli.history.writing import refuse_unable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from okrcli.history.repository import Repository

_SECONDS = 600  # signing takes its time


class SealTag(NamedTuple):
    """A tag under `okr/`: its name, the commit that it names, and its message; `annotated` ones alone have one."""

    name: str
    cycle: str
    commit: str
    message: str
    signed: bool


def tag_name(repository: Repository, cycle: str) -> str:
    """The tag of a cycle; where a repository holds several workspaces, with the folder of this one."""
    return f"okr/{repository.prefix}{cycle}"


def seal_tags(repository: Repository) -> Iterator[SealTag]:
    """The seals of this workspace, by name."""
    start = f"refs/tags/{tag_name(repository, '')}"
    listing = repository.run("for-each-ref", "--format=%(objecttype) %(objectname) %(refname)", start.rstrip("/"))
    for line in listing.text.splitlines():
        kind, name, ref = line.split(" ", 2)
        cycle = ref.removeprefix(start)
        if ref.startswith(start) and "/" not in cycle:
            yield _read(repository, kind, name, ref, cycle)


def _read(repository: Repository, kind: str, name: str, ref: str, cycle: str) -> SealTag:
    commit = repository.run("rev-parse", "--verify", "--quiet", "--end-of-options", f"{ref}^{{commit}}").text
    raw = git.decode(repository.run("cat-file", "tag", name).out) if kind == "tag" else ""
    message = raw.partition("\n\n")[2]
    return SealTag(ref.removeprefix("refs/tags/"), cycle, commit, message, "\n-----BEGIN " in message)


def is_signature_good(repository: Repository, tag: str) -> bool:
    return repository.run("verify-tag", tag, seconds=_SECONDS).code == 0


def add_seal(repository: Repository, cycle: str, message: str) -> str:
    """Tag the commit that is checked out; the tag's name."""
    name = tag_name(repository, cycle)
    signed = ["--sign"] if _signs_commits(repository) else []
    how = ("--annotate", *signed, "--cleanup=verbatim", f"--message={message}")
    answer = repository.run("tag", *how, name, seconds=_SECONDS)
    if answer.code:
        raise OkrError(f"git refused, and nothing was changed: {git.words(answer.err)}")
    return name


def _signs_commits(repository: Repository) -> bool:
    """Whether the user signs commits; `tag.gpgSign` git sees to itself."""
    return repository.run("config", "--type=bool", "--get", "commit.gpgSign").text == "true"


def refuse_unsealable(repository: Repository, cycle: str) -> None:
    """Raise where a cycle cannot be sealed now: it is already, or what is there is not what git has."""
    if repository.head() is None:
        raise OkrError("there is no commit yet to seal", "commit the goals first")
    if any(tag.cycle == cycle for tag in seal_tags(repository)):
        raise OkrError(f"{cycle} is sealed already", "`okr verify` says whether it is as it was sealed")
    refuse_unable(repository)
    paths = (repository.in_top(SETTINGS_FILE), repository.in_top(f"{GOALS_FOLDER}/{cycle}"))
    if repository.run("status", "--porcelain", "-z", "--untracked-files=all", "--", *paths).out:
        raise OkrError(f"not everything of {cycle} is committed", "a seal is of a commit: commit first")
