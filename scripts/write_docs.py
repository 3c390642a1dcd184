"""Write the generated pages of docs/: the commands (typer's own generator) and the settings.

python scripts/write_docs.py            write them
python scripts/write_docs.py --check    fail when one is stale
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from summitbot.settings import Settings

ROOT = Path(__file__).parents[1]
COMMANDS = [
    "typer",
    "summitbot.surfaces.cli.main",
    "utils",
    "docs",
    "--name",
    "summitbot",
    "--title",
    "Commands",
]


def pages() -> dict[Path, str]:
    """Every generated page with its text."""
    return {ROOT / "docs" / "commands.md": commands(), ROOT / "docs" / "settings.md": settings()}


def commands() -> str:
    """The command reference, from the commands themselves."""
    program = Path(sys.executable).with_name(COMMANDS[0])
    done = subprocess.run([str(program), *COMMANDS[1:]], capture_output=True, text=True, check=True)
    return done.stdout.rstrip() + "\n"


def settings() -> str:
    """The settings reference, from the settings themselves."""
    lines = [
        "# Settings",
        "",
        "Each is an environment variable (or a line of a `.env` file in the working folder).",
        "Flags of the commands override them.",
        "",
        "| variable | default | what it does |",
        "|---|---|---|",
    ]
    for name, field in Settings.model_fields.items():
        default = "–" if field.default is None else f"`{field.default}`"
        lines.append(f"| `SUMMITBOT_{name.upper()}` | {default} | {field.description} |")
    return "\n".join(lines) + "\n"


def main() -> None:
    """Write or check the pages."""
    stale = [path for path, text in pages().items() if not path.exists() or path.read_text("utf-8") != text]
    if "--check" in sys.argv:
        if stale:
            sys.exit(f"Stale: {', '.join(p.name for p in stale)}. Run `make docs`.")
        return
    for path, text in pages().items():
        path.write_text(text, encoding="utf-8")
        sys.stdout.write(f"{path.relative_to(ROOT)}\n")


if __name__ == "__main__":
    main()
