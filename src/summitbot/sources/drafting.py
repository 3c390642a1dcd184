"""A new source of a kind: front matter to fill in, headings to write under, marked unreviewed."""

from __future__ import annotations

import datetime
import re
from pathlib import Path
from typing import Any

from summitbot.errors import UsageError
from summitbot.files import write_text
from summitbot.markup import write_yaml
from summitbot.sources.reading import source_files
from summitbot.text import fold, load_data, name_in

_LISTS = ("people", "parties", "aliases", "related", "roles")


def kinds() -> list[str]:
    """The kinds of sources that there are drafts for."""
    return list(load_data("drafts")["kinds"])


def slug(text: str) -> str:
    """An id out of a title: small letters, digits and hyphens, eight words at most.

    >>> slug("The fair of Veldes, 1 May 1992")
    'the-fair-of-veldes-1-may-1992'
    """
    parts = re.findall(r"[a-z0-9]+", re.sub(r"['’]", "", fold(text)))
    return "-".join(parts[:8])


def new_source(folder: Path, kind: str, title: str, id_: str | None = None) -> Path:
    """Write a draft into the folder of its kind; its path.

    Raises `UsageError` for a kind that is none, and for an id that is taken or is none.
    """
    plan = _plan(kind)
    path = free_path(folder, kind, id_ or slug(name_in(title)))
    front: dict[str, Any] = {"id": path.stem, "title": title, "kind": kind}
    today = datetime.date.today().isoformat()
    lines = [write_yaml(front).rstrip()]
    lines += [_empty(key) for key in plan["keys"]]
    lines += [_empty("references"), f"as_of: {today}", "reviewed: no"]
    headings = [f"## {heading.format(name=_running(name_in(title)))}" for heading in plan["headings"]]
    write_text(path, "\n".join(["---", *lines, "---", "", "\n\n".join(headings), ""]))
    return path


def free_path(folder: Path, kind: str, id_: str) -> Path:
    """Where a source with this id goes. Raises `UsageError` when the id is taken or is none."""
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", id_):
        raise UsageError(f"'{id_}' is no id. Give one of small letters, digits and hyphens with --id.")
    taken = next((path for path in source_files(folder) if path.stem == id_), None)
    if taken is not None:
        raise UsageError(f"The id '{id_}' is taken by {taken}. Give another with --id.")
    return folder / str(_plan(kind)["folder"]) / f"{id_}.md"


def _plan(kind: str) -> dict[str, Any]:
    if kind not in kinds():
        raise UsageError(f"There is no kind '{kind}'. Name one of: {', '.join(kinds())}.")
    plan: dict[str, Any] = load_data("drafts")["kinds"][kind]
    return plan


def _empty(key: str) -> str:
    """A key to be filled in, with what the schema says of it."""
    told = load_data("source.schema")["properties"][key]["description"]
    value = " []" if key in _LISTS or key == "references" else ""
    # A key without a value would break the schema; as a comment it waits.
    return f"{key}:{value}  # {told}" if value else f"# {key}:  # {told}"


def _running(name: str) -> str:
    """A title's name as it stands within a sentence."""
    return "the" + name[3:] if name.startswith("The ") else name
