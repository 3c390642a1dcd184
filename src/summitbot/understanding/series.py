"""One and all of a series: 'how many since then?', 'which of those was in May?', 'and the last one, where was it?'."""

from __future__ import annotations

import re

from summitbot.text import content_words, load_data, word_set, words
from summitbot.understanding.referents import Talk, own_words, rule
from summitbot.understanding.slots import ordinals, slots


def thing_first(question: str, talk: Talk) -> str:
    """A question about a thing that is put before it, the thing in its place; as it is where there is none."""
    match = rule("fronted_thing").match(question)
    if not match:
        return question
    topic = match["topic"]
    counts = bool(ordinals(topic, talk.names))
    named = any(slot.matter or slot.kind == "place" for slot in slots(topic, talk.names))
    if not (counts or (match["opening"] and named)):
        return question
    return f"{match['rest']}{topic}{match['tail']}"


def counted_on(question: str, talk: Talk) -> str:
    """'How many in all?' after a question about the first of a series: how many of the series; '' where none was talked of."""
    match = rule("how_many").match(question)
    if not match or set(own_words(question)) - word_set("following", "count_words"):
        return ""
    if any(slot.kind not in ("ordinal", "time") for slot in slots(question, talk.names)):
        return ""
    if deed := rule("first_deed").match(talk.previous):
        return f"how many times {deed['verb']} {deed['who']} {deed['deed']}?"
    thing = rule("ordinal_thing").search(talk.previous)
    if match["asks"].lower() != "how many" or not thing or not content_words(thing["noun"]):
        return ""
    rest = rule("since_then").sub("", question[match.end() :].rstrip(" ?.!"))
    return f"how many {_plural(thing['noun'])}{rest}{_beside(talk, thing['noun'])}?"


def of_those(question: str, talk: Talk) -> str:
    """'Which of those …': what was counted, chosen or done before, by its name; as it is where nothing was."""
    match = rule("of_those").search(question)
    if not match:
        return question
    things = rule("things_asked").match(talk.previous)
    done = rule("deeds_asked").match(talk.previous)
    if things:
        named = f"the {things['noun']}"
        beside = _beside(talk, named)
    elif done:
        deeds = load_data("following")["deeds"]["words_for"]
        named = f"the {deeds[done['verb'].lower()]} of {done['who']}"
        beside = f" ({done['rest'].strip()})" if done["rest"].strip() else ""
    else:
        return question
    tail = question[match.end("them") :].rstrip(" ?.!")
    return f"{question[: match.start('them')]}{named}{tail}{beside}?"


def _beside(talk: Talk, said: str) -> str:
    """Who and what place the question before named beside a thing, in brackets."""
    spoken = set(words(said))
    others = [
        slot.text
        for slot in talk.asked
        if slot.kind in ("person", "party", "place") and not set(words(slot.text)) <= spoken
    ]
    return f" ({', '.join(dict.fromkeys(others))})" if others else ""


def _plural(noun: str) -> str:
    """A noun, or the noun before 'of', in the plural.

    >>> _plural("round of talks")
    'rounds of talks'
    """
    head, of, rest = noun.partition(" of ")
    if head.endswith("s"):
        return noun
    if re.search(r"(?:ch|sh|x|z)$", head):
        return f"{head}es{of}{rest}"
    return f"{re.sub(r'(?<=[^aeiou])y$', 'ie', head)}s{of}{rest}"
