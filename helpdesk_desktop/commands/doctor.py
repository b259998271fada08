"""`helpdesk-desktop doctor`: what is where, what is missing, what to do."""

import click

from helpdesk_desktop.commands.checkup import Health, checkup
from helpdesk_desktop.commands.group import Place
from helpdesk_domain.languages import Words
from helpdesk_domain.wire import to_json

_MARKS = {Health.OK: "+", Health.ATTENTION: "!", Health.PROBLEM: "x"}


def command(words: Words) -> click.Command:
    def run(place: Place, as_json: bool) -> None:
        findings = list(checkup(place.profile_as_it_is(), words))
        if as_json:
            click.echo(to_json(findings))
        else:
            for finding in findings:
                click.echo(f"{_MARKS[finding.health]} {finding.part}: {finding.told}")
                if finding.todo:
                    click.echo(f"    → {finding.todo}")
        code = next((finding.code for finding in findings if finding.code), 0)
        if code:
            raise SystemExit(int(code))

    return click.Command(
        "doctor",
        callback=click.pass_obj(run),
        help=words.say("Look at this desk: what is where, what is missing, what to do."),
        params=[
            click.Option(["--json", "as_json"], is_flag=True, help=words.say("Print as JSON."))
        ],
    )
