#!/usr/bin/env bash
# Installs okr into a folder of the runner that lasts as long as the job. Inputs come by the environment.
set -euo pipefail

fail() {
  echo "::error title=okr::$1"
  exit 2
}

python=$(command -v python3 || command -v python) || fail "there is no Python: set the input python-version"
what=$GITHUB_ACTION_PATH
if [ -n "${INPUT_VERSION:-}" ]; then
  [[ $INPUT_VERSION =~ ^[0-9]+(\.[0-9A-Za-z]+)*$ ]] || fail "the input version is a version like 1.2.0"
  what=okrcli==$INPUT_VERSION
fi

# -I, and not in the checkout: `python -m` imports what it finds in the current folder, and a pull request fills that.
cd "$RUNNER_TEMP"
"$python" -I -c 'import sys; sys.exit(sys.version_info < (3, 11))' || fail "okr needs Python 3.11 or later: set the input python-version"
"$python" -I -m venv okr
folder=bin
[ -d okr/bin ] || folder=Scripts
"okr/$folder/python" -I -m pip install --quiet --disable-pip-version-check "$what"
"okr/$folder/okr" --version
