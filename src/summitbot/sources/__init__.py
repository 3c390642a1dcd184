"""Reading and checking sources: a folder of Markdown or text files becomes `Source` values."""

from summitbot.sources.checking import Finding, check_sources
from summitbot.sources.reading import answered_from, read_coverage, read_sources, source_files

__all__ = ["Finding", "answered_from", "check_sources", "read_coverage", "read_sources", "source_files"]
