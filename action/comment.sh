#!/usr/bin/env bash
# Says in one comment of the pull request which goals it changes, and keeps that comment up to date. Inputs come by the
# environment. Whatever happens here, the job passes or fails by `okr lint`.
set -euo pipefail

give_up() {
  echo "::notice title=okr::$1"
  exit 0
}

case "${INPUT_COMMENT:-auto}" in
auto | always) ;;
never) exit 0 ;;
*) give_up "the input comment is auto, always or never" ;;
esac

okr=$RUNNER_TEMP/okr/bin
[ -d "$okr" ] || okr=$RUNNER_TEMP/okr/Scripts
number=$("$okr/python" -I - "$GITHUB_EVENT_PATH" <<'PYTHON'
import json
import sys

with open(sys.argv[1], encoding="utf-8") as file:
    print((json.load(file).get("pull_request") or {}).get("number", ""))
PYTHON
)
[[ $number =~ ^[0-9]+$ ]] || exit 0 # no pull request

cd -- "${INPUT_WORKING_DIRECTORY:-.}"
text=$RUNNER_TEMP/okr-diff.md
rm -f "$text"
changed=0
"$okr/okr" diff --exit-code --format markdown -o "$text" || changed=$?
if [ ! -f "$text" ]; then give_up "okr diff could not compare: does actions/checkout have fetch-depth: 0?"; fi

MARKER=$(head -n 1 "$text")
export MARKER
comments=repos/$GITHUB_REPOSITORY/issues/$number/comments
ours='.[] | select(.user.type == "Bot" and (.body | startswith(env.MARKER))) | .id'

post() {
  local id
  id=$(gh api --paginate "$comments?per_page=100" --jq "$ours" | head -n 1) || return 1
  if [ -n "$id" ]; then
    gh api --silent --method PATCH "repos/$GITHUB_REPOSITORY/issues/comments/$id" -F "body=@$text"
  elif [ "$changed" != 0 ] || [ "${INPUT_COMMENT:-auto}" = always ]; then
    gh api --silent --method POST "$comments" -F "body=@$text"
  fi
}

if [ -z "${GH_TOKEN:-}" ] || ! post; then
  # A pull request from a fork has a token that only reads: the summary of the job shows it just as well.
  tail -n +2 "$text" >>"$GITHUB_STEP_SUMMARY"
  give_up "no comment could be written; the goal changes are in the summary of this job"
fi
