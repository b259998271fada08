"""The reasoning of an intake in words: what is suggested, why, and how far it may be trusted."""

from typing import Final

from helpdesk_domain.intake.level_words import ASKED, INTERVENTIONS, LEVELS, figure_in
from helpdesk_domain.intake.prompt_words import PROMPTS
from helpdesk_domain.intake.record import PromptId
from helpdesk_domain.intake.row_words import CAVEATS, REASONS
from helpdesk_domain.intake.suggestion import Intervention, Source, Suggestion
from helpdesk_domain.languages import Words

_PAGE: Final = ", p. "


def level_said(suggestion: Suggestion, words: Words) -> str:
    """« linkage ou coordination »; that there is none, where the study is about somebody else."""
    if not suggestion.possible:
        return words.say("No level: the study is about people with a chronic disease.")
    said = [words.say(LEVELS[level]) for level in suggestion.possible]
    if suggestion.level is not None:
        return said[0]
    if len(said) == 1:
        return words.say("{level}, if there is a chronic disease", level=said[0])
    return words.say("{some} or {last}", some=", ".join(said[:-1]), last=said[-1])


def ask_said(determinant: str, words: Words) -> str:
    """What to ask next, and why it is worth asking."""
    return words.say("Ask next: {question}", question=words.say(ASKED[determinant]))


def because(suggestion: Suggestion, words: Words) -> str:
    """Why, a line for each row of the rules that spoke of the level, then where that is from."""
    spoke = [one for one in suggestion.sources if _is_reason(one) and not _is_belrai(one)]
    lines = [f"· {words.say(REASONS[one.rule])} {_stands_on(one, words)}" for one in spoke]
    if len(suggestion.possible) > 1:
        lines.insert(0, words.say("As what is not known yet turns out:"))
    documents = "; ".join(dict.fromkeys(_document(one) for one in spoke))
    return "\n".join([*lines, words.say("Source: {document}", document=documents)])


def belrai_said(suggestion: Suggestion, words: Words) -> str:
    """Where known scores put a person of 65 and more; empty where the table is not about them."""
    found = suggestion.belrai
    if found.intervention is None:
        return ""
    said = words.say(INTERVENTIONS[found.intervention])
    if found.profile is not None and found.intervention is not Intervention.OUTSIDE_TABLE:
        said = words.say("profile {n}: {said}", n=found.profile, said=said)
    spoke = (one for one in suggestion.sources if _is_reason(one) and _is_belrai(one))
    lines = [f"· {words.say(REASONS[one.rule])} ({one.cites})" for one in spoke]
    return "\n".join([words.say("BelRAI: {said}", said=said), *lines])


def caveats_said(suggestion: Suggestion, words: Words) -> str:
    """What is always said with it, each once."""
    codes = dict.fromkeys(
        source.caveat for source in suggestion.sources if source.caveat and _is_reason(source)
    )
    return "\n".join(words.say(CAVEATS[code]) for code in codes)


def prompt_name(prompt: PromptId, words: Words) -> str:
    """« Trajet de soins diabète »."""
    return words.say(PROMPTS[prompt].name)


def prompt_said(prompt: PromptId, words: Words) -> str:
    """« Le contrat est-il signé par les trois … »"""
    return words.say(PROMPTS[prompt].sentence)


def prompt_source(suggestion: Suggestion, prompt: PromptId, words: Words) -> str:
    """Where the prompt comes from, and how far it may be trusted."""
    for source in suggestion.sources:
        if source.rule == prompt:
            caveat = words.say(CAVEATS[source.caveat]) if source.caveat else ""
            return f"{source.cites}. {caveat}".strip()
    return ""


def search_words(prompt: PromptId, language: str) -> str:
    """Words that find the services for it; empty where there is none to find."""
    return PROMPTS[prompt].search.get(language, "")


def _is_belrai(source: Source) -> bool:
    return source.rule.startswith("belrai")


def _is_reason(source: Source) -> bool:
    return source.rule in REASONS


def _document(source: Source) -> str:
    return source.cites.partition(_PAGE)[0]


def _stands_on(source: Source, words: Words) -> str:
    """« (χ²=10,71; p=0,005 – p. 7) »: the document is named once, below."""
    place = source.cites.partition(_PAGE)[2]
    parts = [figure_in(source.figure, words.language), f"p. {place}" if place else ""]
    said = " – ".join(part for part in parts if part)
    return f"({said})" if said else ""
