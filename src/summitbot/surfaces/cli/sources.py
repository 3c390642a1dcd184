"""`summitbot sources` and the commands under it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from summitbot.settings import Settings

sources_app = typer.Typer(help="Look after the sources.", no_args_is_help=True, rich_markup_mode=None)

_Sources = Annotated[Path | None, typer.Option("--sources", help="Folder of sources.", show_default=False)]
_Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]
_Id = Annotated[
    str | None, typer.Option("--id", help="The id (default: made of the title).", show_default=False)
]


@sources_app.command("check", epilog="Example: summitbot sources check")
def check(json: _Json = False, sources: _Sources = None) -> None:
    """Check every source: front matter, references, ids, dates, dangling sentences."""
    from summitbot.surfaces.cli.checking import run_check

    run_check(_settings(sources), json)


@sources_app.command("list", epilog="Example: summitbot sources list --kind event --since 2019 --party DPRK")
def list_command(
    kind: Annotated[str | None, typer.Option("--kind", help="Only this kind.", show_default=False)] = None,
    since: Annotated[
        str | None,
        typer.Option("--since", help="Only what lasted to this date (2019 or 2019-02).", show_default=False),
    ] = None,
    party: Annotated[
        str | None, typer.Option("--party", help="Only what concerns this party.", show_default=False)
    ] = None,
    search: Annotated[
        str | None, typer.Option("--search", help="Only what holds all these words.", show_default=False)
    ] = None,
    unreviewed: Annotated[
        bool, typer.Option("--unreviewed", help="Only what is marked `reviewed: no`.")
    ] = False,
    json: _Json = False,
    sources: _Sources = None,
) -> None:
    """List sources, by date."""
    from summitbot.sources.catalogue import Wanted
    from summitbot.surfaces.cli.curating import run_list

    run_list(_settings(sources), Wanted(kind, since, party, search, unreviewed), json)


@sources_app.command("show", epilog="Example: summitbot sources show hanoi-summit-2019")
def show(
    id_: Annotated[str, typer.Argument(metavar="ID", help="The source's id.")],
    json: _Json = False,
    sources: _Sources = None,
) -> None:
    """Show one source: what it says, what it rests on, which sources point at it."""
    from summitbot.surfaces.cli.curating import run_show

    run_show(_settings(sources), id_, json)


@sources_app.command("stats", epilog="Example: summitbot sources stats")
def stats(json: _Json = False, sources: _Sources = None) -> None:
    """Count sources, words and references, and draw which years they cover."""
    from summitbot.surfaces.cli.curating import run_stats

    run_stats(_settings(sources), json)


@sources_app.command("new", epilog='Example: summitbot sources new event "The Hill summit, 2 July 1991"')
def new(
    kind: Annotated[str, typer.Argument(help="event, document, person, place, term or topic.")],
    title: Annotated[str, typer.Argument(help="What the source is called.")],
    id_: _Id = None,
    json: _Json = False,
    sources: _Sources = None,
) -> None:
    """Begin a source: a file with front matter to fill in, marked `reviewed: no`."""
    from summitbot.surfaces.cli.curating import run_new

    run_new(_settings(sources), (kind, title, id_), json)


@sources_app.command("add", epilog="Example: summitbot sources add https://example.org/statement --party US")
def add(
    place: Annotated[
        str, typer.Argument(metavar="FILE|URL", help="PDF, DOCX, HTML, Markdown or text.", show_default=False)
    ],
    kind: Annotated[
        str, typer.Option("--kind", help="event, document, person, place, term or topic.")
    ] = "document",
    id_: _Id = None,
    title: Annotated[
        str | None, typer.Option("--title", help="Its title (default: its own).", show_default=False)
    ] = None,
    date: Annotated[
        str | None, typer.Option("--date", help="Its date (default: as it says).", show_default=False)
    ] = None,
    publisher: Annotated[
        str | None, typer.Option("--publisher", help="Who published it.", show_default=False)
    ] = None,
    party: Annotated[str, typer.Option("--party", help="Who speaks in it: US, DPRK, press …")] = "other",
    language: Annotated[str, typer.Option("--language", help="Its language, by its code.")] = "en",
    allow_private: Annotated[
        bool,
        typer.Option("--allow-private", help="Ask the URL's host even if it is in a private network."),
    ] = False,
    json: _Json = False,
    sources: _Sources = None,
) -> None:
    """Bring a document in as a source, marked `reviewed: no`; the original and its hash are kept."""
    from summitbot.sources.adding import Told
    from summitbot.surfaces.cli.curating import run_add

    told = Told(kind, id_, title, date, publisher, party, language)
    run_add(_settings(sources), place, told, allow_private, json)


@sources_app.command("fetch", epilog="Example: summitbot sources fetch singapore-joint-statement-text")
def fetch(
    ids: Annotated[
        list[str] | None,
        typer.Argument(metavar="[ID]...", help="Only these (default: all).", show_default=False),
    ] = None,
    again: Annotated[bool, typer.Option("--again", help="Fetch also what is there already.")] = False,
    listing: Annotated[bool, typer.Option("--list", help="List them and fetch nothing.")] = False,
    allow_private: Annotated[
        bool, typer.Option("--allow-private", help="Allow addresses of private networks.")
    ] = False,
    json: _Json = False,
    sources: _Sources = None,
) -> None:
    """Bring the official texts of primary.yaml to this machine, to be answered from and cited."""
    from summitbot.surfaces.cli.fetching import run_fetch, run_fetch_list

    if listing:
        run_fetch_list(_settings(sources), ids or [], json)
    else:
        run_fetch(_settings(sources), ids or [], again, allow_private, json)


@sources_app.command("schema", epilog="Example: summitbot sources schema > source.schema.json")
def schema(
    of: Annotated[str, typer.Argument(help="source (its front matter), references or coverage.")] = "source",
) -> None:
    """Print the JSON Schema of a file of the sources, for editors to complete against."""
    from summitbot.surfaces.cli.curating import run_schema

    run_schema(of)


def _settings(sources: Path | None) -> Settings:
    from summitbot.settings import load_settings

    return load_settings().with_changes(sources=sources)
