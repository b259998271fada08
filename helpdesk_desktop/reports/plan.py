"""A step of the plan in words: « CPAS – ouvrir l'AMU – jusqu'au vendredi 04/12/2026 »."""

from helpdesk_desktop.reports.weekdays import NAMES
from helpdesk_domain.intake.record import Action
from helpdesk_domain.languages import Words
from helpdesk_domain.week import WEEK


def action_said(action: Action, words: Words) -> str:
    """Who does what, until when."""
    parts = [" + ".join(action.partners), action.what]
    if action.due is not None:
        day = words.say(NAMES[WEEK[action.due.weekday()]])
        when = f"{day} {action.due.strftime('%d/%m/%Y')}"
        parts.append(words.say("until {day}", day=when))
    said = " – ".join(part for part in parts if part)
    return words.say("Concertation: {said}", said=said) if action.is_concertation else said
