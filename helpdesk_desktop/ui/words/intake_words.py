"""What became of something to be considered, in the words of the screens."""

from collections.abc import Mapping
from typing import Final

from helpdesk_domain.intake.record import PromptAnswer
from helpdesk_domain.languages import mark

PROMPT_ANSWERS: Final[Mapping[PromptAnswer, str]] = {
    PromptAnswer.DONE: mark("done"),
    PromptAnswer.NOT_INDICATED: mark("not indicated"),
    PromptAnswer.LATER: mark("later"),
}
