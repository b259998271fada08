"""The catalogues of the product's own words: bring them up to date, or check that they are.

    python build/translate.py            take new messages from the code into each `.po`
    python build/translate.py --check    exit 1, and say why, when a catalogue is not complete

The files hold no dates, line numbers or paths: they change only when the words do.
"""

import argparse
import io
import re
import string
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.plurals import get_plural
from babel.messages.pofile import read_po, write_po
from prepare import compile_catalogues

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ("helpdesk_domain", "helpdesk_desktop", "helpdesk_server", "tour")
LANGUAGES = ("fr", "nl")
KEYWORDS = {"say": None, "count": (1, 2), "mark": None}

BREAKS = {"fr": re.compile(r"\S [?!:;»%]|« ")}
"""Where a line of that language must not break: French sets a space before its double signs."""


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--check", action="store_true", help="change nothing, tell what is wrong")
    check = options.parse_args().check
    said = said_in_code()
    faults = []
    for language in LANGUAGES:
        if check:
            faults += [f"{language}: {fault}" for fault in faults_of(catalogue(language), said)]
        else:
            bring_up_to_date(language, said)
    if not check:
        compile_catalogues()
    for fault in faults:
        sys.stderr.write(fault + "\n")
    if faults:
        sys.stderr.write("\n`make translate` takes new messages from the code into the `.po`.\n")
        raise SystemExit(1)


def said_in_code() -> Catalog:
    """Every message of the code, with the packages that say it."""
    said = Catalog()
    for package in PACKAGES:
        for file, _, message, comments, context in extract_from_dir(
            ROOT / package, keywords=KEYWORDS, comment_tags=("Translators:",)
        ):
            del file  # the catalogue must not change when code moves
            said.add(message, auto_comments=comments, context=context)
    return said


def catalogue(language: str) -> Catalog:
    with path_of(language).open("rb") as file:
        return read_po(file, locale=language, domain="helpdesk")


def path_of(language: str) -> Path:
    return ROOT / "resources" / "i18n" / language / "LC_MESSAGES" / "helpdesk.po"


def bring_up_to_date(language: str, said: Catalog) -> None:
    """Add what is new, drop what is gone, guess nothing; the words of translators stay."""
    known = catalogue(language)
    fresh = Catalog(locale=language, domain="helpdesk", fuzzy=False)
    for message in messages(said):
        translated = known.get(message.id)
        same_kind = translated is not None and bool(translated.pluralizable) == bool(
            message.pluralizable
        )
        fresh.add(
            message.id,
            string=translated.string if translated is not None and same_kind else None,
            auto_comments=message.auto_comments,
            user_comments=translated.user_comments if translated is not None else (),
            flags=message.flags | (translated.flags if translated is not None else set()),
        )
    path_of(language).write_bytes(written(fresh, language))


def written(catalog: Catalog, language: str) -> bytes:
    """The `.po` of `catalog`: a header that never changes, then the messages by their source."""
    plural = get_plural(language)
    header = (
        'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n'
        f'"Language: {language}\\n"\n'
        f'"Plural-Forms: nplurals={plural.num_plurals}; plural={plural.plural_expr};\\n"\n\n'
    )
    body = io.BytesIO()
    write_po(body, catalog, width=0, omit_header=True, sort_output=True, ignore_obsolete=True)
    return header.encode("utf-8") + body.getvalue().strip() + b"\n"


def messages(catalog: Catalog) -> Iterator[Message]:
    return (message for message in catalog if message.id)


def faults_of(known: Catalog, said: Catalog) -> Iterator[str]:
    """What keeps `known` from saying all that the code says, a sentence each."""
    for message in messages(said):
        translated = known.get(message.id)
        if translated is None:
            yield f"missing: {first(message)!r}"
        else:
            yield from (f"{fault}: {first(message)!r}" for fault in faults_in(translated, known))
    for message in messages(known):
        if said.get(message.id) is None:
            yield f"no longer said: {first(message)!r}"
    for message in known.obsolete.values():
        yield f"obsolete entry: {first(message)!r}"


def faults_in(message: Message, catalog: Catalog) -> Iterator[str]:
    forms = message.string if isinstance(message.string, (list, tuple)) else (message.string,)
    if message.fuzzy:
        yield "fuzzy"
    if message.pluralizable and len(forms) != catalog.num_plurals:
        yield f"{len(forms)} plural forms instead of {catalog.num_plurals}"
    if not all(forms):
        yield "not translated"
    breaks = BREAKS.get(str(catalog.locale))
    for form in forms:
        if breaks and breaks.search(form):
            yield f"a line may break at a sign, use a no-break space in {form!r}"
    wanted = placeholders(message.id[-1] if message.pluralizable else message.id)
    for form in forms:
        if form and placeholders(form) | optional(message) != wanted | optional(message):
            yield f"placeholders differ in {form!r}"


def optional(message: Message) -> set[str]:
    """A form for one thing may say « one » in words."""
    return {"n"} if message.pluralizable else set()


def placeholders(text: str) -> set[str]:
    try:
        return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}
    except ValueError:
        return {"(not a format)"}


def first(message: Message) -> str:
    return message.id[0] if isinstance(message.id, (list, tuple)) else message.id


if __name__ == "__main__":
    main()
