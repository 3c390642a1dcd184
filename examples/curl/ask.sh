#!/bin/sh
# Ask summitbot from a shell: sh ask.sh "a question" [http://127.0.0.1:7860/]
# The question goes through a JSON writer, so that no sign in it can break the request.
set -eu
question=${1:-"Where was the second summit held?"}
home=${2:-http://127.0.0.1:7860/}
printf '%s' "$question" |
  python3 -c 'import json, sys; print(json.dumps({"question": sys.stdin.read()}))' |
  curl --fail-with-body --silent --show-error --max-time 30 \
    --header 'Content-Type: application/json' --data-binary @- "${home}api/v1/ask"
