"""`helpdesk-desktop keymap`: which key runs which command here, and what of the file fails."""

import click

from helpdesk_desktop.commands.ending import ExitCode
from helpdesk_desktop.commands.group import Place
from helpdesk_desktop.ui.keys.keymap_file import read_keymap
from helpdesk_desktop.ui.keys.menus import COMMANDS
from helpdesk_desktop.ui.keys.words import all_named, remarked
from helpdesk_domain.languages import Words


def command(words: Words) -> click.Command:
    def run(place: Place, check: bool) -> None:
        reading = read_keymap(place.profile_as_it_is().keys)
        keymap = reading.keymap
        wide = max(len(all_named(one, keymap, words)) for one in COMMANDS)
        for one, name in COMMANDS.items():
            own = "*" if one in keymap.own else " "
            keys = all_named(one, keymap, words).ljust(wide)
            click.echo(f"{own} {one.command:<16} {keys}  {words.say(name)}")
        click.echo()
        if keymap.own:
            click.echo(words.say("* chosen here, in the place of the usual key"))
        click.echo(
            words.say(
                "A softphone may hold an F-key for the whole computer: where one does nothing in "
                "the window, give the command another, in its settings or in {file}.",
                file=place.profile_as_it_is().keys,
            )
        )
        for remark in reading.remarks:
            click.echo(f"! {remarked(remark, words)}")
        if check and reading.remarks:
            raise SystemExit(int(ExitCode.NOT_VALID))
        if check:
            click.echo(words.say("No two commands have one key."))

    return click.Command(
        "keymap",
        callback=click.pass_obj(run),
        help=words.say("List the keys of the window, and what of your own choice cannot hold."),
        params=[
            click.Option(
                ["--check"],
                is_flag=True,
                help=words.say("End with code 6 when a key of keys.toml cannot hold."),
            )
        ],
    )
