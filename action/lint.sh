#!/usr/bin/env bash
# Runs `okr lint` with the inputs of the action, which come by the environment and are never read as code.
set -euo pipefail

fail() {
  echo "::error title=okr::$1"
  exit 2
}

flag() {
  case "${!1:-}" in
  true) return 0 ;;
  false | "") return 1 ;;
  *) fail "the input ${1#INPUT_} is true or false" ;;
  esac
}

okr=$RUNNER_TEMP/okr/bin
[ -d "$okr" ] || okr=$RUNNER_TEMP/okr/Scripts
found=$RUNNER_TEMP/okr-lint.json
summary=$RUNNER_TEMP/okr-lint.md
sarif=$RUNNER_TEMP/okr-lint.sarif
rm -f "$found" "$summary" "$sarif"

arguments=(--report "json=$found" --report "markdown=$summary")
if flag INPUT_ANNOTATIONS; then arguments+=(--format github); fi
if flag INPUT_SARIF; then arguments+=(--report "sarif=$sarif"); fi
if [ -n "${INPUT_FAIL_ON:-}" ]; then arguments+=("--fail-on=$INPUT_FAIL_ON"); fi
base=${INPUT_BASE:-}
if [ "$base" = auto ]; then base=${GITHUB_BASE_REF:+origin/$GITHUB_BASE_REF}; fi
if [ -n "$base" ]; then arguments+=("--base=$base"); fi
read -r -d '' -a more <<<"${INPUT_ARGS:-}" || true
arguments+=(${more[@]+"${more[@]}"} --)
while IFS= read -r path; do
  path=${path%$'\r'}
  if [ -n "$path" ]; then arguments+=("$path"); fi
done <<<"${INPUT_PATHS:-}"

cd -- "${INPUT_WORKING_DIRECTORY:-.}" || fail "there is no such working-directory"
code=0
"$okr/okr" lint "${arguments[@]}" || code=$?

if [ -f "$found" ]; then
  "$okr/python" -I - "$found" >>"$GITHUB_OUTPUT" <<'PYTHON'
import json
import sys

with open(sys.argv[1], encoding="utf-8") as file:
    data = json.load(file)
print(f"findings={sum(data['summary'][level] for level in ('error', 'warning', 'info'))}")
print(f"errors={int(data['summary']['error'])}")
print(f"warnings={int(data['summary']['warning'])}")
PYTHON
fi
if [ -f "$sarif" ]; then echo "sarif-file=$sarif" >>"$GITHUB_OUTPUT"; fi
if flag INPUT_SUMMARY && [ -f "$summary" ]; then cat "$summary" >>"$GITHUB_STEP_SUMMARY"; fi
exit "$code"
