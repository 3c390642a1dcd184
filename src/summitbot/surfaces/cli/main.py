"""The commands, each a few lines over the front door. Only what a command needs is imported."""

from __future__ import annotations

import atexit
import gc
import sys
from io import TextIOWrapper
from pathlib import Path
from typing import Annotated

import typer

from summitbot.errors import SummitbotError
from summitbot.surfaces.cli.evals import evals
from summitbot.surfaces.cli.feedback import feedback
from summitbot.surfaces.cli.output import fail, say
from summitbot.surfaces.cli.sources import sources_app

app = typer.Typer(
    name="summitbot",
    help="Answers questions out of curated sources, with a citation for every sentence.",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    epilog="Exit codes: 0 done; 1 something failed; 2 usage or settings; 3 sources; 4 index; 5 model; "
    "6 port in use; 7 unreadable input; 8 ledger; 130 interrupted.",
)
app.add_typer(sources_app, name="sources")
app.add_typer(evals, name="eval")
app.add_typer(feedback, name="feedback")

Sources = Annotated[Path | None, typer.Option("--sources", help="Folder of sources.", show_default=False)]
Index = Annotated[Path | None, typer.Option("--index", help="Folder of the index.", show_default=False)]
Batch = Annotated[
    Path | None, typer.Option("--batch", help="JSON Lines in; '-' for standard input.", show_default=False)
]
Output = Annotated[
    Path | None,
    typer.Option("--output", help="JSON Lines out (default: standard output).", show_default=False),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]


@app.command(epilog='Example: summitbot ask "Where was the second Trump–Kim summit held?"')
def ask(
    question: Annotated[str | None, typer.Argument(help="The question.", show_default=False)] = None,
    batch: Batch = None,
    output: Output = None,
    json: AsJson = False,
    sources: Sources = None,
    index: Index = None,
) -> None:
    """Answer a question, or a file of them, with citations."""
    from summitbot.surfaces.cli.asking import ask_batch, ask_one

    if batch is not None:
        ask_batch(_settings(sources, index), batch, output)
    else:
        ask_one(_settings(sources, index), _needed(question, "question"), json)


@app.command(epilog='Example: summitbot search "liaison offices" --k 5')
def search(
    query: Annotated[str | None, typer.Argument(help="What to look for.", show_default=False)] = None,
    k: Annotated[int, typer.Option("--k", min=1, max=1000, help="How many passages.")] = 10,
    batch: Batch = None,
    output: Output = None,
    json: AsJson = False,
    sources: Sources = None,
    index: Index = None,
) -> None:
    """Show the passages nearest to a query, without composing an answer."""
    from summitbot.surfaces.cli.asking import search_batch, search_one

    if batch is not None:
        search_batch(_settings(sources, index), batch, output, k)
    else:
        search_one(_settings(sources, index), _needed(query, "query"), k, json)


@app.command(
    epilog='Example: summitbot verify --claim "It was in 2019." --evidence "It was in February 2019."'
)
def verify(
    claim: Annotated[
        str | None, typer.Option("--claim", help="The sentence to check.", show_default=False)
    ] = None,
    evidence: Annotated[
        list[str] | None,
        typer.Option("--evidence", help="A text it should rest on; repeat for more.", show_default=False),
    ] = None,
    batch: Batch = None,
    output: Output = None,
    json: AsJson = False,
    sources: Sources = None,
) -> None:
    """Check whether claims are supported by their evidence."""
    from summitbot.surfaces.cli.verifying import verify_batch, verify_one

    if batch is not None:
        verify_batch(_settings(sources, None), batch, output)
    else:
        verify_one(_settings(sources, None), _needed(claim, "--claim"), evidence or [], json)


@app.command("index", epilog="Example: summitbot index --sources texts --index texts-index")
def index_command(
    rebuild: Annotated[bool, typer.Option("--rebuild", help="Build everything anew.")] = False,
    sources: Sources = None,
    index: Index = None,
) -> None:
    """Build the index, or bring it up to date; does nothing when nothing changed."""
    from summitbot.surfaces.cli.indexing import run_index

    run_index(_settings(sources, index), rebuild)


@app.command(epilog="Example: summitbot serve --port 8000")
def serve(
    host: Annotated[
        str | None, typer.Option("--host", help="Address to listen on.", show_default="127.0.0.1")
    ] = None,
    port: Annotated[
        int | None, typer.Option("--port", min=0, max=65535, help="Port to listen on.", show_default="7860")
    ] = None,
    open_browser: Annotated[bool, typer.Option("--open", help="Open the page in the browser.")] = False,
    sources: Sources = None,
    index: Index = None,
) -> None:
    """Serve the chat page and the API."""
    from summitbot.surfaces.api.serve import serve as run

    run(_settings(sources, index).with_changes(host=host, port=port), open_browser=open_browser, say=say)


@app.command(epilog="Example: summitbot mcp --sources texts")
def mcp(sources: Sources = None, index: Index = None) -> None:
    """Serve the bot over standard input and output to a program that speaks the Model Context Protocol."""
    from summitbot.surfaces.cli.speaking import run_mcp

    run_mcp(_settings(sources, index))


@app.command(epilog="Example: summitbot embed --site https://example.org --server https://bot.example.org")
def embed(
    site: Annotated[
        str, typer.Option("--site", help="The site's origin, as in https://example.org.", show_default=False)
    ],
    server: Annotated[
        str | None,
        typer.Option("--server", help="Public address of this server.", show_default="http://HOST:PORT"),
    ] = None,
    remove: Annotated[bool, typer.Option("--remove", help="Take the site off the list instead.")] = False,
) -> None:
    """Let a site embed the bot: put it on the allow list, print what its owner pastes."""
    from summitbot.surfaces.cli.embedding import remove_site, run_embed

    settings = _settings(None, None)
    if remove:
        remove_site(settings, site)
    else:
        run_embed(settings, site, server)


@app.command(epilog="Example: summitbot doctor")
def doctor(json: AsJson = False, sources: Sources = None, index: Index = None) -> None:
    """Say what is installed, which index and model are in use, what is wrong and how to mend it."""
    from summitbot.surfaces.cli.doctoring import run_doctor

    run_doctor(sources, index, json)


@app.callback(invoke_without_command=True)
def _root(
    version: Annotated[bool, typer.Option("--version", help="Print the version and leave.")] = False,
) -> None:
    if version:
        from importlib.metadata import version as installed

        say(f"summitbot {installed('summitbot')}")
        raise typer.Exit


def _settings(sources: Path | None, index: Path | None):  # type: ignore[no-untyped-def]
    from summitbot.settings import load_settings

    return load_settings().with_changes(sources=sources, index=index)


def _needed(value: str | None, name: str) -> str:
    if value is None:
        raise typer.BadParameter(f"Give a {name}, or --batch FILE.")
    return value


def main() -> None:
    """Run a command; every error of ours becomes one line and its exit code."""
    # A command is short and its data stay: collecting garbage as often as by default costs a sixth of
    # a cold answer, and sorting through everything at the end as much again (benchmarks/cold_start.py).
    gc.set_threshold(100_000, 50, 100)
    atexit.register(gc.freeze)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # a name in odd bytes, a terminal without Hangul
    try:
        app()
    except SummitbotError as error:
        fail(str(error), error.exit_code)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(1)
    except KeyboardInterrupt:
        fail("Interrupted.", 130)
