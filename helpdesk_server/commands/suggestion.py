"""`helpdesk-server suggestion`: corrections to the directory, for whoever looks after it."""

import click

from helpdesk_domain.clock import utc_now
from helpdesk_domain.languages import Words
from helpdesk_domain.suggestions import Decision
from helpdesk_domain.wire import to_json
from helpdesk_server.commands.ending import ExitCode, stop
from helpdesk_server.commands.opening import opened_store
from helpdesk_server.settings import Settings
from helpdesk_server.store.flags import OpenSuggestion, open_suggestions
from helpdesk_server.store.suggestions import decide


def command(words: Words) -> click.Command:
    decisions = {
        "accept": (Decision.ACCEPTED, words.say("The directory was corrected, or will be.")),
        "reject": (Decision.REJECTED, words.say("The directory is right as it is.")),
    }
    deciding = [_decide(words, name, *told) for name, told in decisions.items()]
    return click.Group(
        "suggestion",
        help=words.say("What colleagues say is wrong or full in the directory."),
        commands=[_list(words), *deciding],
    )


def _list(words: Words) -> click.Command:
    def run(settings: Settings, as_json: bool) -> None:
        with opened_store(settings, words) as store:
            found = store.read(open_suggestions)
        if as_json:
            click.echo(to_json(found))
            return
        if not found:
            click.echo(words.say("Nothing waits for a decision."), err=True)
        for one in found:
            click.echo("\t".join(_columns(one)))

    return click.Command(
        "list",
        callback=click.pass_obj(run),
        help=words.say(
            "List those that wait for a decision, the oldest first: id, day, what it is about, "
            "service, who says so, until when it is full, comment."
        ),
        params=[
            click.Option(["--json", "as_json"], is_flag=True, help=words.say("Answer in JSON."))
        ],
    )


def _columns(one: OpenSuggestion) -> tuple[str, ...]:
    flag = one.flag
    return (
        one.id,
        flag.made_at.date().isoformat(),
        flag.topic.value,
        _in_a_line(flag.service_id),
        _in_a_line(flag.author),
        flag.full_until.isoformat() if flag.full_until else "–",
        _in_a_line(flag.comment) or "–",
    )


def _in_a_line(words: str) -> str:
    """Somebody's words: no break of theirs makes a line of the list, no sign moves the cursor."""
    return "".join(letter if letter.isprintable() else " " for letter in words)


def _decide(words: Words, name: str, decision: Decision, explained: str) -> click.Command:
    def run(settings: Settings, suggestion: str, answer: str) -> None:
        with opened_store(settings, words) as store:
            known = store.run(lambda s: decide(s, suggestion, decision, answer, utc_now()))
        if not known:
            stop(words.say("There is no suggestion of that id."), ExitCode.USAGE)

    said = words.say("At their next sync, the desks no longer show it; its author reads why.")
    return click.Command(
        name,
        callback=click.pass_obj(run),
        help=f"{explained} {said}",
        params=[
            click.Argument(["suggestion"], metavar="UUID"),
            click.Option(
                ["--answer"], default="", help=words.say("A sentence for who reported it.")
            ),
        ],
    )
