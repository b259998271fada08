"""Programs that are started one after the other."""

import os
import sys
from pathlib import Path

from tour.programs import start


def test_what_a_program_says_is_not_what_the_one_before_it_said(tmp_path: Path) -> None:
    log = tmp_path / "server.log"
    for port in ("1111", "2222"):
        command = [
            sys.executable,
            "-c",
            f"print('at {port}', flush=True); import time; time.sleep(60)",
        ]
        with start([*command], dict(os.environ), log) as program:
            assert program.says("at ") == port
    assert log.read_text("utf-8").split() == ["at", "1111", "at", "2222"]
