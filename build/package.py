"""Build the frozen product into `dist/helpdesk-desktop`, and say how large it is.

python build/package.py
"""

import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
WORK = ROOT / ".work" / "pyinstaller"


def main() -> None:
    clock = time.monotonic()
    WORK.mkdir(parents=True, exist_ok=True)
    say("Freezing the product (a minute or two) …")
    log = WORK / "pyinstaller.log"
    command = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN"]
    places = ["--workpath", str(WORK), "--distpath", str(ROOT / "dist")]
    with log.open("wb") as output:
        spec = str(ROOT / "build" / "helpdesk.spec")
        done = subprocess.run([*command, *places, spec], stdout=output, stderr=output, cwd=ROOT)
    if done.returncode != 0:
        sys.stderr.write(log.read_text("utf-8", errors="replace")[-4000:])
        raise SystemExit(1)
    folder = ROOT / "dist" / "helpdesk-desktop"
    say(f"{folder}: {size_mb(folder):.0f} MB in {time.monotonic() - clock:.0f} s")


def size_mb(folder: Path) -> float:
    """Megabytes (10^6 bytes) that `folder` holds; a link counts for nothing."""
    files = (path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
    return sum(path.stat().st_size for path in files) / 1e6


def say(words: str) -> None:
    sys.stderr.write(words + "\n")
    sys.stderr.flush()


if __name__ == "__main__":
    main()
