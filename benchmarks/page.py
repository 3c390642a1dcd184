"""How fast the chat page is for a reader: usable after opening it, and the first sentence after asking.

    python benchmarks/page.py

Serves the sources on a free port and drives a real Chromium (extra `browser`). Each opening has a fresh profile; the
time of a question runs from the key Enter to the first sentence on the page, Gradio's way there and back included.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
import threading
import time
from pathlib import Path
from statistics import median
from typing import Any

import uvicorn
from playwright.sync_api import sync_playwright

from summitbot import Bot, Settings
from summitbot.surfaces.api import create_app
from summitbot.surfaces.api.serve import listen

ROOT = Path(__file__).parents[1]
SENTENCES = "#talk .exchange:last-of-type .statement, #talk .exchange:last-of-type .refusal"
FIRST = """([count, selector]) => new Promise((done) => {
  const begun = performance.now();
  const look = () => document.querySelectorAll("#talk .exchange").length > count && document.querySelector(selector)
    ? done(performance.now() - begun) : requestAnimationFrame(look);
  look();
})"""


def openings(browser: Any, home: str, rounds: int) -> list[float]:
    """Milliseconds until the box takes a question, each time in a fresh profile."""
    times = []
    for _ in range(rounds):
        page = browser.new_context().new_page()
        begun = time.perf_counter()
        page.goto(home)
        page.get_by_role("heading", level=1).wait_for()
        page.locator("#box textarea").fill("?")
        times.append(1e3 * (time.perf_counter() - begun))
        page.context.close()
    return times


def first_sentences(browser: Any, home: str, questions: tuple[str, ...]) -> list[float]:
    """Milliseconds from Enter to the first sentence, for each question in a conversation of its own."""
    times = []
    for question in questions:
        page = browser.new_context().new_page()
        page.goto(home, wait_until="networkidle")
        page.locator("#box textarea").fill(question)
        page.evaluate(f"void (window.first = ({FIRST})([0, {SENTENCES!r}]))")
        page.locator("#box textarea").press("Enter")
        times.append(page.evaluate("window.first"))
        page.context.close()
    return times


def report(sources: Path, rounds: int) -> str:
    """Serve, open, ask, and give the table."""
    with tempfile.TemporaryDirectory() as scratch, listen("127.0.0.1", 0) as listener:
        bot = Bot.open(Settings(sources=sources, index=Path(scratch, "index"), data=Path(scratch, "data")))
        server = uvicorn.Server(uvicorn.Config(create_app(bot), log_level="warning"))
        threading.Thread(target=server.run, args=([listener],), daemon=True).start()
        home = f"http://127.0.0.1:{listener.getsockname()[1]}/"
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=shutil.which("chromium"), args=["--no-sandbox"]
            )
            openings(browser, home, 1)  # the first is not counted
            opened = openings(browser, home, rounds)
            said = first_sentences(browser, home, bot.corpus.coverage.starters)
            browser.close()
        server.should_exit = True
    return (
        "| the chat page, in a browser on the same machine | measured | target |\n|---|---|---|\n"
        f"| usable after opening, median of {len(opened)} | {median(opened):.0f} ms | ≤ 2,500 ms |\n"
        f"| first sentence after Enter, median of {len(said)} | {median(said):.0f} ms | ≤ 300 ms |\n"
        f"| first sentence after Enter, slowest | {max(said):.0f} ms | – |\n"
    )


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sources", type=Path, default=ROOT / "sources")
    parser.add_argument("--rounds", type=int, default=5)
    args = parser.parse_args()
    sys.stdout.write(report(args.sources, args.rounds))


if __name__ == "__main__":
    main()
