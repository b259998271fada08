"""What is shown in pictures, screen by screen; each scene leaves the desk as it found it."""

from tour.stage import Stage

LANGUAGES = ("fr", "nl")
NEEDS = {"fr": "santé mentale molenbeek", "nl": "geestelijke gezondheid molenbeek"}
WHO = {"fr": "1080 53 femme interprète Dupont", "nl": "1080 53 vrouw tolk Peeters"}
WHEN = {"fr": "j+2 14:30 rappeler le CPAS", "nl": "d+2 14u30 het OCMW terugbellen"}


def call(here: Stage, language: str) -> None:
    """A call with two referrals, up to its wrap-up and after it is saved."""
    here.hands.press("F2", *["F3"] * (1 + LANGUAGES.index(language)))
    here.hands.type(NEEDS[language])
    here.eyes.wait("search.results", rows=2)
    here.eyes.wait("card.name", name=".")
    here.eyes.picture("found")
    facets(here)
    here.hands.press("Enter")
    here.eyes.wait("call.referrals", rows=1)
    here.hands.press("Down", "Down", "Enter")
    here.eyes.wait("call.referrals", rows=2)
    here.eyes.picture("referred")
    about_whom(here, language)
    refused(here, language)
    sheet(here)
    here.hands.press("F6", "F6")
    here.eyes.wait("call.note", states=["focused"])
    here.eyes.picture("note")
    here.hands.press("F9")
    here.eyes.wait("wrapup.profile.gp", states=["focused"])
    here.eyes.picture("wrap-up-missing")
    here.hands.press("s")
    here.eyes.picture("wrap-up")
    here.hands.press("F9")
    here.eyes.wait_gone("call.timer")
    here.eyes.wait("status.sync", name=" 0 ")
    here.eyes.picture("saved")


def facets(here: Stage) -> None:
    """What the search can be narrowed down by."""
    here.hands.press("ctrl+space")
    here.eyes.wait("search.facets.values", states=["focused"])
    here.eyes.picture("facets")
    here.hands.press("ctrl+space")
    here.eyes.wait("search.text", states=["focused"])


def about_whom(here: Stage, language: str) -> None:
    """Whom the call is about: what is not understood, and what is."""
    here.hands.press("ctrl+o")
    here.eyes.wait("person.words", states=["focused"])
    here.hands.type(WHO[language])
    here.eyes.picture("who-is-not-understood")
    here.hands.press("ctrl+BackSpace")
    here.eyes.picture("who-it-is-about")
    here.hands.press("Enter")
    here.eyes.wait("search.text", states=["focused"])
    here.eyes.picture("known")


def refused(here: Stage, language: str) -> None:
    """The service given last is full, as it says itself."""
    here.hands.press("shift+F8")
    here.eyes.wait("referral.status.given", states=["focused"])
    here.eyes.picture("how-far")
    here.hands.press("r" if language == "fr" else "n")
    here.eyes.wait("referral.reason.no_service", states=["focused"])
    here.eyes.picture("why-refused")
    here.hands.press("s" if language == "fr" else "v")
    here.eyes.wait("search.text", states=["focused"])
    here.eyes.picture("refused")


def sheet(here: Stage) -> None:
    """What was given, in writing: in the caller's language, then in both."""
    here.hands.press("F7")
    here.eyes.wait("sheet.address", states=["focused"])
    here.eyes.wait("sheet.preview", text="2. ")
    here.eyes.picture("sheet")
    here.hands.type("dr.p@cabinet.example")
    here.hands.press("Down", "Down")
    here.eyes.wait("sheet.language.both", states=["checked"])
    here.hands.press("Next")
    here.eyes.picture("sheet-in-both")
    here.hands.press("Escape")
    here.eyes.wait("search.text", states=["focused"])


def no_call(here: Stage) -> None:
    """A ring that was none, after a social worker rang."""
    here.hands.press("F2", "F9")
    here.eyes.wait("wrapup.profile.social_worker", states=["focused"])
    here.hands.press("x")
    here.eyes.wait("wrapup.non_call.abusive", states=["checked"])
    here.eyes.picture("not-a-call")
    here.hands.press("F9")
    here.eyes.wait_gone("call.timer")


def another_language(here: Stage) -> None:
    """The caller speaks neither French nor Dutch."""
    here.hands.press("F2", "shift+F3")
    here.eyes.wait("call.languages", states=["focused"])
    here.hands.press("t", "u")
    here.eyes.picture("another-language")
    here.hands.press("Enter")
    here.eyes.wait("search.text", states=["focused"])
    here.hands.press("F12", "F12")
    here.eyes.wait_gone("call.timer")


def settings(here: Stage) -> None:
    """What can be chosen, all of it and what a few letters find."""
    here.hands.press("ctrl+comma")
    here.eyes.wait("settings.search", states=["focused"])
    here.eyes.picture("settings")
    here.hands.type("contrast")
    here.eyes.wait_gone("settings.language")
    here.hands.press("Enter")
    here.eyes.picture("settings-found")
    here.hands.press("Escape", "Escape")
    here.eyes.wait("search.text", states=["focused"])


def my_calls(here: Stage) -> None:
    """What was done today."""
    here.hands.press("ctrl+j")
    here.eyes.wait("mycalls.table", rows=1)
    here.eyes.picture("my-calls")
    here.hands.press("Escape")
    here.eyes.wait("search.text", states=["focused"])


def search_corners(here: Stage) -> None:
    """Nothing found, and something uncertain."""
    here.hands.press("F4")
    here.hands.type("zzqxk")
    here.eyes.wait("search.text", text="zzqxk")
    here.eyes.picture("nothing-found")
    here.hands.press("F1")
    here.eyes.wait("help.table", rows=4)
    here.eyes.picture("help")
    here.hands.press("Escape")
    here.eyes.wait("search.text", states=["focused"])
    here.hands.press("shift+Return")
    here.eyes.wait("unmet.reason.no_service", states=["focused"])
    here.eyes.picture("why-nothing")
    here.hands.press("Escape")
    here.eyes.wait_gone("unmet")
    here.hands.press("F4", "BackSpace")


def followed_up(here: Stage, language: str) -> None:
    """A caller who is to be rung back, and what the team promised."""
    here.hands.press("shift+F2", "shift+F9")
    here.eyes.wait("before.words", states=["focused"])
    here.hands.type("hier 14:02 7 min" if language == "fr" else "gisteren 14u02 7 min")
    here.eyes.picture("when-it-took-place")
    here.hands.press("Escape", "F12", "F2", "F8")
    here.eyes.wait("followup.words", states=["focused"])
    here.hands.type(WHEN[language])
    here.eyes.picture("when-to-come-back")
    here.hands.press("Enter")
    here.eyes.wait("call.follow_up", name=".")
    here.hands.press("F9", "m" if language == "fr" else "h")
    here.eyes.picture("promised")
    here.hands.press("F9")
    here.eyes.wait_gone("call.timer")
    here.hands.press("ctrl+l")
    here.eyes.wait("followups.counts", name="^1 ")
    here.eyes.picture("follow-ups")
    here.hands.press("x", "Right")
    here.eyes.wait("followups.counts", name="^1 ")
    here.eyes.picture("follow-ups-done")
    here.hands.press("ctrl+k")
    here.eyes.wait("palette.words", states=["focused"])
    here.hands.type("op" if language == "nl" else "ap")
    here.eyes.picture("all-commands")
    here.hands.press("Escape", "Escape")
    here.eyes.wait("search.text", states=["focused"])


def reported(here: Stage, language: str) -> None:
    """A service that is full, as the caller says."""
    here.hands.press("F4")
    here.hands.type(NEEDS[language])
    here.eyes.wait("search.results", rows=2)
    here.hands.press("ctrl+d")
    here.eyes.wait("flag.topic.phone", states=["focused"])
    here.eyes.picture("what-is-wrong")
    here.hands.press("s" if language == "fr" else "v")
    here.eyes.wait("flag.words", states=["focused"])
    here.hands.type(
        "3 semaines, dit l'accueil" if language == "fr" else "3 weken, zegt het onthaal"
    )
    here.eyes.picture("what-is-right")
    here.hands.press("Enter")
    here.eyes.wait_gone("flag")
    here.eyes.picture("reported")
    here.hands.press("F12", "F4", "BackSpace")
    here.eyes.wait("search.text", states=["focused"])


def where_calls_are(here: Stage) -> None:
    """The synchronisation screen, and back."""
    here.hands.press("ctrl+r")
    here.eyes.wait("sync.heading")
    here.eyes.wait("sync.again", states=["focused"])
    here.eyes.picture("where-calls-are")
    here.hands.press("Escape")
    here.eyes.wait("search.text", states=["focused"])


def offline_and_recovered(here: Stage) -> None:
    """The line is cut, a call waits; the desk is killed, and offers the call it was in."""
    here.line.cut()
    here.hands.press("F2", "F3")
    here.hands.type("thuiszorg aide")
    here.eyes.wait("search.results", rows=1)
    here.hands.press("Enter")
    here.eyes.wait("call.referrals", rows=1)
    here.hands.press("F9", "m", "F9")
    here.eyes.wait_gone("call.timer")
    here.eyes.wait("status.sync", name="1 ")
    here.eyes.picture("offline")
    here.hands.press("F2", "F3")
    here.hands.type("tolk arabe")
    here.eyes.wait("call.draft", name="✓", within_s=5)
    assert here.window is not None
    here.window.kill()
    here.open_window()
    here.eyes.wait("recovery.resume", states=["focused"])
    here.eyes.wait("status.sync", name="(Hors ligne|Offline)", within_s=30)
    here.eyes.wait("search.count", name=" : |: ")  # the directory is open
    here.eyes.picture("recovery")
