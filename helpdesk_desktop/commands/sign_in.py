"""`helpdesk-desktop sign-in`: who sits at this desk, without the window."""

import platform
import sys
from contextlib import closing
from dataclasses import replace

import click

from helpdesk_desktop.commands.ending import ExitCode, stop
from helpdesk_desktop.commands.group import Place
from helpdesk_desktop.commands.opening import opened
from helpdesk_desktop.profile import Profile
from helpdesk_desktop.settings import Settings
from helpdesk_desktop.sync import session
from helpdesk_desktop.sync.server import Server
from helpdesk_domain.clock import utc_now
from helpdesk_domain.languages import Words


def command(words: Words) -> click.Command:
    def run(place: Place, server: str, user: str, password_stdin: bool, new_keys: bool) -> None:
        password = _password(words, password_stdin)
        profile = place.profile()
        with opened(profile, words) as store:
            settings = _settings(profile, words.language)
            with closing(Server(server, profile.device_id())) as central:
                person = session.sign_in(
                    store, central, user, password, platform.node(), utc_now, new_keys=new_keys
                )
                replace(settings, server_url=central.url).save(profile.settings)
        click.echo(words.say("{name} is signed in.", name=person.name), err=True)

    return click.Command(
        "sign-in",
        callback=click.pass_obj(run),
        help=words.say("Sign a person in on this desk."),
        params=[
            click.Option(
                ["--server"], required=True, metavar="URL", help=words.say("Address of the server.")
            ),
            click.Option(["--user"], required=True, help=words.say("Name of the person.")),
            click.Option(
                ["--password-stdin"],
                is_flag=True,
                help=words.say("Read the password from standard input, up to the end of line."),
            ),
            click.Option(
                ["--new-keys"],
                is_flag=True,
                help=words.say(
                    "The server was set up anew: believe its keys from now on. Only if whoever "
                    "looks after it says so."
                ),
            ),
        ],
    )


def _settings(profile: Profile, language: str) -> Settings:
    """What was chosen here; on a new desk, the language this command speaks."""
    kept = Settings.load(profile.settings)
    return kept if profile.settings.exists() else replace(kept, language=language)


def _password(words: Words, from_stdin: bool) -> str:
    """The password piped or typed; never from the arguments, where others can read it."""
    if from_stdin:
        return sys.stdin.readline().rstrip("\r\n")
    if not sys.stdin.isatty():
        stop(words.say("Add --password-stdin to read the password from a pipe."), ExitCode.USAGE)
    typed: str = click.prompt(words.say("Password"), hide_input=True, err=True)
    return typed
