"""Makes one image again and says what is wrong in it.

    python -m soak.power PROGRAM FINDING STEP KEPT [FOLDER]

FINDING is a folder that the campaign kept; the image is left in FOLDER when one is given.
"""

import sys
from pathlib import Path

from soak.power.checking import Checker
from soak.power.programs import PROGRAMS
from soak.power.recording import Recording, quick_folder
from soak.power.replaying import image


def main(name: str, finding: str, step: str, kept: str, folder: str = "") -> int:
    again = image(Recording.kept(Path(finding)), int(step), int(kept, 0))
    if folder:
        Path(folder).mkdir(parents=True)
        for file, content in again.files.items():
            Path(folder, file).write_bytes(content)
    with quick_folder() as looked_into:
        wrong = Checker(PROGRAMS[name], looked_into).wrong(again)
    sizes = ", ".join(f"{file} {len(data):,} bytes" for file, data in again.files.items())
    sys.stdout.write(f"{len(again.said)} things said; found: {sizes or 'no file'}\n")
    sys.stdout.write("".join(f"  {one}\n" for one in wrong) or "  nothing is wrong\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
