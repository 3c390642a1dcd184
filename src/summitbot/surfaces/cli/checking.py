"""`summitbot sources check`."""

from __future__ import annotations

import sys

from summitbot.settings import Settings
from summitbot.sources import check_sources
from summitbot.sources.reading import source_files
from summitbot.surfaces.cli.output import say, say_json


def run_check(settings: Settings, as_json: bool) -> None:
    """Print the findings; exit code 1 when a source that answers rest on has any."""
    folder = settings.sources_dir()
    findings = check_sources(folder)
    open_ones = [finding for finding in findings if not finding.draft]
    if as_json:
        say_json([finding.to_dict() for finding in findings])
    else:
        for finding in findings:
            mark = " (not yet reviewed)" if finding.draft else ""
            say(f"{finding.file}:{finding.line}: {finding.rule}: {finding.message}{mark}")
        drafts = len(findings) - len(open_ones)
        more = f", and {drafts} in sources that are not yet reviewed" if drafts else ""
        say(f"{len(source_files(folder))} sources, {len(open_ones)} findings{more}.")
    if open_ones:
        sys.exit(1)
