"""What a page weighs: the bytes that a real Chromium takes over the wire, at the first visit and at the second.

python benchmarks/weight.py http://127.0.0.1:7860/
"""

from __future__ import annotations

import argparse
import shutil
import sys

from playwright.sync_api import sync_playwright


def main() -> None:
    """Open the address twice in one profile and print a line for each visit."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("address")
    options = parser.parse_args()
    with sync_playwright() as playwright:
        program = shutil.which("chromium") or shutil.which("chromium-browser")
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        context = browser.new_context()
        for visit in ("first", "second"):
            page = context.new_page()
            sizes: list[float] = []
            line = context.new_cdp_session(page)
            line.send("Network.enable")
            line.on(
                "Network.loadingFinished", lambda event, sizes=sizes: sizes.append(event["encodedDataLength"])
            )
            page.goto(options.address, wait_until="networkidle")
            sys.stdout.write(f"{visit} visit: {len(sizes)} requests, {sum(sizes) / 1000:.0f} kB\n")
            page.close()
        browser.close()


if __name__ == "__main__":
    main()
