"""A date of birth as people write it: a date, and before it the word that makes it one.

A date alone is that of an appointment, and so is one behind « prime de naissance », a benefit.
"""

import re
from typing import Final

_YEAR: Final = r"(?:19|20)\d\d"
_SHORT_YEAR: Final = rf"(?:{_YEAR}|'?\d\d)"
_MONTH: Final = (
    r"(?:jan|f[ée]v|feb|maart|mar|mrt|avr|apr|mai|mei|may|juin|jun|juil|jul|ao[uû]t|aug|sep|o[ck]t"
    r"|nov|d[ée]c)[a-zéûä]{0,7}\.?"
)
_ORDINAL: Final = r"(?:er|e|ste|de|st|nd|rd|th)?"

_DATE: Final = (
    "(?:"
    rf"{_YEAR} ?[/.-] ?\d\d? ?[/.-] ?\d\d?"
    rf"|\d\d?(?: ?[/.-] ?|\s)\d\d?(?: ?[/.-] ?|\s){_SHORT_YEAR}"
    rf"|\d\d?{_ORDINAL} (?:de )?{_MONTH},? {_SHORT_YEAR}"
    r"|\d\d?(?:er)? [a-zéûä]{3,9} (?:19|20)\d\d"
    r"|\d{8}|\d{6}"
    r")(?!\d)"
)
"""« 30/07/1985 », « 1985-07-30 », « 1er février 80 », « 30071985 »."""

_YEAR_ALONE: Final = rf"(?:(?:{_MONTH} |\d\d? ?[/.-] ?)?{_YEAR}(?!\d))"
"""« 1985 », « septembre 1985 », « 09/1985 »."""

_SHORTLY: Final = r"\W{0,4}(?:(?:le|la|op|on|is|est|was|en|in)\b\W{1,3}){0,2}"
"""What stands between the word and its date."""

_NO_APPOINTMENT: Final = r"(?!r\.?d\.?v|rend|afspr|appoint|pr[ée]v|v[oó]{1,2}rz)"
_A_WHILE: Final = rf"(?:{_NO_APPOINTMENT}[^\d;\n])"
"""Any letter, of words that do not say that somebody is expected."""
_NO_PAUSE: Final = rf"(?:{_NO_APPOINTMENT}[^\d;,\n])"
"""The same, up to the next comma."""

_AT_A_PLACE: Final = (
    r"\W{1,3}(?:à|a|au|aux|en|dans|in|te|at)\W"
    rf"(?:{_NO_APPOINTMENT}[^\W\d_]{{1,25}}\W{{1,2}}){{1,6}}"
)
"""« à La Louvière, », « au Maroc »."""

_SAID: Final = (
    # a label says it, wherever the date stands behind it
    rf"\b(?:date (?:de )?naiss(?:ance|\.)?|geboorte ?datum|geb(?:oorte)?[. ]{{0,2}}dat(?:um|\b\.?)"
    rf"|ddn\b|d\.d\.n\b\.?|dob\b|d\.o\.b\b\.?|date of birth|birth ?date)"
    rf"(?:{_SHORTLY}|{_NO_PAUSE}{{0,30}})(?:{_DATE}|{_YEAR_ALONE})",
    rf"\b(?:ann[ée]e de naissance|geboorte ?jaar|year of birth){_NO_PAUSE}{{0,15}}{_YEAR_ALONE}",
    # « née », "geboren": a date or a year soon after it, or after a place
    rf"\b(?:née?\b|geb(?:oren\b|\.)|born\b)(?:\(e\)|[·.-]e\b)?"
    rf"(?:{_A_WHILE}{{0,12}}|{_SHORTLY}|{_AT_A_PLACE}{_SHORTLY})(?:{_DATE}|{_YEAR_ALONE})",
    # words that are others as well: a whole date right behind them
    rf"(?<!prime de )(?<!prime )(?<!congé de )(?<!conge de )(?<!location de )\bnaiss(?:ance\b|\.)"
    rf"{_SHORTLY}{_DATE}",
    rf"\bgeb\b{_SHORTLY}{_DATE}",
    rf"\bnee? le {_DATE}",
    # the sign for it; « n° 2018 » is a number
    rf"(?<![\w])(?<!\b[n] )[°º˚] ?(?:{_DATE}|{_YEAR}(?!\d))",
)

BIRTH_DATE: Final = re.compile("|".join(_SAID), re.IGNORECASE)
