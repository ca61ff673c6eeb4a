"""An editor's side of the language server protocol: real JSON-RPC with a real server over its stdin and stdout."""

from __future__ import annotations

import json
import queue
import subprocess
import threading
import time
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

PATIENCE = 20  # seconds: a busy machine is slow, a server that is dead says so at once
SYNC = {"dynamicRegistration": False}
CAPABILITIES = {
    "general": {"positionEncodings": ["utf-16"]},
    "textDocument": {
        "synchronization": {"didSave": True},
        "publishDiagnostics": {"versionSupport": True},
        "hover": {"contentFormat": ["markdown", "plaintext"]},
        "completion": {"completionItem": {"snippetSupport": False, "documentationFormat": ["markdown"]}},
        "codeAction": {"codeActionLiteralSupport": {"codeActionKind": {"valueSet": ["quickfix", "source.fixAll"]}}},
    },
    "workspace": {"workspaceFolders": True, "didChangeWatchedFiles": {"dynamicRegistration": True}},
}


class Client:
    """One session with a server, begun and ended as the protocol wants it."""

    def __init__(self, command: Sequence[str | Path], folder: Path, environment: dict[str, str] | None = None) -> None:
        pipe = subprocess.PIPE
        self.server = subprocess.Popen(command, cwd=folder, env=environment, stdin=pipe, stdout=pipe, stderr=pipe)
        self.folder = folder
        self.capabilities: dict[str, Any] = {}
        self.logged: list[str] = []
        self.registered: list[dict[str, Any]] = []
        self._published: dict[str, dict[str, Any]] = {}
        self._answers: queue.Queue[dict[str, Any]] = queue.Queue()
        self._heard = threading.Condition()
        self._last_id = 0
        self._versions: dict[str, int] = {}
        self._errors = b""
        self._threads = [threading.Thread(target=task, daemon=True) for task in (self._listen, self._drain)]
        for thread in self._threads:
            thread.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.server.kill()
        self.server.wait(PATIENCE)
        for stream in (self.server.stdin, self.server.stdout, self.server.stderr):
            assert stream
            stream.close()

    def start(self, *folders: Path, encodings: Sequence[str] = ("utf-16",), **options: Any) -> dict[str, Any]:
        """Introduce the editor with the folders it has open."""
        named = [{"uri": folder.as_uri(), "name": folder.name} for folder in folders]
        can = CAPABILITIES | {"general": {"positionEncodings": list(encodings)}}
        said = {"processId": None, "rootUri": named[0]["uri"] if named else None, "workspaceFolders": named}
        answer = self.ask("initialize", said | {"capabilities": can, "initializationOptions": options})
        self.capabilities = answer["capabilities"]
        self.tell("initialized", {})
        return answer  # type: ignore[no-any-return]

    def end(self) -> tuple[int, str]:
        """Say goodbye; the exit code and what stood on stderr."""
        self.ask("shutdown", None)
        self.tell("exit", None)
        code = self.server.wait(PATIENCE)
        for thread in self._threads:
            thread.join(PATIENCE)
        return code, self._errors.decode()

    def ask(self, method: str, params: Any) -> Any:
        """A request and its result."""
        answer = self.answer(method, params)
        assert "error" not in answer, answer
        return answer["result"]

    def answer(self, method: str, params: Any) -> dict[str, Any]:
        """A request and its whole answer, an error perhaps."""
        self._last_id += 1
        self._send({"id": self._last_id, "method": method, "params": params})
        while (answer := self._answers.get(timeout=PATIENCE))["id"] != self._last_id:
            assert answer["id"], f"the server has ended: {self._errors.decode()}"
        return answer

    def tell(self, method: str, params: Any) -> None:
        self._send({"method": method, "params": params})

    def open(self, path: str, text: str | None = None) -> str:
        """Open a file of the folder; its URI."""
        file = self.folder / path
        self._versions[file.as_uri()] = 1
        document = {"uri": file.as_uri(), "languageId": "yaml", "version": 1}
        content = file.read_text(encoding="utf-8") if text is None else text
        self.tell("textDocument/didOpen", {"textDocument": document | {"text": content}})
        return file.as_uri()

    def change(self, uri: str, text: str) -> None:
        """Type: the whole text anew."""
        self._versions[uri] += 1
        document = {"uri": uri, "version": self._versions[uri]}
        self.tell("textDocument/didChange", {"textDocument": document, "contentChanges": [{"text": text}]})

    def close(self, uri: str) -> None:
        del self._versions[uri]
        self.tell("textDocument/didClose", {"textDocument": {"uri": uri}})

    def at(self, uri: str, line: int, character: int) -> dict[str, Any]:
        """A place in a file as requests name it, counted from 0."""
        return {"textDocument": {"uri": uri}, "position": {"line": line, "character": character}}

    def diagnostics(self, uri: str, until: Callable[[list[Any]], object] = bool) -> list[dict[str, Any]]:
        """What was last published for a file, once that is as awaited."""
        end = time.monotonic() + PATIENCE
        with self._heard:
            while not until(found := list(self._published.get(uri, {}).get("diagnostics", []))):
                rest = end - time.monotonic()
                assert rest > 0, f"last published for {uri}: {found}"
                self._heard.wait(rest)
        return found

    def published(self, uri: str) -> list[dict[str, Any]] | None:
        """What was last published for a file; None if nothing ever was."""
        with self._heard:
            found = self._published.get(uri)
            return None if found is None else found["diagnostics"]

    def _send(self, message: dict[str, Any]) -> None:
        body = json.dumps({"jsonrpc": "2.0"} | message).encode()
        assert self.server.stdin
        self.server.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self.server.stdin.flush()

    def _listen(self) -> None:
        stream = self.server.stdout
        assert stream
        while header := stream.readline():
            length = int(header.partition(b":")[2])
            while stream.readline().strip():
                pass
            self._hear(json.loads(stream.read(length)))
        self._answers.put({"id": None})

    def _hear(self, message: dict[str, Any]) -> None:
        method = message.get("method")
        if method is None:
            self._answers.put(message)
        elif "id" in message:
            self.registered += message["params"].get("registrations", []) if message["params"] else []
            asked = message["params"].get("items", []) if method == "workspace/configuration" else None
            self._send({"id": message["id"], "result": None if asked is None else [{} for _ in asked]})
        elif method == "textDocument/publishDiagnostics":
            with self._heard:
                self._published[message["params"]["uri"]] = message["params"]
                self._heard.notify_all()
        elif method in {"window/logMessage", "window/showMessage"}:
            self.logged.append(message["params"]["message"])

    def _drain(self) -> None:
        assert self.server.stderr
        self._errors = self.server.stderr.read()
