"""Why a service is for the person, why not, what to ask: a line each, its verdict first."""

from collections.abc import Iterable, Mapping
from typing import Final

from helpdesk_domain.eligibility import Finding, Reason
from helpdesk_domain.language_names import spoken_name
from helpdesk_domain.languages import Words, mark
from helpdesk_domain.target_groups import Verdict
from helpdesk_domain.territory import Nis, commune_with

LONGEST: Final = 100
"""Characters of a text of the record: all of it stands under its own title."""

VERDICTS: Final[Mapping[Verdict, str]] = {
    Verdict.NO: mark("no"),
    Verdict.ASK: mark("to be asked"),
    Verdict.YES: mark("yes"),
}

REASONS: Final[Mapping[Reason, str]] = {
    Reason.NOT_ACTIVE: mark("it does not work now, or no longer"),
    Reason.SAID_CLOSED: mark("somebody reports that it no longer exists: does it answer?"),
    Reason.FULL: mark("it is full"),
    Reason.WAITING_LIST: mark("how long is the waiting list?"),
    Reason.HAS_ROOM: mark("it has room"),
    Reason.AGE_OUTSIDE: mark("age: {limits}"),
    Reason.AGE_NEAR_LIMIT: mark("exact age? The limit: {limits}"),
    Reason.AGE_NOT_KNOWN: mark("how old? The limit: {limits}"),
    Reason.AGE_FITS: mark("age: {limits}"),
    Reason.AREA_OUTSIDE: mark("serves {places}, not {place}"),
    Reason.AREA_OUTSIDE_REGION: mark("serves {places}, nobody outside the Region"),
    Reason.AREA_PROPOSED: mark("does the person live in {place}? It serves {places}"),
    Reason.AREA_NO_ADDRESS: mark("does it receive people without an address? It serves {places}"),
    Reason.AREA_NOT_KNOWN: mark("which commune? It serves {places}"),
    Reason.AREA_FITS: mark("serves {place}"),
    Reason.LANGUAGE_NOT_LISTED: mark("{language} is not listed: with an interpreter?"),
    Reason.LANGUAGE_SPOKEN: mark("{language} is spoken"),
    Reason.GROUP_OTHER: mark("is for: {groups}"),
    Reason.GROUP_NOT_KNOWN: mark("is one of these? {groups}"),
    Reason.GROUP_FITS: mark("is for: {groups}"),
    Reason.CONDITIONS: mark("condition, in words: {text}"),
    Reason.COST: mark("cost, in words: {text}"),
}


def eligibility_lines(findings: Iterable[Finding], words: Words) -> str:
    """`findings`, a line each."""
    return "\n".join(
        words.say(
            "{verdict} – {reason}",
            verdict=words.say(VERDICTS[finding.verdict]),
            reason=words.say(REASONS[finding.reason], **_values(finding.values, words)),
        )
        for finding in findings
    )


def _values(values: Mapping[str, str], words: Words) -> dict[str, str]:
    written = {**values, "places": values.get("communes", "")}
    if "from" in values:
        written["limits"] = _limits(values["from"], values["to"], words)
    if commune := commune_with(Nis(values.get("commune", ""))):
        written["place"] = commune.name(words.language)
    if "language" in values:
        written["language"] = spoken_name(values["language"], words)
    if "text" in values:
        written["text"] = _short(values["text"])
    return written


def _limits(least: str, most: str, words: Words) -> str:
    if not most:
        return words.say("from {least}", least=least)
    if not least:
        return words.say("up to {most}", most=most)
    return words.say("{least} to {most}", least=least, most=most)


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= LONGEST else line[: LONGEST - 1].rstrip() + "…"
