"""Bringing the official texts of `primary.yaml` to the user's machine, each whole or not at all."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from summitbot.errors import FetchFailed, InputUnreadable, UsageError
from summitbot.extracting import Extract, extract
from summitbot.fetching import Fetched, fetch
from summitbot.files import write_bytes, write_text
from summitbot.markup import write_yaml
from summitbot.records import Record
from summitbot.sources.primary import PrimaryRecord, is_kept, kept_at, read_primary
from summitbot.text import load_data, words

ORIGINALS = "originals"


@dataclass(frozen=True)
class Outcome(Record):
    """What became of one record: fetched (`told` is its file), there already, or failed (`told` says why)."""

    id: str
    status: Literal["fetched", "there", "failed"]
    told: str = ""


def wanted_records(folder: Path, ids: Sequence[str]) -> list[PrimaryRecord]:
    """The records with these ids, or all of them. Raises `UsageError` for an id that is not listed, or when none is."""
    records = {record.id: record for record in read_primary(folder)}
    if not records:
        raise UsageError(f"{folder} lists no official texts. Name them in primary.yaml (docs/sources.md).")
    for id_ in ids:
        if id_ not in records:
            raise UsageError(f"'{id_}' is not in primary.yaml. See `summitbot sources fetch --list`.")
    return [records[id_] for id_ in dict.fromkeys(ids)] or list(records.values())


def fetch_records(
    records: Iterable[PrimaryRecord], fetched: Path, again: bool = False, allow_private: bool = False
) -> Iterator[Outcome]:
    """Fetch what is missing (everything with `again`) into a folder; an outcome each, as it comes.

    One that can't be had is an outcome and leaves what was there. Raises `ExtraMissing` where the library
    that reads a page is not installed.
    """
    for record in records:
        if not again and is_kept(fetched, record):
            yield Outcome(record.id, "there")
            continue
        try:
            got = fetch(record.url, allow_private=allow_private)
            path = _keep(record, got, _text(got), fetched)
        except InputUnreadable as error:
            yield Outcome(record.id, "failed", str(error))
        else:
            yield Outcome(record.id, "fetched", str(path))


def _text(got: Fetched) -> Extract:
    found = extract(got.content, got.url, got.media_type)
    least = load_data("primary")["least_words"]["value"]
    if len(words(found.prose)) < least:
        raise FetchFailed(
            f"{got.url} gave a page of fewer than {least} words, which is no official text. Open it in a browser."
        )
    return found


def _keep(record: PrimaryRecord, got: Fetched, found: Extract, fetched: Path) -> Path:
    """The original first, the text last: a text that is there is whole."""
    original = f"{ORIGINALS}/{record.id}{_suffix(got)}"
    front = {
        "url": record.url, "found_at": got.url, "fetched": datetime.date.today().isoformat(),
        "original": original, "sha256": got.sha256,
    }  # fmt: skip
    write_bytes(fetched / original, got.content)
    path = kept_at(fetched, record)
    write_text(path, f"---\n{write_yaml(front)}---\n\n" + "\n\n".join(found.blocks) + "\n")
    return path


def _suffix(got: Fetched) -> str:
    if got.content.startswith(b"%PDF-"):
        return ".pdf"
    suffix = Path(urlsplit(got.url).path).suffix.lower()
    return suffix if suffix in (".docx", ".txt", ".md") else ".html"
