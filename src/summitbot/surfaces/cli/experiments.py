"""`summitbot eval --what-if` and `--mutate`."""

from pathlib import Path

from summitbot.surfaces.cli.evaluating import Home


def run_what_if(home: Home, draft: Path, as_json: bool) -> None: ...
def run_mutations(home: Home, number: int, seed: int, as_json: bool) -> None: ...
