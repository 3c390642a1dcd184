"""The index on disk: generations built from the sources, and the one that is open."""

from summitbot.index.build import BuildReport, build_index, source_fingerprint
from summitbot.index.layout import Layout, Manifest, current_generation
from summitbot.index.opened import OpenIndex, open_index

__all__ = [
    "BuildReport",
    "Layout",
    "Manifest",
    "OpenIndex",
    "build_index",
    "current_generation",
    "open_index",
    "source_fingerprint",
]
