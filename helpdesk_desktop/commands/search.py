"""`helpdesk-desktop search`: the window's own search, for scripts and for measuring it."""

from collections.abc import Iterator
from pathlib import Path
from time import perf_counter
from typing import IO, Final

import click

from helpdesk_desktop.commands.ending import ExitCode
from helpdesk_desktop.commands.group import Place
from helpdesk_desktop.commands.opening import opened
from helpdesk_desktop.search.answer import Found
from helpdesk_desktop.search.finder import Index, find
from helpdesk_desktop.search.shelf import offer_as_it_is
from helpdesk_desktop.search.wanted import Wanted
from helpdesk_desktop.store.database import Store
from helpdesk_desktop.store.offer import service_cards
from helpdesk_domain.clock import utc_now
from helpdesk_domain.languages import Words, content_language
from helpdesk_domain.service_card import ServiceCard
from helpdesk_domain.wire import BadBody, from_json, to_json

LIMIT: Final = 10
BATCH_LIMIT: Final = 50


def command(words: Words) -> click.Command:
    def run(
        place: Place, text: str | None, batch: Path | None, as_json: bool, limit: int | None
    ) -> None:
        if (text is None) == (batch is None):
            raise click.UsageError(words.say("Give a TEXT to search, or --batch FILE."))
        language = content_language(words.language)
        with opened(place.profile(), words) as store:
            index = offer_as_it_is(store)
            if not index.ids:
                click.echo(words.say("There is no offer on this desk yet: sync first."), err=True)
            if batch is not None:
                answer_batch(index, batch, language, limit or BATCH_LIMIT, words)
            else:
                now = Wanted({}, utc_now())
                most = limit or LIMIT
                found = find(index, text or "", language=language, limit=most, wanted=now)
                _print(store, found, language, as_json, words)

    return click.Command(
        "search",
        callback=click.pass_obj(run),
        help=words.say("Find services in the offer of this desk."),
        params=[
            click.Argument(["text"], required=False, metavar="[TEXT]"),
            click.Option(
                ["--batch"],
                type=click.Path(path_type=Path, allow_dash=True),
                metavar="FILE",
                help=words.say(
                    "Answer each question of a JSONL file (id and q) with a line of JSON."
                ),
            ),
            click.Option(["--json", "as_json"], is_flag=True, help=words.say("Print as JSON.")),
            click.Option(
                ["--limit"],
                type=click.IntRange(1, 1000),
                metavar="N",
                help=words.say("Longest list wanted."),
            ),
        ],
    )


def answer_batch(index: Index, batch: Path, language: str, limit: int, words: Words) -> None:
    """Answer each question of `batch` on standard output; a line that is none is said.

    Raises:
        SystemExit: Some lines were no questions, or the file cannot be opened.
    """
    sound = True
    try:
        with click.open_file(str(batch), "rb") as lines:
            for number, question in _questions(lines):
                if question is None:
                    sound = False
                    bad = words.say(
                        "Line {line} is no question: it needs an id and a q.", line=number
                    )
                    click.echo(bad, err=True)
                else:
                    click.echo(_answer(index, *question, language, limit))
    except OSError:
        click.echo(words.say("The file cannot be opened."), err=True)
        sound = False
    if not sound:
        raise SystemExit(int(ExitCode.NOT_VALID))


def _questions(lines: IO[bytes]) -> Iterator[tuple[int, tuple[object, str] | None]]:
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            asked = from_json(line.removeprefix(b"\xef\xbb\xbf"), dict[str, object])
            query = asked["q"]
            yield number, (asked["id"], query) if isinstance(query, str) else None
        except (BadBody, KeyError):
            yield number, None


def _answer(index: Index, query_id: object, query: str, language: str, limit: int) -> bytes:
    began = perf_counter()
    found = find(index, query, language=language, limit=limit)
    took_ms = (perf_counter() - began) * 1000
    answer = {
        "query_id": query_id,
        "results": [hit.service_id for hit in found.hits],
        "low_confidence": found.low_confidence,
        "ms": round(took_ms, 3),
    }
    return to_json(answer)


def _print(store: Store, found: Found, language: str, as_json: bool, words: Words) -> None:
    ids = [hit.service_id for hit in found.hits]
    cards = store.read(lambda session: service_cards(session, ids, language))
    if as_json:
        click.echo(to_json(_as_data(found, cards)))
        return
    for card in cards:
        click.echo(f"{card.id}  {card.name.words} — {', '.join(card.communes)}")
    if found.line:
        click.echo(f"{found.line.shown}  {found.line.name(words.language)}", err=True)
    if found.low_confidence:
        click.echo(words.say("Nothing answers exactly; these are the nearest."), err=True)


def _as_data(found: Found, cards: list[ServiceCard]) -> dict[str, object]:
    card_of = {card.id: card for card in cards}
    return {
        "results": [
            {
                "id": hit.service_id,
                "name": card.name.words,
                "organization": card.organization,
                "communes": card.communes,
                "score": round(hit.score, 4),
                "reasons": hit.reasons,
            }
            for hit in found.hits
            if (card := card_of.get(hit.service_id)) is not None
        ],
        "low_confidence": found.low_confidence,
        "recognised": found.recognised,
        "short_number": found.line.number if found.line else None,
        "corrected": found.corrected,
    }
