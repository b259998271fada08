"""A figure without parts in words: a number, a share, a median."""

from helpdesk_desktop.ui.charts.chart import shown_words
from helpdesk_desktop.ui.words.statistics_words import minutes_words
from helpdesk_domain.languages import Words
from helpdesk_domain.statistics.dimensions import Measure
from helpdesk_domain.statistics.disclosure import Released
from helpdesk_domain.statistics.figures import Figure
from helpdesk_domain.statistics.results import Median, Result, Share


def result_words(figure: Figure, result: Result, words: Words) -> str:
    """`865`, `71 % (290 of 410)`, `6 min 10`, `96 hours`; what cannot be told says so."""
    match result:
        case Released():
            return shown_words(result.total, words)
        case Share():
            return _share(result, words)
        case Median():
            if result.value is None:
                return words.say("not told")
            if figure.measure is Measure.TALK_S:
                return minutes_words(result.value)
            unit = figure.meaning(words.language).counted
            return f"{words.number(result.value)} {unit}"


def _share(share: Share, words: Words) -> str:
    if share.percent is None:
        return words.say("not told")
    return words.say(
        "{percent} % ({part} of {whole})",
        percent=share.percent,
        part=shown_words(share.part, words),
        whole=shown_words(share.whole, words),
    )
