"""Compile a form of the program: `compile_form.py SOURCE.md TARGET.json`."""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))  # this checkout's own packages, wherever others are installed

from helpdesk_domain.languages import Words  # noqa: E402
from helpdesk_domain.wire import to_json  # noqa: E402
from helpdesk_server.forms.compiling import compile_file  # noqa: E402


def main() -> None:
    source, target = map(Path, sys.argv[1:])
    compiled = compile_file(source)
    for mistake in compiled.mistakes:
        sys.stderr.write(f"{source.name}: {mistake.said(Words('en'))}\n")
    if compiled.form is None:
        raise SystemExit(1)
    beside = target.with_suffix(".new")
    beside.write_bytes(to_json(compiled.form))
    beside.replace(target)


if __name__ == "__main__":
    main()
