"""Reading and checking sources: a folder of Markdown or text files becomes `Source` values."""

from summitbot.sources.checking import Finding, check_sources
from summitbot.sources.primary import PrimaryRecord, Shelf, read_primary, read_shelf, shelf_files
from summitbot.sources.reading import answered_from, read_coverage, read_sources, source_files

__all__ = [
    "Finding",
    "PrimaryRecord",
    "Shelf",
    "answered_from",
    "check_sources",
    "read_coverage",
    "read_primary",
    "read_shelf",
    "read_sources",
    "shelf_files",
    "source_files",
]
