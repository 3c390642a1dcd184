"""A document from elsewhere as a source: its text with front matter as far as it goes, marked unreviewed."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from summitbot.dates import find_dates
from summitbot.errors import InputUnreadable, SourceInvalid, UsageError
from summitbot.extracting import Extract, extract
from summitbot.fetching import Limits, fetch
from summitbot.files import write_bytes, write_text
from summitbot.markup import MarkupError, split_front_matter, write_yaml
from summitbot.records import Record, Reference, Source
from summitbot.sources.drafting import free_path, slug
from summitbot.sources.reading import read_coverage, read_references, read_sources, source_files
from summitbot.text import name_in, words

ORIGINALS = "_originals"
_RELATED = 8  # more is no help to a reader
_NAMED = 2  # so often must a party be named


@dataclass(frozen=True)
class Told:
    """What the curator says of a document; None leaves it to the document."""

    kind: str = "document"
    id: str | None = None
    title: str | None = None
    date: str | None = None
    publisher: str | None = None
    party: str = "other"
    language: str = "en"


@dataclass(frozen=True)
class Added(Record):
    """What was written, as paths beside the sources: the source, its original; and the reference's key."""

    id: str
    path: str
    original: str
    sha256: str
    reference: str
    front: dict[str, Any]


@dataclass(frozen=True)
class _Document:
    """A document as it came."""

    name: str
    content: bytes
    media_type: str = ""
    url: str | None = None

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


def add_source(folder: Path, place: str, told: Told, allow_private: bool = False) -> Added:
    """Bring a file or an http(s) address in; nothing is written unless all is.

    Raises `InputUnreadable` for what can't be read, `FetchFailed`, and `UsageError` for an id or kind that can't be.
    """
    document = _document(place, allow_private)
    _not_yet_there(folder, document)
    found = extract(document.content, document.url or document.name, document.media_type)
    title = told.title or found.title or _opening(found) or Path(document.name).stem
    path = free_path(folder, told.kind, told.id or slug(name_in(title)))
    reference = _reference(path.stem, title, found, document, told)
    original = f"{ORIGINALS}/{path.stem}{_suffix(document)}"
    front = {
        "id": path.stem, "title": title, "kind": told.kind, **_read_off(folder, title, found, told),
        "references": [reference.key], "as_of": reference.date or _today(), "reviewed": "no",
        "original": {"file": original, "sha256": document.sha256} | ({"url": document.url} if document.url else {}),
    }  # fmt: skip
    text = f"---\n{write_yaml(front)}---\n\n" + "\n\n".join(_body(found, title, reference.key)) + "\n"
    _write(folder, (path, text), (folder / original, document.content), reference)
    relative = path.relative_to(folder).as_posix()
    return Added(path.stem, relative, original, document.sha256, reference.key, front)


def _document(place: str, allow_private: bool) -> _Document:
    if "://" in place:
        got = fetch(place, allow_private=allow_private)
        name = unquote(Path(urlsplit(got.url).path).name) or urlsplit(got.url).hostname or "page"
        return _Document(name, got.content, got.media_type, got.url)
    path, most = Path(place), Limits.usual().bytes
    try:
        if path.is_file() and path.stat().st_size > most:
            raise InputUnreadable(
                f"{place} is larger than {most / 1e6:.0f} MB. Save the part that you need and add that."
            )
        return _Document(path.name, path.read_bytes())
    except OSError as error:
        raise InputUnreadable(
            f"{place} can't be read ({error.strerror}). Name a file, or an address that begins with https://."
        ) from None


def _not_yet_there(folder: Path, document: _Document) -> None:
    if document.content.lstrip(b"\xef\xbb\xbf").startswith((b"---\n", b"---\r\n")):
        raise InputUnreadable(
            f"{document.name} has front matter, so it is a source already. Put it into the folder of sources."
        )
    for path in source_files(folder):
        try:
            front, _, _ = split_front_matter(path.read_text(encoding="utf-8", errors="replace"))
        except MarkupError:
            continue  # `sources check` says what is wrong with it
        original = front.get("original")
        if isinstance(original, dict) and original.get("sha256") == document.sha256:
            raise UsageError(f"{document.name} is a source already: {path}. Change that one.")


def _opening(found: Extract) -> str:
    """The first line of a document that has no title, if it is short enough to be one."""
    first = found.blocks[0].lstrip("# ")
    return first if len(first) <= 120 else ""


def _suffix(document: _Document) -> str:
    if document.content.startswith(b"%PDF-"):
        return ".pdf"
    suffix = Path(document.name).suffix.lower()
    usual = (".docx", ".htm", ".html", ".md", ".txt")
    return suffix if suffix in usual else ".html" if document.url else ".txt"


def _reference(id_: str, title: str, found: Extract, document: _Document, told: Told) -> Reference:
    host = (urlsplit(document.url).hostname or "").removeprefix("www.") if document.url else ""
    publisher = told.publisher or found.publisher or host
    date = told.date or found.date or None
    key = "-".join(part for part in (slug(publisher), id_, date or "") if part)
    return Reference(key, title, publisher, date, document.url, told.language, told.party)


def _read_off(folder: Path, title: str, found: Extract, told: Told) -> dict[str, Any]:
    """The keys of the front matter that the text and the other sources give."""
    text = words("\n".join((title, *found.blocks)))
    running = f" {' '.join(text)} "
    sources = read_sources(folder) if source_files(folder) else []
    front = {
        "date": told.date or found.date or _first_day(title, found),
        "people": _named(sources, running, ("person",)),
        "parties": _parties(folder, sources, running),
        "related": _named(sources, running, ("event", "document", "place", "term"))[:_RELATED],
    }
    return {key: value for key, value in front.items() if value}


def _first_day(title: str, found: Extract) -> str:
    """The first full date of the title and the opening, as ISO 8601."""
    for span in find_dates("\n".join((title, *found.blocks[:4]))):
        if span.date.year and span.date.month and span.date.day:
            return f"{span.date.year}-{span.date.month:02}-{span.date.day:02}"
    return ""


def _named(sources: Sequence[Source], running: str, kinds: tuple[str, ...]) -> list[str]:
    """The ids of the sources that the text names in two words or more, the most often named first."""
    counts = {}
    for source in sources:
        forms = {tuple(words(form)) for form in (name_in(source.title), *source.aliases)}
        n = sum(running.count(f" {' '.join(form)} ") for form in forms if len(form) > 1)
        if n and source.kind in kinds:
            counts[source.id] = n
    return sorted(counts, key=lambda id_: (-counts[id_], id_))


def _parties(folder: Path, sources: Sequence[Source], running: str) -> list[str]:
    """The parties of the other sources that the text names, by any of the words that mean the same."""
    groups = read_coverage(folder).synonyms
    found = []
    for party in sorted({p for s in sources for p in s.parties}):
        forms = {party, *(form for group in groups if party in group for form in group)}
        if sum(running.count(f" {' '.join(words(form))} ") for form in forms) >= _NAMED:
            found.append(party)
    return found


def _body(found: Extract, title: str, key: str) -> Iterator[str]:
    """The blocks as the body of a source: headings from the second level on, each paragraph with its reference."""
    for block in found.blocks:
        if block.startswith("#"):
            marks, _, heading = block.partition(" ")
            if words(heading) != words(title):
                yield f"{'#' * max(2, len(marks))} {heading.strip()}"
        elif block.startswith("- "):
            yield "\n".join(
                f"{line}[^{key}]" if line.startswith("- ") else line for line in block.splitlines()
            )
        else:
            yield f"{block}[^{key}]"


def _write(
    folder: Path, source: tuple[Path, str], original: tuple[Path, bytes], reference: Reference
) -> None:
    """All three files or none: what was written is taken back when the next can't be."""
    listed = folder / "references.yaml"
    before = listed.read_bytes() if listed.is_file() else None
    if reference.key in read_references(folder):
        raise SourceInvalid(f"{listed}:1: the key '{reference.key}' is taken. Give the source another --id.")
    entry = {k: v for k, v in reference.to_dict().items() if v and k != "key"}
    text = (before or b"").decode("utf-8").rstrip("\n")
    try:
        write_bytes(*original)
        write_text(listed, f"{text}\n{write_yaml({reference.key: entry})}".lstrip("\n"))
        write_text(*source)
    except InputUnreadable:
        original[0].unlink(missing_ok=True)
        if before is None:
            listed.unlink(missing_ok=True)
        else:
            listed.write_bytes(before)
        raise


def _today() -> str:
    return datetime.date.today().isoformat()
