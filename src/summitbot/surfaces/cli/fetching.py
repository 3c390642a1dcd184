"""`summitbot sources fetch`."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from summitbot.settings import Settings
from summitbot.sources import PrimaryRecord, Shelf
from summitbot.sources.fetch import Outcome, fetch_records, wanted_records
from summitbot.sources.primary import is_kept
from summitbot.surfaces.cli.output import say, say_json


def run_fetch(
    settings: Settings, ids: Sequence[str], again: bool, allow_private: bool, as_json: bool
) -> None:
    """Fetch the official texts, a line each as it comes; exit code 1 when one could not be had."""
    folder, fetched = settings.sources_dir(), settings.data_dir() / "primary"
    outcomes = []
    for outcome in fetch_records(wanted_records(folder, ids), fetched, again, allow_private):
        outcomes.append(outcome)
        if not as_json:
            say(f"{outcome.status:<8} {outcome.id}" + (f"  {outcome.told}" if outcome.told else ""))
    if as_json:
        say_json([outcome.to_dict() for outcome in outcomes])
    else:
        say(_summary(settings, outcomes))
    if any(outcome.status == "failed" for outcome in outcomes):
        sys.exit(1)


def run_fetch_list(settings: Settings, ids: Sequence[str], as_json: bool) -> None:
    """The official texts that can be fetched, and which are there."""
    fetched = settings.data_dir() / "primary"
    records = wanted_records(settings.sources_dir(), ids)
    if as_json:
        say_json([{**record.to_dict(), "there": is_kept(fetched, record)} for record in records])
        return
    for record in records:
        say(_line(record, is_kept(fetched, record)))
    say(f"{len(records)} official texts, {sum(is_kept(fetched, r) for r in records)} of them in {fetched}.")


def _line(record: PrimaryRecord, there: bool) -> str:
    mark = "there" if there else "–"
    return f"{mark:<6} {record.date:<10} {record.party:<6} {record.id}\n{'':<25}{record.title} – {record.publisher}, {record.url}"


def _summary(settings: Settings, outcomes: Sequence[Outcome]) -> str:
    count = {status: sum(o.status == status for o in outcomes) for status in ("fetched", "there", "failed")}
    told = f"{count['fetched']} fetched, {count['there']} were there, {count['failed']} failed."
    if count["failed"]:
        told += " Run it again to try those that failed."
    if count["fetched"] and Shelf.of(settings).fetched:
        told += " The next question brings the index up to date."
    return told
