"""Reading sources: a folder of Markdown or text files becomes `Source` values."""

from summitbot.sources.reading import read_coverage, read_sources, source_files

__all__ = ["read_coverage", "read_sources", "source_files"]
