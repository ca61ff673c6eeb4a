"""A company's workspace, and an editor that has it open."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from desk import FILES, OKR, Desk, commit_all
from language_client import Client

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    made = Desk(tmp_path / "desk")
    for path, text in FILES.items():
        made.write(path, text)
    commit_all(made)
    return made


@pytest.fixture
def started(desk: Desk) -> Iterator[Callable[..., Client]]:
    """Starts the language server in the desk's folder."""
    clients = []

    def start(*folders: Path, **how: Any) -> Client:
        client = Client([OKR, "lsp"], desk.folder, desk.environment())
        clients.append(client)
        client.start(*(folders or (desk.folder,)), **how)
        return client

    yield start
    for client in clients:
        with client:
            assert [said for said in client.logged if said.startswith("okr:")] == []


@pytest.fixture
def editor(started: Callable[..., Client]) -> Client:
    return started()
