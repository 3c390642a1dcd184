"""What is wrong with `primary.yaml`, entry by entry."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path

from summitbot.sources.primary import LIST, line_of
from summitbot.sources.reading import read_mapping
from summitbot.validation import primary_faults


def primary_findings(folder: Path, ids: Collection[str]) -> Iterator[tuple[int, str, str]]:
    """(line, rule, message) for each fault; `ids` are those of the sources. Raises `SourceInvalid` for broken YAML."""
    path = folder / LIST
    addresses: dict[str, str] = {}
    for id_, entry in read_mapping(path).items():
        line = line_of(path, str(id_))
        for fault in primary_faults(entry):
            yield line, "schema", f"{id_}: {fault}"
        if id_ in ids:
            yield line, "taken-id", f"{id_}: a source has this id"
        if not isinstance(entry, dict):
            continue
        related = entry.get("related")
        for other in related if isinstance(related, list) else ():
            if other not in ids:
                yield line, "unknown-id", f"{id_}: related: there is no source '{other}'"
        url = str(entry.get("url"))
        if url in addresses:
            yield line, "shared-address", f"{id_}: has the address of '{addresses[url]}'"
        addresses.setdefault(url, str(id_))
