"""The official texts themselves: listed in `primary.yaml`, fetched to the user's machine, read beside the digests."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from summitbot.errors import SourceInvalid
from summitbot.markup import MarkupError, markdown_blocks, split_front_matter
from summitbot.records import Record, Reference, Source
from summitbot.settings import Settings
from summitbot.sources.reading import lay_out, read_mapping, read_sources, read_text, source_files
from summitbot.text import load_data

LIST = "primary.yaml"
KIND = "primary"


@dataclass(frozen=True)
class PrimaryRecord(Record):
    """One official text: who speaks in it, which digests are of it, and where it was seen to exist."""

    id: str
    title: str
    publisher: str
    date: str
    language: str
    party: str
    related: tuple[str, ...]
    url: str


@dataclass(frozen=True)
class Shelf:
    """Where the texts lie: the curated folder, and the folder of what was fetched (None: leave that out)."""

    folder: Path
    fetched: Path | None = None

    @classmethod
    def of(cls, settings: Settings) -> Shelf:
        """The shelf that the settings name. Raises `SourcesNotFound`."""
        return cls(settings.sources_dir(), settings.data_dir() / KIND if settings.primary else None)


def read_primary(folder: Path) -> tuple[PrimaryRecord, ...]:
    """What `primary.yaml` lists (nothing where there is none). Raises `SourceInvalid` at an entry that lacks something."""
    path = folder / LIST
    needed = load_data("primary.schema")["required"]
    records = []
    for id_, entry in read_mapping(path).items():
        if not isinstance(entry, dict) or not all(entry.get(key) for key in needed):
            raise SourceInvalid(
                f"{path}:{line_of(path, str(id_))}: '{id_}' needs {', '.join(needed)}. Run `summitbot sources check`."
            )
        related = [str(other) for other in entry["related"]]
        fields = {key: str(entry[key]) for key in needed} | {"id": str(id_), "related": related}
        records.append(PrimaryRecord.from_dict(fields))
    return tuple(records)


def line_of(path: Path, id_: str) -> int:
    """The line of `primary.yaml` on which an entry begins."""
    lines = read_text(path).splitlines()
    return next((n for n, line in enumerate(lines, 1) if line.split(":")[0].strip("'\"") == id_), 1)


def shelf_files(shelf: Shelf) -> list[tuple[str, Path]]:
    """Every file that shapes what is read, under the name that it is known by, in order.

    Of what was fetched only that counts which the curated folder lists as it was fetched.
    """
    extra = [shelf.folder / name for name in ("references.yaml", "coverage.yaml")]
    kept = [path for _, path, _ in _on_hand(shelf)]
    files = [*source_files(shelf.folder), *(path for path in extra if path.is_file())]
    named = [(path.relative_to(shelf.folder).as_posix(), path) for path in files]
    return (
        named + [(f"{KIND}/{path.name}", path) for path in kept] + [(LIST, shelf.folder / LIST)] * bool(kept)
    )


def read_shelf(shelf: Shelf) -> list[Source]:
    """The curated sources, then the fetched texts, each a source of the kind 'primary'.

    Raises what `read_sources` does, and `SourceInvalid` where a fetched text has a curated source's id.
    """
    curated = read_sources(shelf.folder)
    kept = list(_on_hand(shelf))
    ids = {source.id for source in curated}
    for record, path, _ in kept:
        if record.id in ids:
            raise SourceInvalid(
                f"{path}:1: the id '{record.id}' is a source's. Give the entry of {LIST} another."
            )
    return curated + [_source(*each) for each in kept]


def kept_at(fetched: Path, record: PrimaryRecord) -> Path:
    """Where the text of a record is kept."""
    return fetched / f"{record.id}.md"


def is_kept(fetched: Path, record: PrimaryRecord) -> bool:
    """Was this record fetched, from the address that it has now?"""
    front = _front(kept_at(fetched, record))
    return front is not None and front.get("url") == record.url


def _on_hand(shelf: Shelf) -> Iterator[tuple[PrimaryRecord, Path, Mapping[str, Any]]]:
    if shelf.fetched is None or not shelf.fetched.is_dir():
        return
    for record in read_primary(shelf.folder):
        path = kept_at(shelf.fetched, record)
        front = _front(path)
        if front is not None and front.get("url") == record.url:
            yield record, path, front


def _front(path: Path) -> dict[str, Any] | None:
    if not path.is_file():
        return None
    try:
        return split_front_matter(read_text(path))[0]
    except MarkupError:
        return None  # spoilt by other hands: fetched again at the next run


def _source(record: PrimaryRecord, path: Path, front: Mapping[str, Any]) -> Source:
    _, body, line = split_front_matter(read_text(path))
    _, text, paragraphs = lay_out(markdown_blocks(body, line), record.title)
    reference = Reference(
        record.id, record.title, record.publisher, record.date, record.url, record.language, record.party
    )
    return Source(
        id=record.id,
        title=f"{record.title} ({load_data('primary')['mark']['value']})",
        text=text,
        kind=KIND,
        date=record.date,
        parties=(record.party,),
        related=record.related,
        references=(reference,),
        paragraphs=paragraphs,
        as_of=str(front.get("fetched") or "") or None,
        path=f"{KIND}/{path.name}",
    )
