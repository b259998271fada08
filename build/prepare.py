"""Prepare a fresh machine: the locked environment in `.venv`, the catalogues, the system packages.

Standard library only, so that it runs before anything is installed, also on Windows and macOS:

    python build/prepare.py                     the environment alone
    python build/prepare.py --system run screen the environment and Debian packages of those groups
"""

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


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--system", nargs="*", default=[], metavar="GROUP")
    groups = set(options.parse_args().system)
    if not SUPPORTED[0] <= sys.version_info[:2] < SUPPORTED[1]:
        stop(f"Python 3.11, 3.12 or 3.13 is needed; this is {sys.version.split()[0]}.")
    if groups:
        prepare_system(groups)
    prepare_environment()
    compile_catalogues()


def prepare_environment() -> None:
    wanted = fingerprint()
    if STAMP.is_file() and STAMP.read_text("utf-8") == wanted and works():
        return
    say("Preparing .venv (some 80 packages, once; a minute or two) …")
    if not works():
        make_venv()
    pip("install", "--require-hashes", "--requirement", str(LOCK))
    pip("install", "--no-deps", "--no-build-isolation", "--editable", str(ROOT))
    STAMP.write_text(wanted, "utf-8")


def fingerprint() -> str:
    """What `.venv` was made from; it is made again when any of it changes."""
    sources = hashlib.sha256()
    for source in (LOCK, ROOT / "pyproject.toml"):
        sources.update(source.read_bytes())
    return f"{sources.hexdigest()} {sys.version_info[:2]} {ROOT}\n"


def works() -> bool:
    check = [str(PYTHON), "-c", "import helpdesk_domain"]
    return PYTHON.exists() and subprocess.run(check, capture_output=True).returncode == 0


def make_venv() -> None:
    base = getattr(sys, "_base_executable", sys.executable)
    make = [base, "-m", "venv", "--clear", str(VENV)]
    if subprocess.run(make, capture_output=True).returncode == 0:
        return
    if shutil.which("apt-get"):  # Debian's python3 comes without the module that makes one
        install(["python3-venv"])
        if subprocess.run(make).returncode == 0:
            return
    stop(f"{base} cannot make a virtual environment; install its `venv` module.")


def pip(*arguments: str) -> None:
    command = [str(PYTHON), "-m", "pip", "--disable-pip-version-check", "-qq", *arguments]
    if subprocess.run(command, cwd=ROOT).returncode != 0:
        stop(
            "The packages of requirements.lock could not be installed (see above). "
            "A package index must be reachable; run the command again when it is."
        )


def compile_catalogues() -> None:
    """Turn each `.po` into the `.mo` beside it, when it is newer."""
    for source in sorted(ROOT.glob("resources/i18n/*/LC_MESSAGES/*.po")):
        compiled = source.with_suffix(".mo")
        if compiled.exists() and compiled.stat().st_mtime >= source.stat().st_mtime:
            continue
        command = [str(PYTHON), "-m", "babel.messages.frontend", "--quiet", "compile"]
        if subprocess.run([*command, "-i", str(source), "-o", str(compiled)]).returncode != 0:
            stop(f"The catalogue {source.relative_to(ROOT)} does not compile (see above).")


def prepare_system(groups: set[str]) -> None:
    if not sys.platform.startswith("linux"):
        return
    if not shutil.which("dpkg-query"):
        say("This is not Debian: Qt's X11 libraries are not checked (build/system-packages.txt).")
        return
    missing = [name for name in packages(groups) if not installed(name)]
    if missing:
        install(missing)


def packages(groups: set[str]) -> list[str]:
    """The packages of `groups`; a group starts with a line `# name: …`."""
    names, group = [], ""
    for line in (ROOT / "build" / "system-packages.txt").read_text("utf-8").splitlines():
        if line.startswith("# ") and ":" in line:
            group = line[2:].split(":")[0]
        elif line and not line.startswith("#") and group in groups:
            names.append(line)
    return names


def installed(name: str) -> bool:
    query = ["dpkg-query", "-W", "-f=${Status}", name]
    status = subprocess.run(query, capture_output=True, text=True).stdout
    return status.endswith("install ok installed")


def install(names: list[str]) -> None:
    line = "apt-get install -y --no-install-recommends " + " ".join(names)
    if os.name == "nt" or os.geteuid() != 0:
        stop(f"System packages are missing. Run this line once, then try again:\n\n  sudo {line}\n")
    say(f"Installing {len(names)} system packages: {' '.join(names)} …")
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    wait = ["-o", "DPkg::Lock::Timeout=300", "-qq"]
    for command in (["apt-get", *wait, "update"], ["apt-get", *wait, *line.split()[1:]]):
        done = subprocess.run(command, env=environment, stdout=subprocess.DEVNULL)
        if done.returncode != 0:
            stop(f"This did not work: {' '.join(command)}")


def say(words: str) -> None:
    sys.stderr.write(words + "\n")
    sys.stderr.flush()


def stop(words: str) -> None:
    say(words)
    raise SystemExit(1)


if __name__ == "__main__":
    main()
