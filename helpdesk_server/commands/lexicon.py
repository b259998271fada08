"""`helpdesk-server lexicon`: checks and publishes how callers speak of the kinds of help."""

from collections.abc import Sequence
from pathlib import Path

import click

from helpdesk_domain.clock import utc_now
from helpdesk_domain.languages import Words
from helpdesk_domain.lexicon import PHRASES_LIMIT, LexiconEntry, Mode, Saying, entries, term_key
from helpdesk_domain.lexicon_file import read_lexicon_file
from helpdesk_domain.offer import TaxonomyTerm
from helpdesk_domain.offer_file import BadOfferFile, OfferRecord, read_offer
from helpdesk_domain.sync import Entity
from helpdesk_domain.wire import as_kind
from helpdesk_server.commands.ending import ExitCode, stop
from helpdesk_server.commands.opening import opened_store
from helpdesk_server.publishing import known_terms, publish, withdraw
from helpdesk_server.settings import Settings


def command(words: Words) -> click.Command:
    return click.Group(
        "lexicon",
        help=words.say("How callers speak of the kinds of help, from tables of phrases."),
        commands=[_check(words), _publish(words), _withdraw(words)],
    )


def _check(words: Words) -> click.Command:
    def run(files: tuple[Path, ...], terms: Path | None) -> None:
        known = None if terms is None else terms_in(terms, words)
        read_entries(files, known, Mode.EXTEND, words)

    return click.Command(
        "check",
        callback=run,
        help=words.say("Tell every mistake of tables of phrases; needs no database."),
        params=[
            _files(),
            click.Option(
                ["--terms"],
                type=click.Path(path_type=Path),
                metavar="FILE",
                help=words.say("Taxonomy terms (HSDS) that the phrases must belong to."),
            ),
        ],
    )


def _publish(words: Words) -> click.Command:
    def run(settings: Settings, files: tuple[Path, ...], replace: bool) -> None:
        mode = Mode.REPLACE if replace else Mode.EXTEND
        with opened_store(settings, words) as store:
            read = read_entries(files, known_terms(store), mode, words)
            done = publish(store, read, utc_now())
        changed = words.count("{n} term published", "{n} terms published", done.changed)
        same = words.count("{n} unchanged", "{n} unchanged", done.unchanged)
        click.echo(f"{changed}, {same}.", err=True)

    return click.Command(
        "publish",
        callback=click.pass_obj(run),
        help=words.say(
            "Send the phrases to the desks, in the place of what was published of the same terms."
        ),
        params=[
            _files(),
            click.Option(
                ["--replace/--extend"],
                default=False,
                help=words.say(
                    "Whether they stand instead of the phrases that the program came with, "
                    "or beside them (without either option: beside)."
                ),
            ),
        ],
    )


def _withdraw(words: Words) -> click.Command:
    def run(settings: Settings, terms: tuple[str, ...]) -> None:
        with opened_store(settings, words) as store:
            withdrawn = withdraw(store, terms, utc_now())
        for term in terms:
            if term in withdrawn:
                done = words.say("{term}: back to the phrases the program came with.", term=term)
            else:
                done = words.say("{term}: nothing is published.", term=term)
            click.echo(done, err=True)
        if not withdrawn.issuperset(terms):
            raise SystemExit(int(ExitCode.NOT_VALID))

    return click.Command(
        "withdraw",
        callback=click.pass_obj(run),
        help=words.say("Take back what was published of these terms."),
        params=[click.Argument(["terms"], nargs=-1, required=True, metavar="CODE…")],
    )


def read_entries(
    files: Sequence[Path], terms: frozenset[str] | None, mode: Mode, words: Words
) -> list[LexiconEntry]:
    """What the files say, by term; what they hold, or what is wrong, is said on standard error.

    Raises:
        SystemExit: Something is wrong in one of them; none of it may be used.
    """
    sayings: list[Saying] = []
    sound = True
    for path in files:
        found = _read(path, terms, words)
        sound = sound and found is not None
        sayings += found or ()
    read = entries(sayings, mode)
    for entry in read:
        if len(entry.phrases) > PHRASES_LIMIT:
            sound = False
            too_many = words.say(
                "{term}: more than {limit} phrases.", term=entry.term, limit=PHRASES_LIMIT
            )
            click.echo(too_many, err=True)
    if not sound:
        nothing = words.say("Nothing was taken. Correct the mistakes and try again.")
        stop(nothing, ExitCode.NOT_VALID)
    return read


def terms_in(path: Path, words: Words) -> frozenset[str]:
    """The terms of a file of the offer, by `term_key`.

    Raises:
        SystemExit: It is no such file.
    """
    try:
        return frozenset(
            term_key(as_kind(record.data, TaxonomyTerm))
            for record in read_offer(path)
            if isinstance(record, OfferRecord) and record.entity is Entity.TAXONOMY_TERM
        )
    except BadOfferFile as problem:
        stop(f"{path.name}: {words.say(problem.reason)}", ExitCode.NOT_VALID)
    except OSError:
        stop(_unopened(path, words), ExitCode.NOT_VALID)


def _unopened(path: Path, words: Words) -> str:
    return path.name + ": " + words.say("The file cannot be opened.")


def _read(path: Path, terms: frozenset[str] | None, words: Words) -> tuple[Saying, ...] | None:
    """The sayings of `path`, or None; how it went is said."""
    try:
        read = read_lexicon_file(path, terms)
    except OSError:
        click.echo(_unopened(path, words), err=True)
        return None
    if read.mistakes:
        held = words.count("{n} mistake:", "{n} mistakes:", len(read.mistakes))
    else:
        held = words.count("{n} phrase, no mistake.", "{n} phrases, no mistake.", len(read.sayings))
    click.echo(f"{path.name}: {held}", err=True)
    for mistake in read.mistakes:
        click.echo(f"  {mistake.said(words)}", err=True)
    return None if read.mistakes else read.sayings


def _files() -> click.Argument:
    return click.Argument(
        ["files"], nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE…"
    )
