"""`summitbot sources list`, `show`, `stats` and `new`: what they print."""

from __future__ import annotations

import re
import sys
import textwrap
from collections.abc import Iterator

from rich.console import Console
from rich.table import Table

from summitbot.errors import UsageError
from summitbot.records import Source
from summitbot.settings import Settings
from summitbot.sources import read_coverage, read_sources
from summitbot.sources.adding import Told, add_source
from summitbot.sources.catalogue import Entry, Stats, Wanted, find, pointing_at, select, stats
from summitbot.sources.drafting import new_source
from summitbot.surfaces.cli.output import WIDTH, say, say_json
from summitbot.text import load_data

_BAR = 40
SCHEMAS = ("source", "references", "coverage")


def run_list(settings: Settings, wanted: Wanted, as_json: bool) -> None:
    """Print the sources that are wanted."""
    if wanted.since and not re.fullmatch(r"\d{4}(-\d\d){0,2}", wanted.since):
        raise UsageError(f"'{wanted.since}' is no date. Write --since 2019, 2019-02 or 2019-02-27.")
    every = read_sources(settings.sources_dir())
    found = [Entry.of(source) for source in select(every, wanted)]
    if as_json:
        say_json([entry.to_dict() for entry in found])
        return
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("date", no_wrap=True)
    table.add_column("kind", no_wrap=True)
    table.add_column("id", no_wrap=True)
    table.add_column("words", justify="right")
    table.add_column("title", overflow="ellipsis", no_wrap=True)
    for entry in found:
        mark = " (unreviewed)" if entry.reviewed == "no" else ""
        table.add_row(entry.date or "", entry.kind, entry.id, str(entry.words), entry.title + mark)
    _print(table)
    say(f"{len(found)} of {len(every)} sources.")


def run_show(settings: Settings, id_: str, as_json: bool) -> None:
    """Print one source."""
    every = read_sources(settings.sources_dir())
    source = find(every, id_)
    linked = pointing_at(every, id_)
    if as_json:
        say_json({**source.to_dict(), "linked_from": linked})
        return
    for line in _page(source, linked):
        say(line)


def _page(source: Source, linked: list[str]) -> Iterator[str]:
    yield source.title
    yield f"{source.path} · {source.kind} · reviewed: {source.reviewed or '–'} · as of {source.as_of or '–'}"
    when = " to ".join(date for date in (source.date, source.end) if date)
    facts = {
        "when": when,
        "where": source.place or "",
        "parties": ", ".join(source.parties),
        "people": ", ".join(source.people),
        "also called": "; ".join(source.aliases),
    }
    for name, value in facts.items():
        if value:
            yield _filled(f"{name}: {value}", "  ")
    heading: tuple[str, ...] = ()
    for paragraph in source.paragraphs:
        if paragraph.headings != heading:
            heading = paragraph.headings
            yield f"\n{'#' * (len(heading) + 1)} {heading[-1]}" if heading else ""
        mark = "- " if paragraph.item else ""
        cited = f" [{', '.join(paragraph.references)}]" if paragraph.references else ""
        yield "\n" + _filled(
            mark + source.text[paragraph.start : paragraph.end] + cited, "  " if mark else ""
        )
    yield "\nRests on"
    for ref in source.references:
        parts = [ref.publisher, ref.title, ref.date or "", ref.party, ref.url or ""]
        yield _filled(f"- {ref.key}: " + ", ".join(part for part in parts if part), "  ")
    yield _filled(f"\nRelated: {', '.join(source.related) or 'none'}", "  ")
    yield _filled(f"Linked from: {', '.join(linked) or 'none'}", "  ")


def _filled(text: str, indent: str) -> str:
    lead = "\n" if text.startswith("\n") else ""
    return lead + textwrap.fill(
        text.strip(), WIDTH, subsequent_indent=indent, break_on_hyphens=False, break_long_words=False
    )


def run_stats(settings: Settings, as_json: bool) -> None:
    """Print what the sources hold, and a chart of the years that they cover."""
    folder = settings.sources_dir()
    found = stats(read_sources(folder), read_coverage(folder))
    if as_json:
        say_json(found.to_dict())
        return
    say(f"{found.sources} sources ({found.unreviewed} unreviewed), {found.words:,} words in")
    say(f"{found.paragraphs:,} paragraphs, resting on {found.references:,} references.\n")
    say("Kinds: " + ", ".join(f"{kind} {n}" for kind, n in found.kinds.items()))
    say(textwrap.fill("Parties: " + ", ".join(f"{p} {n}" for p, n in found.parties.items()), WIDTH) + "\n")
    _print(_chart(found))


def _chart(found: Stats) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in ("year", "sources", "dates"):
        table.add_column(name, justify="right", no_wrap=True)
    table.add_column("dates named in the text", no_wrap=True)
    most = max((said for _, said in found.years.values()), default=1) or 1
    for year, (dated, said) in found.years.items():
        bar = "█" * round(_BAR * said / most) or ("▏" if said else "")
        table.add_row(year, str(dated or ""), str(said or ""), bar)
    return table


def run_new(settings: Settings, wanted: tuple[str, str, str | None], as_json: bool) -> None:
    """Write a draft and say what to do next."""
    folder = settings.sources_dir()
    path = new_source(folder, *wanted)
    if as_json:
        say_json({"id": path.stem, "path": path.relative_to(folder).as_posix()})
        return
    say(
        f"Wrote {path}. Fill in its front matter, write under its headings, then run `summitbot sources check`."
    )


def run_add(settings: Settings, place: str, told: Told, allow_private: bool, as_json: bool) -> None:
    """Bring a document in and say what was filled in."""
    folder = settings.sources_dir()
    added = add_source(folder, place, told, allow_private)
    if as_json:
        say_json(added.to_dict())
        return
    say(f"Wrote {folder / added.path} (reviewed: no); the original is {folder / added.original}.")
    for key in ("title", "date", "people", "parties", "related"):
        value = added.front.get(key)
        say(f"  {key}: {', '.join(value) if isinstance(value, list) else value or '–'}")
    say(
        f"Read it against the original, complete it, then run `summitbot eval --what-if {folder / added.path}`."
    )


def run_schema(of: str) -> None:
    """Print a schema. Raises `UsageError` for a file that has none."""
    if of not in SCHEMAS:
        raise UsageError(f"There is no schema of '{of}'. Name one of: {', '.join(SCHEMAS)}.")
    say_json(load_data(f"{of}.schema"))


def _print(table: Table) -> None:
    """A table at the terminal's width; whole lines where the output goes to a file or another program."""
    console = Console(width=None if sys.stdout.isatty() else 200, highlight=False)
    console.print(table)
