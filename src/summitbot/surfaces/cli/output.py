"""What the command line prints: lines, JSON, an answer with its sources."""

from __future__ import annotations

import json
import sys
import textwrap
from typing import Any, NoReturn

from summitbot.records import Answer, Citation
from summitbot.surfaces.closest import closest_lines

WIDTH = 100


def say(line: str = "") -> None:
    """A line on standard output."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def note(line: str) -> None:
    """A line on standard error: what is going on."""
    sys.stderr.write(line + "\n")
    sys.stderr.flush()


def fail(message: str, code: int) -> NoReturn:
    """One line of what is wrong, and the exit code."""
    note(f"summitbot: {message}")
    sys.exit(code)


def say_json(value: Any) -> None:
    """A value as JSON."""
    say(json.dumps(value, ensure_ascii=False, indent=2))


def say_answer(answer: Answer) -> None:
    """The answer, and under it what it rests on."""
    standalone = answer.trace.get("standalone")
    if answer.trace.get("corrected"):
        say(f"(Understood as: {standalone})\n")
    for line in answer.text.splitlines():
        say(textwrap.fill(line, WIDTH, subsequent_indent="  " if line.startswith("- ") else ""))
    _say_how(answer)
    if answer.citations:
        say("\nSources")
        for citation in answer.citations:
            _say_citation(citation)
        if answer.as_of:
            say(f"\nAs of {answer.as_of}; corpus {answer.corpus.fingerprint}.")
        return
    _say_nearest(answer)
    if answer.suggestions:
        say("\nYou could ask:")
        for question in answer.suggestions:
            say(f"  {question}")


def _say_nearest(answer: Answer) -> None:
    """What comes closest beside a refusal: sentences of the sources, else the sources."""
    if lines := closest_lines(answer):
        say()
        for line in lines:
            say(textwrap.fill(line, WIDTH, subsequent_indent="  "))
    elif answer.nearest:
        say("\nNearest sources: " + "; ".join(n.title for n in answer.nearest))


def _say_how(answer: Answer) -> None:
    """Which sentences are paraphrase, and why a model's answer was not used."""
    paraphrased = [str(at) for at, s in enumerate(answer.statements, 1) if s.kind == "paraphrase"]
    if paraphrased:
        which = (
            "every sentence"
            if len(paraphrased) == len(answer.statements)
            else "sentence " + ", ".join(paraphrased)
        )
        line = f"({which[0].upper()}{which[1:]}: paraphrase by {answer.trace['generation']['model']}, checked against the quotes below.)"
        say("\n" + textwrap.fill(line, WIDTH))
    if told := answer.trace.get("generation", {}).get("note"):
        say("\n" + textwrap.fill(f"({told})", WIDTH))


def _say_citation(citation: Citation) -> None:
    section = f", “{citation.section}”" if citation.section else ""
    say(textwrap.fill(f"[{citation.number}] {citation.title}{section}", WIDTH, subsequent_indent="    "))
    say(textwrap.fill(f"“{citation.quote}”", WIDTH, initial_indent="    ", subsequent_indent="    "))
    for reference in citation.references:
        parts = [reference.publisher, reference.title, reference.date or "", reference.url or ""]
        line = "– " + ", ".join(part for part in parts if part)
        say(
            textwrap.fill(
                line, WIDTH, initial_indent="    ", subsequent_indent="      ", break_on_hyphens=False
            )
        )
