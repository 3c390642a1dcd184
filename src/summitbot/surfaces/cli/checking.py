"""`summitbot sources check`."""

from __future__ import annotations

import sys

from summitbot.settings import Settings
from summitbot.sources import check_sources
from summitbot.sources.reading import source_files
from summitbot.surfaces.cli.output import say, say_json


def run_check(settings: Settings, as_json: bool) -> None:
    """Print the findings; exit code 1 when there are any."""
    folder = settings.sources_dir()
    findings = check_sources(folder)
    if as_json:
        say_json([finding.to_dict() for finding in findings])
    else:
        for finding in findings:
            say(f"{finding.file}:{finding.line}: {finding.rule}: {finding.message}")
        say(f"{len(source_files(folder))} sources, {len(findings)} findings.")
    if findings:
        sys.exit(1)
