"""What each key does at the desk; from another screen, it leads back to it first."""

from collections.abc import Callable, Mapping
from functools import partial

from helpdesk_desktop.ui.call import call_steps
from helpdesk_desktop.ui.call.call_desk import CallDesk
from helpdesk_desktop.ui.desk_page import DeskPage
from helpdesk_desktop.ui.keys.key import Key
from helpdesk_domain.call_terms import Channel


def desk_keys(page: DeskPage, calls: CallDesk) -> Mapping[Key, Callable[[], object]]:
    """The commands that act on the call, the search and the service on the desk."""
    strips = page.call.strips
    return {
        Key.NEW_CALL: page.start_call,
        Key.ENCOUNTER: partial(page.start_call, Channel.ENCOUNTER),
        Key.WRITTEN_LATER: partial(strips.ask, strips.took_place.ask),
        Key.CALLER_LANGUAGE: partial(call_steps.next_language, calls),
        Key.SEARCH: page.look,
        Key.FACETS: page.search.turn_facets,
        Key.TAKE_OUT: page.search.take_out_last,
        Key.WHICH_LANGUAGE: page.call.language.ask,
        Key.NO_SERVICE: partial(strips.ask, strips.unmet.ask),
        Key.FLAG: page.flag,
        Key.FOLLOW_UP: partial(strips.ask, strips.planning.ask),
        Key.PERSON: partial(strips.ask, strips.person.ask),
        Key.REFERENCE: partial(call_steps.give_reference, calls),
        Key.REFERRAL: partial(strips.ask, page.call.ask_about_a_referral),
        Key.FINISH: calls.finish,
        Key.PARKED: calls.switch,
        Key.NEXT_PANE: lambda: page.next_pane(1),
        Key.PREVIOUS_PANE: lambda: page.next_pane(-1),
    }
