"""From files to `Source` values: front matter, readable text, paragraphs with their references."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from summitbot.errors import SourceInvalid, SourcesNotFound
from summitbot.markup import Block, MarkupError, markdown_blocks, read_yaml, split_front_matter, text_blocks
from summitbot.records import Coverage, Paragraph, Reference, Source

SUFFIXES = {".md", ".markdown", ".txt"}
NOT_SOURCES = {"README.md", "VERIFICATION.md"}
_LISTS = ("people", "parties", "aliases", "related")
OPENING = "opening"
_TEXTS = ("kind", "type", "date", "end", "place", "as_of", "reviewed")


def source_files(folder: Path) -> list[Path]:
    """The files of a folder that are sources, sorted by path."""
    found = []
    for path in folder.rglob("*"):
        parts = path.relative_to(folder).parts
        if any(part.startswith(("_", ".")) for part in parts) or path.name in NOT_SOURCES:
            continue
        if path.suffix.lower() in SUFFIXES and path.is_file():
            found.append(path)
    return sorted(found, key=lambda p: p.relative_to(folder).as_posix())


def read_sources(folder: Path) -> list[Source]:
    """Every source of a folder, by path.

    Raises `SourcesNotFound` when the folder holds none, `SourceInvalid` (file, line, what is
    wrong) at the first one that can't be read, or when two share an id.
    """
    references = read_references(folder)
    sources: dict[str, Source] = {}
    for path in source_files(folder):
        source = read_source(path, folder, references)
        if source.id in sources:
            raise SourceInvalid(
                f"{path}:1: the id '{source.id}' is taken by {sources[source.id].path}. Give one of them another id."
            )
        sources[source.id] = source
    if not sources:
        raise SourcesNotFound(
            f"No sources (.md or .txt) in {folder}. Add some, or name another folder with --sources."
        )
    return list(sources.values())


def answered_from(sources: Iterable[Source]) -> list[Source]:
    """The sources that answers may rest on: all but those marked `reviewed: no`.

    Raises `SourcesNotFound` when none is left.
    """
    kept = [source for source in sources if not source.unreviewed]
    if not kept:
        raise SourcesNotFound(
            "Every source is marked `reviewed: no`, so there is nothing to answer from. "
            "Review one and set `reviewed:` to the day (docs/sources.md)."
        )
    return kept


def read_references(folder: Path) -> dict[str, Reference]:
    """`references.yaml` of a folder (empty where there is none). Raises `SourceInvalid`."""
    path = folder / "references.yaml"
    references = {}
    for key, value in read_mapping(path).items():
        if not isinstance(value, dict) or not value.get("title"):
            raise SourceInvalid(f"{path}:1: the reference '{key}' needs at least a title.")
        fields = {k: str(v) for k, v in value.items() if v is not None}
        references[str(key)] = Reference.from_dict({**fields, "key": str(key)})
    return references


def read_coverage(folder: Path) -> Coverage:
    """`coverage.yaml` of a folder (an empty value where there is none). Raises `SourceInvalid`."""
    found = read_mapping(folder / "coverage.yaml")
    values: dict[str, Any] = {
        k: str(found[k]) for k in ("subject", "start", "end") if found.get(k) is not None
    }
    for key in ("leaves_out", "starters"):
        values[key] = _strings(found.get(key))
    values["themes"] = _themes(found.get("themes") or {}, folder / "coverage.yaml")
    values["glossaries"] = _glossaries(found.get("glossary") or {}, folder / "coverage.yaml")
    values["synonyms"] = [[str(v) for v in group] for group in found.get("synonyms") or ()]
    return Coverage.from_dict(values)


def _themes(found: Any, path: Path) -> list[dict[str, Any]]:
    if not isinstance(found, dict):
        raise SourceInvalid(f"{path}:1: themes: is not a mapping of titles to questions. Mend the YAML.")
    return [{"title": str(title), "questions": _strings(questions)} for title, questions in found.items()]


def _glossaries(found: Any, path: Path) -> list[dict[str, Any]]:
    if not isinstance(found, dict) or not all(isinstance(entry, dict) for entry in found.values()):
        raise SourceInvalid(f"{path}:1: glossary: is not a mapping of languages to words. Mend the YAML.")
    return [
        {
            "language": str(language),
            "subject": str(entry.get("subject") or ""),
            "words": {str(word): str(english) for word, english in (entry.get("words") or {}).items()},
        }
        for language, entry in found.items()
    ]


def read_source(path: Path, folder: Path, references: Mapping[str, Reference]) -> Source:
    """One file as a `Source`. Raises `SourceInvalid` when it is not text or its front matter is broken."""
    relative = path.relative_to(folder)
    raw = read_text(path)
    try:
        front, body, line = split_front_matter(raw)
    except MarkupError as error:
        raise SourceInvalid(f"{path}:{error.line}: {error.problem}. Mend the front matter.") from None
    blocks = text_blocks(body) if path.suffix.lower() == ".txt" else markdown_blocks(body, line)
    title, text, paragraphs = lay_out(blocks, str(front.get("title") or ""))
    used = dict.fromkeys([*_strings(front.get("references")), *(k for p in paragraphs for k in p.references)])
    fields: dict[str, Any] = {key: str(front[key]) for key in _TEXTS if front.get(key) is not None}
    if front.get("reviewed") is False:  # YAML reads a bare `no` as false
        fields["reviewed"] = "no"
    fields |= {key: _strings(front.get(key)) for key in _LISTS}
    fields["questions"] = _questions(front.get("questions"))
    fields["roles"] = _roles(front.get("roles"))
    return Source(
        id=str(front.get("id") or relative.with_suffix("").as_posix()),
        title=title or path.stem.replace("-", " ").replace("_", " "),
        text=text,
        paragraphs=paragraphs,
        references=tuple(references[key] for key in used if key in references),
        path=relative.as_posix(),
        **fields,
    )


def lay_out(blocks: list[Block], title: str) -> tuple[str, str, tuple[Paragraph, ...]]:
    """Title, readable text (headings included), and the paragraphs with their heading paths."""
    if blocks and blocks[0].level == 1:
        title = title or blocks[0].text
        blocks = blocks[1:]
    parts: list[str] = []
    paragraphs: list[Paragraph] = []
    path: dict[int, str] = {}
    at = 0
    for block in blocks:
        if parts:
            parts.append("\n\n")
            at += 2
        if block.level:
            path = {k: v for k, v in path.items() if k < block.level} | {block.level: block.text}
        else:
            headings = tuple(path[k] for k in sorted(path))
            paragraphs.append(Paragraph(at, at + len(block.text), headings, block.keys, block.item))
        parts.append(block.text)
        at += len(block.text)
    return title, "".join(parts), tuple(paragraphs)


def _questions(value: Any) -> tuple[tuple[str | None, str], ...]:
    """Pairs of section and question, of a mapping from headings to questions or of a bare list of questions."""
    if not isinstance(value, dict):
        return tuple((None, question) for question in _strings(value))
    return tuple(
        ("" if heading == OPENING else str(heading), question)
        for heading, asked in value.items()
        for question in _strings(asked)
    )


def _roles(value: Any) -> tuple[tuple[str, str, str], ...]:
    """Offices with their dates; entries of another form are left to `sources check`."""
    entries = [entry for entry in value if isinstance(entry, dict)] if isinstance(value, list) else []
    return tuple(
        (str(entry.get("role") or ""), str(entry.get("from") or ""), str(entry.get("to") or ""))
        for entry in entries
    )


def read_text(path: Path) -> str:
    """A text file. Raises `SourceInvalid` when it can't be read, is no text or not UTF-8."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise SourceInvalid(
            f"{path}:1: can't be read ({error.strerror}). Check the file's permissions."
        ) from None
    if b"\x00" in data:
        raise SourceInvalid(f"{path}:1: is not a text file. Move it out of the sources, or save it as text.")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise SourceInvalid(f"{path}:{line}: is not UTF-8. Save the file as UTF-8.") from None


def read_mapping(path: Path) -> dict[str, Any]:
    """A YAML file that is a mapping, empty where there is none. Raises `SourceInvalid`."""
    if not path.is_file():
        return {}
    try:
        found = read_yaml(read_text(path))
    except MarkupError as error:
        raise SourceInvalid(f"{path}:{error.line}: {error.problem}. Mend the YAML.") from None
    if found is not None and not isinstance(found, dict):
        raise SourceInvalid(f"{path}:1: is not a mapping of keys to values. Mend the YAML.")
    return found or {}


def _strings(value: Any) -> tuple[str, ...]:
    if value is None:
        return ()
    return tuple(str(v) for v in value) if isinstance(value, list) else (str(value),)
