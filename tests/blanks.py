"""Words as they are typed: a blank in which a line may not break is a blank."""


def typed(text: str) -> str:
    """`text` with plain blanks."""
    return text.replace("\N{NO-BREAK SPACE}", " ")
