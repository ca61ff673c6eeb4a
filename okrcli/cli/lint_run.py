"""One run of `okr lint`: what is read, narrowed, mended, shown and written."""

from __future__ import annotations

import os
from functools import cached_property
from typing import TYPE_CHECKING

from okrcli.cli.lint_options import Asking, report_option
from okrcli.cli.linting import shown
from okrcli.errors import OkrError
from okrcli.goals.files import find_root, git_folder, read_file, read_over, show_path
from okrcli.render import table
from okrcli.render.marks import count

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path

    from okrcli.cli.lint_options import BaselineOptions
    from okrcli.cli.session import Session
    from okrcli.goals.files import Content
    from okrcli.goals.source import Source
    from okrcli.goals.workspace import Workspace
    from okrcli.history.audit import History
    from okrcli.history.repository import Repository
    from okrcli.lint.baseline import Entry
    from okrcli.lint.fixing import Fixed
    from okrcli.lint.memory import Memory
    from okrcli.lint.run import LintResult
    from okrcli.lint.selection import Asked
    from okrcli.render.findings import Shown

    Line = Callable[[str, int], str]
    Narrowing = Callable[[LintResult, Line, Callable[[], Workspace]], LintResult]

_BOM = b"\xef\xbb\xbf"


class Linting:
    """The files of a workspace and what lint finds in them."""

    def __init__(
        self, session: Session, root: Path, asked: Asked, typed: Mapping[Path, Content], history: Asking
    ) -> None:
        self.session, self.root, self.asked, self.typed = session, root, asked, typed
        self._asking = history
        self.day = session.today
        self.inside: tuple[str, ...] = ()
        self._narrowings: list[Narrowing] = []
        self.whole: LintResult
        self.result: LintResult
        self._strict, self.mended = False, 0

    @classmethod
    def start(
        cls,
        session: Session,
        folder: Path,
        asked: Asked,
        typed: Mapping[Path, Content],
        *,
        at: str | None = None,
        writes: bool = False,
        recall: bool,
        history: Asking,
    ) -> Linting:
        """Lint the workspace around a folder, as it is, was then or is typed now; or recall what was found."""
        if at is not None and (typed or writes or history is Asking.MUST):
            raise OkrError("--at shows what was: nothing else can be done there", "leave one of the two out")
        linting = cls(session, find_root(folder), asked, typed, history if at is None else Asking.NOT)
        if at is not None:
            linting.root, linting.files, linting.day = session.files_at(at)
        memory = linting.memory() if recall and not (typed or writes or history is not Asking.NOT or at) else None
        recalled = memory.recall() if memory else None
        linting.whole = recalled or linting.lint_anew(memory)
        linting.result = linting.whole
        if len(linting.whole.read) <= 1 and not linting.whole.diagnostics:
            raise OkrError("there is no goals file in okrs/", "`okr draft` or `okr import` writes one")
        return linting

    def memory(self) -> Memory | None:
        """Where earlier results are kept; None without git."""
        from okrcli.lint.memory import Memory

        folder = git_folder(self.root)
        day, user = self.session.today.isoformat(), str(getattr(os, "geteuid", int)())
        return Memory(folder, self.root, (day, user, repr(self.asked))) if folder else None

    def lint_anew(self, memory: Memory | None) -> LintResult:
        """Read and lint everything, and note what was found."""
        whole = self._lint(self.workspace)
        if memory:
            memory.keep(self.files, whole)
        return whole

    @cached_property
    def files(self) -> dict[str, Content]:
        """Every file of the workspace."""
        return read_over(self.root, self.typed)

    @cached_property
    def workspace(self) -> Workspace:
        """What the files say; read when something asks for more than what was found."""
        from okrcli.goals.workspace import load

        return load(self.files.items())

    @cached_property
    def repository(self) -> Repository:
        """The repository around the workspace; OkrError where there is none."""
        from okrcli.history.repository import Repository

        return Repository.open(self.root)

    def _lint(self, workspace: Workspace) -> LintResult:
        from okrcli.lint.rule import Context
        from okrcli.lint.run import all_rules, run

        return run(workspace, all_rules(), Context(self.day, history=self._history(workspace)), self.asked)

    def _history(self, workspace: Workspace) -> History | None:
        """What git shows of these files, if it was asked."""
        if self._asking is Asking.NOT:
            return None
        from okrcli.history.audit import read_history

        try:
            return read_history(self.repository, workspace, self.day)
        except OkrError as error:
            if self._asking is Asking.MUST:
                raise
            said = "; ".join(filter(None, (error.message, error.hint)))
        self._asking = Asking.NOT
        self.session.note(f"note: what changed in silence is not known: {said}")
        return None

    def _again(self, texts: Mapping[str, str]) -> tuple[Workspace, LintResult]:
        from okrcli.goals.workspace import load

        workspace = load((self.files | dict(texts)).items())
        return workspace, self._narrowed(self._lint(workspace), _line_of(workspace.sources), lambda: workspace)

    def line(self, path: str, number: int) -> str:
        """A line of a file, empty where there is none."""
        if path not in self._sources:
            from okrcli.goals.source import Source

            content = self.files.get(path) if "files" in self.__dict__ else read_file(self.root, path)
            self._sources[path] = Source(content) if isinstance(content, bytes) else None
        source = self._sources[path]
        return source.line(number) if source else ""

    @cached_property
    def _sources(self) -> dict[str, Source | None]:
        return dict(self.workspace.sources) if "workspace" in self.__dict__ else {}

    def _narrowed(self, result: LintResult, line: Line, workspace: Callable[[], Workspace]) -> LintResult:
        for narrowing in self._narrowings:
            result = narrowing(result, line, workspace)
        return result.limited_to(self.inside) if self.inside else result

    def narrow(self, inside: tuple[str, ...], base: str | None, baseline: BaselineOptions) -> None:
        """Leave out what stands elsewhere, and what was there before: at a revision, or in the baseline."""
        self.inside = inside
        if base is not None:
            self._narrowings.append(self._since(base))
        self._baseline(baseline)
        self._strict = baseline.strict
        self.result = self._narrowed(self.whole, self.line, lambda: self.workspace)

    def _since(self, base: str) -> Narrowing:
        from okrcli.goals.workspace import load
        from okrcli.lint.changed import brought

        before = load(self.repository.files_at(self.repository.fork_point(base, "HEAD")).items())
        was = self._lint(before)
        return lambda now, _, workspace: brought(before, workspace(), was, now)

    def _baseline(self, options: BaselineOptions) -> None:
        named = self.whole.wishes.baseline
        if not (options.path or named or options.write):
            return
        from okrcli.lint.baseline import DEFAULT, without_old

        path = options.path or self.root / (named or DEFAULT)
        old = self._read_baseline(path, may_be_new=options.write)
        if options.write:
            old = self._write_baseline(path, old, accept_new=options.accept_new or not path.exists())
        self._narrowings.append(lambda result, line, _: without_old(result, old, line))

    def _read_baseline(self, path: Path, *, may_be_new: bool) -> tuple[Entry, ...]:
        from okrcli.lint.baseline import read

        try:
            return read(path.read_text(encoding="utf-8"), str(path))
        except FileNotFoundError:
            if may_be_new:
                return ()
            raise OkrError(
                f"there is no baseline {show_path(str(path))}", "`okr lint --write-baseline` writes it"
            ) from None
        except UnicodeDecodeError:
            raise OkrError(f"{show_path(str(path))} is no baseline of okr", "write it anew") from None

    def _write_baseline(self, path: Path, old: tuple[Entry, ...], *, accept_new: bool) -> tuple[Entry, ...]:
        """The entries that are still found; new ones only where they are accepted."""
        from okrcli.history.writing import write
        from okrcli.lint.baseline import entries
        from okrcli.lint.baseline import write as as_text

        found = entries(self.whole.diagnostics, self.line)
        before = {entry.fingerprint for entry in old}
        kept = tuple(entry for entry in found if accept_new or entry.fingerprint in before)
        write(path, as_text(kept))
        left = len(found) - len(kept)
        more = f"; {left} new are not in it: mend them, or add --accept-new" if left else ""
        self.session.note(f"wrote {count(len(kept), 'finding')} to {path.name}{more}")
        return kept

    def fix(self, *, unsafe: bool) -> None:
        """Mend what can be mended, in the files."""
        fixed = self._fixed(unsafe=unsafe)
        for path, (_, text) in fixed.texts.items():
            self._replace(path, text)
        self.mended, self._sources, self.result = fixed.mended, dict(fixed.workspace.sources), fixed.result

    def _fixed(self, *, unsafe: bool) -> Fixed:
        from okrcli.lint.fixing import fix

        return fix(self.workspace, self.result, self._again, unsafe=unsafe)

    def _replace(self, path: str, text: str) -> None:
        """Write a file anew, if it still is what was read: byte order mark and line ends stay."""
        from okrcli.history.writing import write

        old = self.files[path]
        now = (self.root / path).read_bytes()
        if now != old:
            raise OkrError(f"{show_path(path)} has changed meanwhile", "run it again")
        write(self.root / path, ("\ufeff" if now.startswith(_BOM) else "") + text)

    def show_diff(self, *, unsafe: bool) -> int:
        """What `--fix` would change; 1 if anything."""
        texts = self._fixed(unsafe=unsafe).texts
        self.session.show(table.FIXES, "text", texts, self._shown())
        return int(bool(texts))

    def add_ignores(self, reason: str) -> int:
        """Silence what is found; 1 if something cannot be."""
        from okrcli.lint.ignoring import ignore
        from okrcli.lint.run import all_rules

        said = " ".join(reason.split())
        if not said or "#" in said:
            raise OkrError("--add-ignore needs a reason in words, without `#`", "say why this is right here")
        texts, left = ignore(self.workspace, self.result.diagnostics, said, all_rules())
        for path, text in texts.items():
            self._replace(path, text)
        silenced = len(self.result.diagnostics) - len(left)
        self.session.note(f"silenced {count(silenced, 'finding')} in {count(len(texts), 'file')}")
        self.result = self.result._replace(diagnostics=tuple(left))
        if left:
            self.session.show(table.LINT, "concise", self.result, self._shown())
        return int(bool(left))

    def _shown(self, *, suppressed: bool = False) -> Shown:
        return shown(self.session, self.root, self.line, suppressed=suppressed)._replace(mended=self.mended)

    def show(self, form: str, reports: Iterable[str], *, suppressed: bool) -> None:
        """Print the result, and write it to the files that were asked for."""
        wanted = [report_option(text) for text in reports]
        how = self._shown(suppressed=suppressed)
        for name, path in wanted:
            rendered = table.renderer(table.LINT, name)(self.result, how._replace(colour=False, links=False))
            text = rendered if isinstance(rendered, str) else "".join(rendered)
            self._write_report(path, text if text.endswith("\n") else f"{text}\n")
        self.session.show(table.LINT | table.STATISTICS, form, self.result, how)

    def _write_report(self, path: str, text: str) -> None:
        try:
            with (self.session.folder / path).open(
                "w", encoding="utf-8", errors="backslashreplace", newline="\n"
            ) as file:
                file.write(text)
        except OSError as error:
            raise OkrError(f"cannot write {show_path(path)}: {error.strerror or 'unknown error'}") from None

    def exit_code(self, fail_on: str | None) -> int:
        """1 if anything at or above the level is found, in whatever format it was shown."""
        level = fail_on or self.whole.wishes.fail_on
        return int(self.result.fails(level) or (self._strict and bool(self.result.gone)))


def _line_of(sources: Mapping[str, Source | None]) -> Line:
    def line(path: str, number: int) -> str:
        source = sources.get(path)
        return source.line(number) if source else ""

    return line
