"""Ask summitbot from a program: the answer, then each citation with its address.

python ask.py "Where was the second summit held?" [http://127.0.0.1:7860/]
"""

from __future__ import annotations

import json
import sys
from urllib.parse import quote, urljoin
from urllib.request import Request, urlopen


def ask(question: str, home: str) -> dict:
    """The answer as JSON. Raises `OSError` where the bot can't be reached or refuses."""
    body = json.dumps({"question": question}).encode()
    request = Request(urljoin(home, "api/v1/ask"), body, {"Content-Type": "application/json"})
    with urlopen(request, timeout=30) as reply:
        return json.load(reply)


def main() -> None:
    """Ask the question of the command line and print what came back."""
    question = sys.argv[1] if len(sys.argv) > 1 else "Where was the second summit held?"
    home = sys.argv[2] if len(sys.argv) > 2 else "http://127.0.0.1:7860/"
    answer = ask(question, home)
    print(answer["text"])
    for citation in answer["citations"]:
        place = f"sources/{quote(citation['source_id'])}?start={citation['start']}&end={citation['end']}"
        print(f"[{citation['number']}] {citation['title']}: {urljoin(home, place)}")


if __name__ == "__main__":
    main()
