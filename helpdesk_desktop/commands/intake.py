"""`helpdesk-desktop intake suggest`: the reasoning of the intake without a screen or a profile."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

import click

from helpdesk_desktop.commands.ending import ExitCode, stop
from helpdesk_domain.intake.determinants import BadAnswer, determinants_of
from helpdesk_domain.intake.level_words import (
    ASKED,
    DIMENSIONS,
    EVIDENCE,
    INTERVENTIONS,
    LEVELS,
    figure_in,
)
from helpdesk_domain.intake.levels import Dimension, Evidence, Level
from helpdesk_domain.intake.prompt_words import PROMPTS
from helpdesk_domain.intake.row_words import CAVEATS, REASONS
from helpdesk_domain.intake.suggest import suggest
from helpdesk_domain.intake.suggestion import BelraiProfile, Determinants, Source, Suggestion
from helpdesk_domain.languages import Words
from helpdesk_domain.wire import BadBody, from_json, to_json

LONGEST: Final = 1_000_000
"""Bytes of answers; the longest that the form can give are a few thousand."""


def command(words: Words) -> click.Command:
    def run(answers: Path, as_json: bool) -> None:
        suggestion = suggest(_read(answers, words))
        if as_json:
            click.echo(to_json(suggestion))
            return
        for line in told(suggestion, words):
            click.echo(line)

    suggesting = click.Command(
        "suggest",
        callback=run,
        help=words.say(
            "Suggest a level of continuity, a BelRAI profile and what to consider, with the "
            "evidence. Nothing is kept."
        ),
        params=[
            click.Option(
                ["--answers"],
                type=click.Path(path_type=Path, allow_dash=True),
                required=True,
                metavar="FILE",
                help=words.say("Answers as one JSON object; - reads standard input."),
            ),
            click.Option(["--json", "as_json"], is_flag=True, help=words.say("Print as JSON.")),
        ],
    )
    return click.Group(
        "intake", commands=[suggesting], help=words.say("Reason about a complex situation.")
    )


def _read(path: Path, words: Words) -> Determinants:
    """What `path` says; when it cannot be used, the command ends with a sentence."""
    try:
        with click.open_file(str(path), "rb") as file:
            body: bytes = file.read(LONGEST + 1)
    except OSError:
        stop(words.say("The file cannot be opened."), ExitCode.NOT_VALID)
    if len(body) > LONGEST:
        stop(words.say("The file is too large to hold answers."), ExitCode.NOT_VALID)
    try:
        answers = from_json(body.removeprefix(b"\xef\xbb\xbf"), object)
    except BadBody:  # a number that no computer holds is none either
        stop(words.say("The text is not JSON."), ExitCode.NOT_VALID)
    if not isinstance(answers, dict):
        stop(words.say("Answers are one JSON object, a name for each."), ExitCode.NOT_VALID)
    try:
        return determinants_of(answers)
    except BadAnswer as problem:
        stop(words.say(problem.reason, **problem.values), ExitCode.NOT_VALID)


def told(suggestion: Suggestion, words: Words) -> Iterator[str]:
    """`suggestion` in lines to be read: what, then what next, then why."""
    yield _level(
        words.say("Level of continuity to discuss"), suggestion.level, suggestion.evidence, words
    )
    for dimension in Dimension:
        found = suggestion.dimensions[dimension]
        name = words.say(DIMENSIONS[dimension])
        yield "  " + _level(name, found.level, found.evidence, words)
    if len(suggestion.possible) > 1:
        levels = ", ".join(words.say(LEVELS[level]) for level in suggestion.possible)
        yield words.say("Still possible: {levels}", levels=levels)
    if suggestion.ask_next:
        question = words.say(ASKED[suggestion.ask_next])
        yield words.say("To ask next: {question}", question=question)
    if suggestion.belrai.intervention:
        yield _belrai(suggestion.belrai, words)
    yield from _prompts(suggestion, words)
    yield words.say("Why")
    for source in suggestion.sources:
        yield from _source(source, words)
    yield words.say(
        "This is no decision: the operator decides. Rules of {version}.", version=suggestion.rules
    )


def _level(name: str, level: Level | None, evidence: Evidence, words: Words) -> str:
    known = words.say(EVIDENCE[evidence])
    if level is None:
        return words.say("{name}: {level}", name=name, level=known)
    return words.say(
        "{name}: {level}, {evidence}", name=name, level=words.say(LEVELS[level]), evidence=known
    )


def _belrai(found: BelraiProfile, words: Words) -> str:
    assert found.intervention is not None
    what = words.say(INTERVENTIONS[found.intervention])
    if found.profile is None:
        return words.say("BelRAI: {what}", what=what)
    return words.say("BelRAI, profile {profile}: {what}", profile=found.profile, what=what)


def _prompts(suggestion: Suggestion, words: Words) -> Iterator[str]:
    if suggestion.prompts:
        yield words.say("To consider")
    for prompt in suggestion.prompts:
        said = PROMPTS[prompt]
        yield f"  ▸ {words.say(said.name)}. {words.say(said.sentence)}"


def _source(source: Source, words: Words) -> Iterator[str]:
    reason = REASONS.get(source.rule)
    name = words.say(reason) if reason else words.say(_prompt_of(source)) + "."
    figure = figure_in(source.figure, words.language)
    backing = " · ".join(filter(None, (words.say(EVIDENCE[source.evidence]), source.cites, figure)))
    yield f"  ▸ {name}"
    yield f"    {backing}"
    if source.caveat:
        yield f"    {words.say(CAVEATS[source.caveat])}"


def _prompt_of(source: Source) -> str:
    return next(said.name for prompt, said in PROMPTS.items() if prompt == source.rule)
