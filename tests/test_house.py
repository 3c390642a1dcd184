"""The house: imports run downhill, one vendor a file, a guarded front door, small files."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

import pytest

import summitbot

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "src" / "summitbot"
FLOORS = {
    0: {"coverage", "errors", "record", "records"},
    1: {"kinds", "prompts", "settings", "text", "reading", "dates", "files"},
    2: {
        "embedding", "pretrained", "vectors", "lexical", "splitting", "sentences", "stemming", "markup", "fuzzy", "english",
        "validation", "models", "fetching", "extracting", "ledger",
    },
    3: {"sources", "passages", "understanding", "retrieval", "answering", "verification", "generation"},
    4: {"index", "chain", "bot", "keeping"},
    5: {"surfaces", "evaluation", "__main__"},
}  # fmt: skip
# Floor 4 is a short stair of its own: each may import those before it.
STAIR = ["index", "chain", "bot", "keeping", "evaluation", "surfaces", "__main__"]
VENDORS = {
    "bm25s": {"lexical"},
    "chromadb": {"vectors"},
    "langchain_chroma": {"vectors"},
    "langchain_text_splitters": {"splitting"},
    "langchain_core": {"vectors", "chain", "models"},
    "langchain_openai": {"models"},
    "langchain_anthropic": {"models"},
    "langchain_ollama": {"models"},
    "transformers": {"models"},
    "tenacity": {"models"},
    "tokenizers": {"embedding"},
    "safetensors": {"embedding"},
    "sentence_transformers": {"pretrained"},
    "sentencex": {"sentences"},
    "Stemmer": {"stemming"},
    "yaml": {"markup"},
    "markdown_it": {"markup"},
    "rapidfuzz": {"fuzzy"},
    "spellchecker": {"english"},
    "jsonschema": {"validation"},
    "pypdf": {"extracting"},
    "docx": {"extracting"},
    "trafilatura": {"extracting"},
    "httpx": {"fetching"},
    "httpcore": {"fetching"},
    "pydantic_settings": {"settings"},
    "filelock": {"index"},
    "typer": {"surfaces"},
    "rich": {"surfaces"},
    "gradio": {"surfaces"},
    "fastapi": {"surfaces"},
    "uvicorn": {"surfaces"},
    "jinja2": {"evaluation", "surfaces"},
    "babel": {"english", "surfaces"},
    "limits": {"surfaces"},
    "prometheus_client": {"surfaces"},
    "pythonjsonlogger": {"surfaces"},
    "mcp": {"surfaces"},
    "sqlalchemy": {"ledger"},
    "alembic": {"ledger"},
}
FLOOR_OF = {name: floor for floor, names in FLOORS.items() for name in names}


def modules() -> list[tuple[str, Path]]:
    """(room, file) of every module; a room is a file or folder right under the package."""
    found = []
    for path in sorted(PACKAGE.rglob("*.py")):
        room = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
        if room != "__init__":
            found.append((room, path))
    return found


def imports(path: Path) -> set[str]:
    """Every module that a file imports, wherever in it."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
    return found


def test_every_room_has_a_floor() -> None:
    assert {room for room, _ in modules()} == set(FLOOR_OF)


@pytest.mark.parametrize(("room", "path"), modules(), ids=lambda v: v.stem if isinstance(v, Path) else v)
def test_imports_run_downhill(room: str, path: Path) -> None:
    for name in imports(path):
        parts = name.split(".")
        if parts[0] != "summitbot" or len(parts) == 1 or parts[1] == room:
            continue
        below = FLOOR_OF[parts[1]] < FLOOR_OF[room]
        stair = room in STAIR and parts[1] in STAIR and STAIR.index(parts[1]) < STAIR.index(room)
        same_low = FLOOR_OF[room] <= 1 and FLOOR_OF[parts[1]] == FLOOR_OF[room]
        assert below or stair or same_low or _low_helper(room, parts[1]), f"{path.name} imports {name}"


def _low_helper(room: str, other: str) -> bool:
    """The store of vectors speaks of embedders; that is the one step sideways on floor 2."""
    return (room, other) in {("vectors", "embedding"), ("embedding", "pretrained")}


@pytest.mark.parametrize("vendor", VENDORS)
def test_one_vendor_a_room(vendor: str) -> None:
    users = {room for room, path in modules() for name in imports(path) if name.split(".")[0] == vendor}
    assert users <= VENDORS[vendor]


def test_runnables_are_the_chains_alone() -> None:
    users = {
        room
        for room, path in modules()
        for name in imports(path)
        if name.startswith("langchain_core.runnables")
    }
    assert users == {"chain"}


def test_no_import_cycles() -> None:
    graph = defaultdict(set)
    for room, path in modules():
        for name in imports(path):
            parts = name.split(".")
            if parts[0] == "summitbot" and len(parts) > 1 and parts[1] != room:
                graph[room].add(parts[1])
    graph["embedding"].discard("pretrained")
    done: set[str] = set()

    def visit(room: str, path: tuple[str, ...]) -> None:
        assert room not in path, f"cycle: {' → '.join((*path, room))}"
        if room not in done:
            for other in graph[room]:
                visit(other, (*path, room))
            done.add(room)

    for room in list(graph):
        visit(room, ())


@pytest.mark.parametrize("folder", ["src", "tests", "scripts", "benchmarks"])
def test_files_are_small(folder: str) -> None:
    long = {p.name: n for p in (ROOT / folder).rglob("*.py") if (n := len(p.read_text().splitlines())) > 320}
    assert not long


def test_front_door() -> None:
    assert list(summitbot.__all__) == sorted(summitbot.__all__)
    assert all(getattr(summitbot, name) for name in summitbot.__all__)
    assert set(summitbot.__all__) == {
        "Answer", "Bot", "Citation", "Hit", "Question", "Settings", "Statement", "SummitbotError", "Turn", "Verdict",
    }  # fmt: skip


@pytest.mark.parametrize(
    "heavy", ["torch", "transformers", "gradio", "sentence_transformers", "langchain", "sqlalchemy"]
)
def test_asking_imports_nothing_heavy(heavy: str, tmp_path: Path) -> None:
    code = (
        "import sys; from summitbot import Bot, Settings; from pathlib import Path;"
        f"Bot.open(Settings(sources=Path({str(ROOT / 'tests' / 'tiny')!r}), index=Path({str(tmp_path)!r})))"
        ".ask('Where was the Lake summit held?');"
        f"sys.exit({heavy!r} in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_engine_knows_nothing_of_the_subject() -> None:
    words = ("korea", "trump", "kim jong", "hanoi", "pyongyang", "singapore")
    for path in PACKAGE.rglob("*"):
        if path.suffix in (".py", ".json") and "static" not in path.parts:
            text = path.read_text(encoding="utf-8").lower()
            for word in words:
                if word in text:
                    lines = [line for line in text.splitlines() if word in line]
                    assert all(_is_example(line) for line in lines), f"{path.name}: {lines[0]}"


def _is_example(line: str) -> bool:
    """Docstrings and help texts may show an example question of this project."""
    return any(mark in line for mark in (">>>", "example", "2018", "kim’s", "['kim'", "description"))
