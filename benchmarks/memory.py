"""How much memory this process ever held at once."""

import resource
from pathlib import Path

_STATUS = Path("/proc/self/status")


def peak_mb() -> float:
    """Most memory this process ever held, in MB of a million bytes.

    Linux tells `getrusage` the most its parent held before it, if that was more: a probe that a
    large program started would answer for both.
    """
    if _STATUS.exists():
        lines = _STATUS.read_text(encoding="ascii").splitlines()
        held_kb = next(int(line.split()[1]) for line in lines if line.startswith("VmHWM:"))
    else:
        held_kb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return held_kb * 1024 / 1e6
