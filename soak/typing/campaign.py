"""Kills the window while somebody types, and looks how much of it is in the file.

The promise: what stood typed a second before the end is there, of each call on the desk.
"""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from threading import Timer
from typing import Final

from helpdesk_desktop.profile import Profile
from helpdesk_desktop.settings import Settings
from helpdesk_desktop.store.database import Store
from helpdesk_desktop.store.drafts import Draft, drafts
from helpdesk_desktop.sync.vault import open_key
from soak.campaign import Batch, Campaign, Tally, Violation
from soak.power.recording import quick_folder

LOST = "typed more than a second before the end, and lost"

AT_MOST_S = 1.0
"""What a crash may cost of typing."""

LIFE_S = (1.2, 4.0)
"""From the first letter to the death: nothing is promised before the second that may be lost."""

PATIENCE_S = 60.0
"""For the window to open and the first letter to be typed, also on a busy machine."""

_PASSPHRASE = "only of the soak"
_CALM = {"QT_QPA_PLATFORM": "offscreen", "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring"}

DEFECTS: Final = {"late": 3000, "never": 10**9}
"""Planted: milliseconds for which a change waits before it is written."""

Typed = Sequence[Mapping[str, str]]
"""What stands typed in the search box and in the note of each call on the desk."""


def run(batch: Batch) -> Tally:
    return of_defect("", batch)


def of_defect(defect: str, batch: Batch) -> Tally:
    """Kills of a window with `defect` planted, unless that is empty."""
    tally = Tally()
    while tally.trials < batch.trials and not batch.over:
        with quick_folder() as folder:
            seed = f"{batch.seed}/{batch.number}/{tally.trials}"
            seconds = batch.chance(tally.trials).uniform(*LIFE_S)
            promised = typed_before_death(folder, seed, defect, seconds)
            missing = list(_missing(promised, _found(folder)))
        tally.trials += 1
        if missing:
            where = f"python -m soak.typing.typist PROFILE {seed}, killed after {seconds:.2f} s"
            tally.violations.append(Violation(LOST, "; ".join(missing), where))
            if batch.first_only:
                break
    return tally


def typed_before_death(folder: Path, seed: str, defect: str, seconds: float) -> Typed:
    """What stood typed a second before the window in `folder` was killed.

    Raises:
        RuntimeError: Nobody could type in it.
    """
    Settings().save(Profile.at(folder).settings)  # a desk that was set up
    command = [sys.executable, "-m", "soak.typing.typist", str(folder), seed]
    window = subprocess.Popen(
        [*command, defect] if defect else command,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=os.environ | _CALM | {"HELPDESK_PASSPHRASE": _PASSPHRASE},
        text=True,
    )
    assert window.stdout is not None
    with window, window.stdout as said:
        waiting = Timer(PATIENCE_S, window.kill)
        waiting.start()
        first = said.readline()
        waiting.cancel()
        if not first:
            raise RuntimeError(f"the window ended before anybody typed: {window.wait()}")
        time.sleep(seconds)
        # the moment before: what is typed while the signal travels is promised to nobody
        until = time.monotonic() - AT_MOST_S
        window.send_signal(signal.SIGKILL)
        lines = [first, *said]
    typed: Typed = ()
    for line in lines:
        if not line.endswith("\n"):
            break
        at, so_far = json.loads(line)
        if at > until:
            break
        typed = so_far
    return typed


def _found(folder: Path) -> list[Draft]:
    profile = Profile.at(folder)
    store = Store.open(profile.database, open_key(profile, _PASSPHRASE))
    try:
        return list(store.read(drafts))
    finally:
        store.close()


def _missing(promised: Typed, found: Sequence[Draft]) -> Iterator[str]:
    """What was typed and is in no draft; boxes only ever grow, so that a draft begins with it."""
    for call in promised:
        if not any(_holds(draft, call) for draft in found):
            yield f"{call} is in none of {[(one.search_text, one.call.note) for one in found]}"


def _holds(draft: Draft, call: Mapping[str, str]) -> bool:
    return draft.search_text.startswith(call["search"]) and draft.call.note.startswith(call["note"])


CAMPAIGN = Campaign(
    name="typing",
    title="kills of a window in which somebody types",
    trials="kills while somebody types",
    kinds=(LOST,),
    target=50,
    share=2,
    size=10,
    run=run,
    controls={defect: partial(of_defect, defect) for defect in DEFECTS},
    patience=10,
)
