"""Prepare a fresh machine: the locked environment in `.venv`, catalogues, forms, system packages.

Standard library only, so that it runs before anything is installed, also on Windows and macOS:

    python build/prepare.py                     the environment alone
    python build/prepare.py --system run screen the environment and Debian packages of those groups
"""

from __future__ import annotations  # an old Python reads on until it is told that it is too old

import argparse
import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
SCRIPTS = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = SCRIPTS / ("python.exe" if os.name == "nt" else "python")
LOCK = ROOT / "requirements.lock"
STAMP = VENV / ".prepared"
SUPPORTED = ((3, 11), (3, 14))
EVERY_GROUP = {"environment", "run", "screen", "test", "package"}
INSTALL = "apt-get install -y --no-install-recommends"


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--system", nargs="*", default=[], metavar="GROUP")
    groups = set(options.parse_args().system)
    if not SUPPORTED[0] <= sys.version_info[:2] < SUPPORTED[1]:
        stop(
            f"Python 3.11, 3.12 or 3.13 is needed; {sys.executable} is {sys.version.split()[0]}. "
            "Another one is chosen so: make PYTHON=python3.12 run"
        )
    prepare_system(groups | {"environment"})
    prepare_environment()
    compile_catalogues()
    compile_forms()


def prepare_environment() -> None:
    lock, place = fingerprint(), f"{sys.version_info[:2]} {ROOT}\n"
    made_from, _, made_at = (STAMP.read_text("utf-8") if STAMP.is_file() else "").partition(" ")
    if (made_from, made_at) == (lock, place) and imports("helpdesk_domain"):
        return
    say("Preparing .venv (some 80 packages, once; a minute or two) …")
    if made_at != place or not imports("pip"):
        make_venv()
        STAMP.write_text(f"unfinished {place}", "utf-8")
    pip("install", "--require-hashes", "--requirement", str(LOCK))
    pip("install", "--no-deps", "--no-build-isolation", "--editable", str(ROOT))
    STAMP.write_text(f"{lock} {place}", "utf-8")


def fingerprint() -> str:
    """What `.venv` is filled from; it is filled again when any of it changes."""
    sources = hashlib.sha256()
    for source in (LOCK, ROOT / "pyproject.toml"):
        sources.update(source.read_bytes())
    return sources.hexdigest()


def imports(module: str) -> bool:
    """Whether `.venv` itself holds `module`, wherever we stand."""
    check = [str(PYTHON), "-I", "-c", f"import {module}"]
    return PYTHON.exists() and subprocess.run(check, capture_output=True).returncode == 0


def make_venv() -> None:
    base = getattr(sys, "_base_executable", sys.executable)
    if subprocess.run([base, "-m", "venv", "--clear", str(VENV)]).returncode != 0:
        stop(f"{base} cannot make a virtual environment (see above).")


def pip(*arguments: str) -> None:
    command = [str(PYTHON), "-m", "pip", "--disable-pip-version-check", "-qq", *arguments]
    done = subprocess.run(command, cwd=ROOT, stderr=subprocess.PIPE, text=True, errors="replace")
    if done.returncode == 0:
        return
    if "connection broken" in done.stderr:
        stop("The package index cannot be reached; run the command again when it is.")
    stop(f"{done.stderr}\nThe packages of requirements.lock could not be installed (see above).")


def compile_catalogues() -> None:
    """Turn each `.po` into the `.mo` beside it, when it is newer."""
    for source in sorted(ROOT.glob("resources/i18n/*/LC_MESSAGES/*.po")):
        compiled = source.with_suffix(".mo")
        if compiled.exists() and compiled.stat().st_mtime >= source.stat().st_mtime:
            continue
        command = [str(PYTHON), "-m", "babel.messages.frontend", "--quiet", "compile"]
        if subprocess.run([*command, "-i", str(source), "-o", str(compiled)]).returncode != 0:
            stop(f"The catalogue {source.relative_to(ROOT)} does not compile (see above).")


def compile_forms() -> None:
    """Turn each form of the program into the JSON beside it, when it or its shape is newer."""
    compiler = ROOT / "build" / "compile_form.py"
    shape = ROOT / "helpdesk_domain" / "intake" / "form.py"
    sources = set(ROOT.glob("resources/forms/*.md")) - {ROOT / "resources/forms/README.md"}
    for source in sorted(sources):
        compiled = source.with_suffix(".json")
        newest = max(path.stat().st_mtime for path in (source, compiler, shape))
        if compiled.exists() and compiled.stat().st_mtime >= newest:
            continue
        if subprocess.run([str(PYTHON), str(compiler), str(source), str(compiled)]).returncode != 0:
            stop(f"The form {source.relative_to(ROOT)} does not compile (see above).")


def prepare_system(groups: set[str]) -> None:
    if not sys.platform.startswith("linux"):
        return
    if not shutil.which("dpkg-query"):
        if len(groups) > 1:
            say("This is not Debian: system packages are not checked (build/system-packages.txt).")
        return
    missing = absent(groups)
    if missing and os.geteuid() != 0:
        ask_for(absent(EVERY_GROUP))  # once, and not again for `make test`
    if missing:
        install(missing)


def absent(groups: set[str]) -> list[str]:
    """The packages of `groups` that are not installed."""
    return [name for name in packages(groups) if not installed(name)]


def packages(groups: set[str]) -> list[str]:
    """The packages of `groups`; a group starts with a line `# name: …`.

    Those named after `{python}` belong to Debian's own Python, and to no other.
    """
    names, group = [], ""
    for line in (ROOT / "build" / "system-packages.txt").read_text("utf-8").splitlines():
        if line.startswith("# ") and ":" in line:
            group = line[2:].split(":")[0]
        elif line and not line.startswith("#") and group in groups:
            names.append(line)
    if sys.base_prefix != "/usr":
        names = [name for name in names if "{python}" not in name]
    return [name.format(python="{}.{}".format(*sys.version_info)) for name in names]


def installed(name: str) -> bool:
    """Whether a package is there, also under the name it has since Debian 13."""
    query = ["dpkg-query", "-W", "-f=${Status}\n", name, f"{name}t64"]
    status = subprocess.run(query, capture_output=True, text=True).stdout
    return "install ok installed" in status.splitlines()


def ask_for(names: list[str]) -> None:
    """Say the line that installs `names`, and stop: somebody else may run it."""
    sudo = "sudo " if shutil.which("sudo") else ""
    line = f"{sudo}apt-get update && {sudo}{INSTALL} {' '.join(names)}"
    who = "" if sudo else " as root"
    stop(f"System packages are missing. Run this line once{who}, then try again:\n\n  {line}\n")


def install(names: list[str]) -> None:
    say(f"Installing {len(names)} system packages: {' '.join(names)} …")
    for line in ("apt-get update", f"{INSTALL} {' '.join(names)}"):
        apt_get(line.split()[1:])


def apt_get(words: list[str]) -> None:
    command = ["apt-get", "-o", "DPkg::Lock::Timeout=300", "-qq", *words]
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    done = subprocess.run(command, env=environment, capture_output=True, text=True)
    if done.returncode != 0:
        stop(
            f"{done.stderr}\nThe system packages could not be installed (see above). "
            "A Debian mirror must be reachable; run the command again when it is."
        )


def say(words: str) -> None:
    sys.stderr.write(words + "\n")
    sys.stderr.flush()


def stop(words: str) -> None:
    say(words)
    raise SystemExit(1)


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        stop("Stopped. The same command goes on where this one was.")
