"""A desk on a virtual screen, signed in to a real server."""

import gzip
from collections.abc import Iterator
from itertools import islice

import pytest

from tour.demo import OFFER, from_sources
from tour.stage import Stage, stage


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """A desk signed in to a real server, its window open and its offer ready to be searched.

    One service in ten: the index of all takes longer than the tests.
    """
    folder = tmp_path_factory.mktemp("outside")
    services = folder / "services.ndjson"
    with gzip.open(OFFER, "rt", encoding="utf-8") as whole:
        services.write_text("".join(islice(whole, 0, None, 10)), "utf-8")
    with stage(from_sources(), folder, services=services) as desk:
        desk.open_window()
        desk.eyes.wait("search.text", states=["focused"], within_s=30)
        desk.eyes.wait("status.sync", name="À jour")
        desk.eyes.wait("search.count", name="Français ou néerlandais", within_s=60)
        yield desk
