"""Where the files beside the code are: catalogues, territory, demo offer, icons."""

import sys
from pathlib import Path


def resource(name: str) -> Path:
    """The path of `name` under `resources/`, whichever way the product was installed.

    Three ways: frozen by PyInstaller, installed from a wheel, or run from a checkout.

    Args:
        name: A path below `resources/`, with forward slashes: `"territory/communes.json"`.
    """
    return _root() / name


def _root() -> Path:
    bundle = getattr(sys, "_MEIPASS", None)
    if bundle is not None:
        return Path(bundle) / "resources"
    beside = Path(__file__).parent / "_resources"
    return beside if beside.is_dir() else Path(__file__).parents[1] / "resources"
