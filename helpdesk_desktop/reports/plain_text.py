"""What the directory says, as nothing but letters: it is printed, mailed and pasted elsewhere."""

from helpdesk_domain.unseen_signs import seen_in_a_line


def plain(words: str) -> str:
    """`words` line by line, without empty lines, doubled blanks and what cannot be seen."""
    return "\n".join(line for line in map(seen_in_a_line, words.splitlines()) if line)


def in_a_line(words: str) -> str:
    """The same where there is room for one line: a name."""
    return plain(words).replace("\n", " ")
