"""action.yml without GitHub: its steps run in bash with the environment that a runner gives them."""

from __future__ import annotations

import json
import os
import re
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
import yaml
from desk import FILES, TODAY, Desk, commit_all

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ACTION = yaml.safe_load((Path(__file__).parents[2] / "action.yml").read_text(encoding="utf-8"))
STEPS = ACTION["runs"]["steps"]
GOALS = "okrs/2026-Q3/platform.yaml"
WRONG = FILES[GOALS].replace("target: 20", "target: 120")
INPUT = re.compile(r"\$\{\{ inputs\.([a-z-]+) \}\}")
HOSTILE = [
    '"; touch pwned #',
    "$(touch pwned)",
    "`touch pwned`",
    "'; touch pwned; '",
    "--help\n$(touch pwned)",
    "| touch pwned",
]
MODULES = ("json", "venv", "pip", "yaml", "typer", "okrcli", "sitecustomize", "ensurepip")
INSTALLED: dict[str, str] = {"args": "", "version": ""}


class Job(NamedTuple):
    """What a run of the action's own steps left."""

    code: int
    log: str
    outputs: dict[str, str]
    summary: str


@pytest.fixture(scope="module")
def runner(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a runner for what lasts as long as a job."""
    return tmp_path_factory.mktemp("runner")


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """A checkout of a pull request, which brings modules named like those that Python imports."""
    made = Desk(tmp_path_factory.mktemp("work") / "goals")
    for path, text in FILES.items():
        made.write(path, text)
    for name in MODULES:
        made.write(f"{name}.py", f"open('pwned', 'w')\nopen({str(made.folder / 'pwned')!r}, 'w')\n")
    commit_all(made)
    return made


@pytest.fixture(scope="module")
def act(published: Path, runner: Path, workspace: Desk) -> Callable[..., Job]:
    """Runs the steps that are the action's own; installing is done once."""

    def run(*names: str, today: str = TODAY, **inputs: str) -> Job:
        files = {"GITHUB_OUTPUT": runner / "output", "GITHUB_STEP_SUMMARY": runner / "summary"}
        for file in files.values():
            file.write_text("", encoding="utf-8")
        given = {name: value["default"] for name, value in ACTION["inputs"].items()} | {
            name.replace("_", "-"): value for name, value in inputs.items() if not name.isupper()
        }
        code, log = 0, ""
        for step in STEPS:
            if "run" in step and step.get("id", "install") in names and code == 0:
                passed = {name: given[named(value)] for name, value in step["env"].items()}
                shell = ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", "-c", step["run"]]
                where = {name: value for name, value in os.environ.items() if name.startswith(("PATH", "PIP_", "SSL_"))}
                where |= {name: str(file) for name, file in files.items()} | {"OKR_TODAY": today, "LC_ALL": "C.UTF-8"}
                where |= {name: value for name, value in inputs.items() if name.isupper()}
                where |= {"GITHUB_ACTION_PATH": str(published), "RUNNER_TEMP": str(runner)} | passed
                where |= {"GIT_CONFIG_GLOBAL": os.devnull, "HOME": str(runner)}
                done = subprocess.run(
                    shell, cwd=workspace.folder, env=where, capture_output=True, text=True, check=False
                )
                code, log = done.returncode, log + done.stdout + done.stderr
        said = files["GITHUB_OUTPUT"].read_text(encoding="utf-8").splitlines()
        return Job(
            code,
            log,
            dict(line.split("=", 1) for line in said),
            files["GITHUB_STEP_SUMMARY"].read_text(encoding="utf-8"),
        )

    installed = run("install")
    assert installed.code == 0, installed.log
    assert installed.log.startswith("okr "), installed.log
    return run


def named(value: str) -> str:
    """The input that an expression is, and nothing else."""
    match = INPUT.fullmatch(value)
    assert match, value
    return match[1]


@pytest.fixture
def wrong(workspace: Desk) -> Any:
    workspace.write(GOALS, WRONG)
    yield workspace
    workspace.write(GOALS, FILES[GOALS])


def test_a_clean_workspace_passes(act: Callable[..., Job]) -> None:
    job = act("lint")
    assert (job.code, job.outputs) == (0, {"findings": "0", "errors": "0", "warnings": "0"})
    assert "no problems" in job.log
    assert "no problems" in job.summary.lower()


@pytest.mark.usefixtures("wrong")
def test_findings_are_annotated_counted_and_summed_up(act: Callable[..., Job]) -> None:
    job = act("lint")
    assert (job.code, job.outputs) == (1, {"findings": "1", "errors": "1", "warnings": "0"})
    commands = [line for line in job.log.splitlines() if line.startswith("::")]
    assert len(commands) == 1
    assert commands[0].startswith(f"::error file={GOALS},line=14,endLine=14,col=17,endColumn=20,title=okr OKR103 ")
    assert "OKR103" in job.summary
    assert GOALS in job.summary


@pytest.mark.usefixtures("wrong")
def test_what_is_not_wanted_is_left_out(act: Callable[..., Job]) -> None:
    job = act("lint", annotations="false", summary="false", fail_on="never")
    assert (job.code, job.summary, job.outputs["errors"]) == (0, "", "1")
    assert "::" not in job.log
    assert f"--> {GOALS}:14:17" in job.log


@pytest.mark.usefixtures("wrong")
def test_a_sarif_file_is_written_where_the_output_says(act: Callable[..., Job]) -> None:
    job = act("lint", sarif="true")
    assert job.code == 1
    report = json.loads(Path(job.outputs["sarif-file"]).read_text(encoding="utf-8"))
    assert [result["ruleId"] for result in report["runs"][0]["results"]] == ["OKR103"]


@pytest.mark.usefixtures("wrong")
def test_arguments_paths_and_folder_reach_lint(act: Callable[..., Job]) -> None:
    assert act("lint", args="--ignore OKR103  --severity missing-owner=info").code == 0
    assert act("lint", args="--ignore\nOKR103").code == 0
    assert act("lint", paths="okrs/2026-Q3/payments.yaml\n").code == 0
    assert act("lint", paths=f"okrs/2026-Q3/payments.yaml\r\n{GOALS}\r\n").code == 1
    assert act("lint", working_directory="okrs/2026-Q3", paths="platform.yaml").code == 1
    assert act("lint", working_directory="okrs/2026-Q3", paths="payments.yaml").code == 0


def test_only_what_a_pull_request_changes_is_reported(act: Callable[..., Job], wrong: Desk) -> None:
    wrong.git("commit", "--all", "--quiet", "--message", "a mistake from before")
    wrong.git("update-ref", "refs/remotes/origin/trunk", "HEAD")
    try:
        assert act("lint").code == 1
        assert act("lint", base="auto").code == 1
        assert act("lint", base="auto", GITHUB_BASE_REF="trunk").code == 0
        assert act("lint", base="HEAD").code == 0
        missing = act("lint", base="auto", GITHUB_BASE_REF="no-such-branch")
        assert (missing.code, missing.outputs) == (2, {})
    finally:
        wrong.git("reset", "--quiet", "--hard", "HEAD~1")


@pytest.mark.parametrize("name", [name for name in ACTION["inputs"] if name != "python-version"])
@pytest.mark.parametrize("text", HOSTILE)
def test_no_input_is_ever_read_as_code(
    act: Callable[..., Job], workspace: Desk, runner: Path, name: str, text: str
) -> None:
    step = "install" if name == "version" else "lint"
    job = act(step, **{name.replace("-", "_"): text})
    assert job.code in {0, 2}, job.log
    assert "Traceback" not in job.log
    assert not list(workspace.folder.rglob("pwned"))
    assert not list(runner.glob("pwned"))


@pytest.mark.parametrize("ref", HOSTILE)
def test_a_branch_may_have_any_name(act: Callable[..., Job], workspace: Desk, ref: str) -> None:
    assert act("lint", base="auto", GITHUB_BASE_REF=ref).code == 2
    assert not list(workspace.folder.rglob("pwned"))


def test_modules_of_the_pull_request_are_not_imported(act: Callable[..., Job], workspace: Desk) -> None:
    assert act("install", "lint").code == 0
    assert not list(workspace.folder.rglob("pwned"))


def test_what_cannot_be_done_is_said_and_has_no_outputs(act: Callable[..., Job]) -> None:
    job = act("lint", working_directory="nowhere")
    assert (job.code, job.outputs, job.summary) == (2, {}, "")
    assert "::error title=okr::there is no such working-directory\n" in job.log
    job = act("lint", summary="yes")
    assert "::error title=okr::the input SUMMARY is true or false\n" in job.log
    assert act("lint", args="--no-such-option").code == 2


def test_every_step_that_runs_is_a_script_with_inputs_in_its_environment() -> None:
    for step in STEPS:
        assert "${{" not in step.get("run", "")
        assert step["shell"] == "bash" if "run" in step else re.fullmatch(r"[\w/-]+@[0-9a-f]{40}", step["uses"])
    used = {named(value) for step in STEPS for value in step.get("env", {}).values()}
    assert used | {"python-version"} == set(ACTION["inputs"])


GH = """\
#!/usr/bin/env python3
# What the step asks of GitHub, kept in a folder: comments as JSON, and whether the token may write.
import json, os, pathlib, sys

store = pathlib.Path(os.environ["GH_STORE"])
assert sys.argv[1] == "api"
arguments = sys.argv[2:]
method = arguments[arguments.index("--method") + 1] if "--method" in arguments else "GET"
path = next(each for each in arguments if each.startswith("repos/"))
assert path.startswith("repos/acme/goals/issues/"), path
comments = json.loads(store.read_text())
if method == "GET":
    assert path == "repos/acme/goals/issues/7/comments?per_page=100", path
    assert "env.MARKER" in arguments[arguments.index("--jq") + 1]
    marker = os.environ["MARKER"]
    print("".join(f"{number}\\n" for number, body in enumerate(comments) if body.startswith(marker)), end="")
elif (store.parent / "read-only").exists():
    sys.exit("gh: Resource not accessible by integration (HTTP 403)")
else:
    body = pathlib.Path(next(each for each in arguments if each.startswith("body=@"))[6:]).read_text()
    if method == "POST":
        comments.append(body)
    else:
        comments[int(path.rpartition("/")[2])] = body
    store.write_text(json.dumps(comments))
"""


class GitHub(NamedTuple):
    """The comments of a pull request, and how a job is told of it."""

    store: Path
    environment: dict[str, str]

    @property
    def comments(self) -> list[str]:
        found: list[str] = json.loads(self.store.read_text(encoding="utf-8"))
        return found


@pytest.fixture
def github(tmp_path: Path, workspace: Desk) -> Iterator[GitHub]:
    """A pull request from a branch of the workspace, with one comment by somebody else."""
    gh = tmp_path / "bin" / "gh"
    gh.parent.mkdir()
    gh.write_text(GH, encoding="utf-8")
    gh.chmod(0o755)
    store, event = tmp_path / "comments.json", tmp_path / "event.json"
    store.write_text('["A question"]', encoding="utf-8")
    event.write_text('{"pull_request": {"number": 7}}', encoding="utf-8")
    workspace.git("checkout", "--quiet", "-B", "change")
    environment = {
        "PATH": f"{gh.parent}{os.pathsep}{os.environ['PATH']}",
        "GH_STORE": str(store),
        "GITHUB_EVENT_PATH": str(event),
        "GITHUB_REPOSITORY": "acme/goals",
    }
    yield GitHub(store, environment)
    workspace.git("checkout", "--quiet", "--force", "main")


def test_one_comment_says_which_goals_change_and_is_kept_up_to_date(
    act: Callable[..., Job], github: GitHub, workspace: Desk
) -> None:
    assert act("comment", **github.environment).code == 0
    assert len(github.comments) == 1
    workspace.write(GOALS, FILES[GOALS].replace("target: 20", "target: 60"))
    assert act("comment", **github.environment).code == 0
    assert len(github.comments) == 2
    assert "weaker" in github.comments[1]
    assert github.comments[1].startswith("<!-- okr-diff ")
    workspace.write(GOALS, FILES[GOALS])
    job = act("comment", **github.environment)
    assert job.code == 0, job.log
    assert len(github.comments) == 2
    assert "weaker" not in github.comments[1]
    assert github.comments[0] == "A question"


def test_a_fork_finds_the_changes_in_the_summary(act: Callable[..., Job], github: GitHub, workspace: Desk) -> None:
    (github.store.parent / "read-only").touch()
    workspace.write(GOALS, FILES[GOALS].replace("target: 20", "target: 60"))
    job = act("comment", **github.environment)
    assert (job.code, len(github.comments)) == (0, 1)
    assert "weaker" in job.summary
    assert "::notice title=okr::no comment could be written" in job.log


@pytest.mark.parametrize("comment", ["never", "$(touch pwned)"])
def test_no_comment_where_none_is_wanted(
    act: Callable[..., Job], github: GitHub, workspace: Desk, comment: str
) -> None:
    workspace.write(GOALS, FILES[GOALS].replace("target: 20", "target: 60"))
    assert act("comment", comment=comment, **github.environment).code == 0
    assert len(github.comments) == 1
    assert not (workspace.folder / "pwned").exists()


def test_where_nothing_can_be_compared_the_job_goes_on(
    act: Callable[..., Job], github: GitHub, workspace: Desk
) -> None:
    workspace.git("branch", "--move", "main", "elsewhere")
    job = act("comment", **github.environment)
    workspace.git("branch", "--move", "elsewhere", "main")
    assert (job.code, len(github.comments)) == (0, 1)
    assert "::notice title=okr::okr diff could not compare" in job.log
