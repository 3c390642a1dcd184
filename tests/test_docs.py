"""The docs are true: generated pages are fresh, links lead somewhere, the examples run."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from summitbot.settings import Settings

ROOT = Path(__file__).parents[1]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *ROOT.glob("[beis]*/README.md")])
LINK = re.compile(r"\]\((?!https?:|#|mailto:)([^)#\s]+)")
FENCE = re.compile(r"```console\n(.*?)```", re.DOTALL)


def commands() -> list[tuple[str, str]]:
    """Every `summitbot …` line of the docs that asks or looks, with its page."""
    found = []
    for page in PAGES:
        for block in FENCE.findall(page.read_text(encoding="utf-8")):
            for line in block.splitlines():
                command = line.removeprefix("$ ").replace(".venv/bin/", "").split("  #")[0].strip()
                if re.match(
                    r"summitbot (ask|search|verify|doctor|sources (?:check|list|show|stats|schema|fetch --list)|--help|--version)\b",
                    command,
                ):
                    if not re.search(r"--batch|…|/srv|\[", command):
                        found.append((page.name, command))
    return list(dict.fromkeys(found))


def test_generated_pages_are_fresh() -> None:
    done = subprocess.run(
        [sys.executable, "scripts/write_docs.py", "--check"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(page: Path) -> None:
    for link in LINK.findall(page.read_text(encoding="utf-8")):
        assert (page.parent / link).exists(), link


def test_there_are_commands_to_run() -> None:
    assert len(commands()) >= 8


@pytest.mark.parametrize(("page", "command"), commands())
def test_the_commands_of_the_docs_run(
    page: str, command: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    shared = tmp_path_factory.getbasetemp() / "docs-index"
    args = shlex.split(command)[1:]
    if "--index" in args:
        args[args.index("--index") + 1] = str(tmp_path_factory.mktemp("other-index"))
    elif args[0] in ("ask", "search", "doctor"):
        args += ["--index", str(shared)]
    done = subprocess.run(
        [sys.executable, "-m", "summitbot", *args],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=180,
    )
    assert done.returncode == 0, f"{page}: {command}\n{done.stdout[-500:]}{done.stderr}"
    assert done.stdout


def test_the_python_of_the_readme_runs() -> None:
    (code,) = re.findall(r"```python\n(.*?)```", (ROOT / "README.md").read_text(encoding="utf-8"), re.DOTALL)
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "answered" in done.stdout


def test_every_setting_is_documented() -> None:
    page = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")
    for name in Settings.model_fields:
        assert f"SUMMITBOT_{name.upper()}" in page


def test_the_readme_is_short_and_names_both_commands() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 150
    assert "make serve" in text
    assert "make test" in text
