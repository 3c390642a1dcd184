"""What an index folder looks like, as frozen values, and the pointer to its current generation.

    INDEX/
      summitbot-index     marks the folder as ours
      current             the name of the generation in use (replaced atomically)
      gen-NAME/           one generation: manifest.json, corpus.json, lexical/, chroma/

A generation is never changed once `current` names it: readers keep the one they opened.
"""

from __future__ import annotations

import json
import os
import shutil
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile

from summitbot.errors import IndexDamaged, IndexUnwritable
from summitbot.records import Record

FORMAT = 1
MARK = "summitbot-index"


@dataclass(frozen=True)
class Manifest(Record):
    """What a generation was built from and with; `left_out` counts sources marked `reviewed: no`."""

    fingerprint: str
    embedder: str
    passage_words: int
    sources: int
    passages: int
    sentences: int
    built: str
    left_out: int = 0
    format: int = FORMAT

    @property
    def left_out_line(self) -> str:
        """A sentence that says how many sources are left out; '' where none is."""
        if not self.left_out:
            return ""
        sources = "1 source is" if self.left_out == 1 else f"{self.left_out} sources are"
        return (
            f"{sources} left out of answers: marked `reviewed: no` (`summitbot sources list --unreviewed`)."
        )


@dataclass(frozen=True)
class Layout:
    """The paths of an index folder."""

    folder: Path

    @property
    def mark(self) -> Path:
        return self.folder / MARK

    @property
    def pointer(self) -> Path:
        return self.folder / "current"

    @property
    def lock(self) -> Path:
        return self.folder / ".lock"

    def generation(self, name: str) -> Path:
        """The folder of a generation."""
        return self.folder / name

    def prepare(self) -> None:
        """Make the folder ours. Raises `IndexUnwritable`, or `IndexDamaged` when it holds other things."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            if not self.mark.exists():
                strangers = [
                    p.name for p in self.folder.iterdir() if p.name != "README.md" and p.name[0] != "."
                ]
                if strangers and not self.mark.exists():
                    raise IndexDamaged(
                        f"{self.folder} is not an index of summitbot (it holds {sorted(strangers)[0]}). "
                        "Name another folder with --index."
                    )
                self.mark.write_text("This folder is built by `summitbot index`; it may be deleted.\n")
            with TemporaryFile(dir=self.folder):
                pass
        except OSError as error:
            raise IndexUnwritable(
                f"The index folder {self.folder} can't be written ({error.strerror}). "
                "Mend its permissions, or name another with --index DIR."
            ) from None

    def publish(self, name: str) -> None:
        """Point readers at a finished generation, in one step."""
        fresh = self.folder / f".current-{os.getpid()}"
        fresh.write_text(name, encoding="utf-8")
        os.replace(fresh, self.pointer)

    def remove_others(self, keep: set[str]) -> None:
        """Delete generations that are neither current nor the one before it."""
        for path in self.folder.glob("gen-*"):
            if path.name not in keep:
                with suppress(OSError):
                    shutil.rmtree(path)


def current_generation(layout: Layout) -> tuple[str, Manifest] | None:
    """Name and manifest of the generation in use; None where there is none yet.

    Raises `IndexDamaged` when the folder is not ours, or the pointer or manifest is broken.
    """
    if not layout.pointer.exists():
        return None
    try:
        name = layout.pointer.read_text(encoding="utf-8").strip()
        data = json.loads((layout.generation(name) / "manifest.json").read_text(encoding="utf-8"))
        if data.get("format") != FORMAT:
            return None
        return name, Manifest.from_dict(data)
    except (OSError, ValueError, TypeError, AttributeError):
        raise IndexDamaged(
            f"The index in {layout.folder} is damaged (its current generation can't be read). "
            "Run `summitbot index --rebuild`."
        ) from None
