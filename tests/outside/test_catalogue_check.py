"""The check of the catalogues lets nothing through that a French or Dutch screen would miss."""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest
from babel.messages.catalog import Catalog

BUILD = Path(__file__).parents[2] / "build"


@pytest.fixture
def translate(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(str(BUILD))
    spec = importlib.util.spec_from_file_location("translate", BUILD / "translate.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    sys.modules.pop("prepare", None)
    return module


@pytest.fixture
def said() -> Catalog:
    said = Catalog()
    said.add("Hello {name}")
    said.add(("{n} call", "{n} calls"))
    return said


def french(
    hello: str = "Bonjour {name}", calls: tuple[str, ...] = ("{n} appel", "{n} appels")
) -> Catalog:
    known = Catalog(locale="fr")
    known.add("Hello {name}", hello)
    known.add(("{n} call", "{n} calls"), calls)
    return known


def test_a_complete_catalogue_has_no_faults(translate: ModuleType, said: Catalog) -> None:
    assert list(translate.faults_of(french(), said)) == []


def test_one_thing_may_be_said_without_its_number(translate: ModuleType, said: Catalog) -> None:
    assert list(translate.faults_of(french(calls=("un appel", "{n} appels")), said)) == []


@pytest.mark.parametrize(
    ("known", "fault"),
    [
        (french(hello=""), "not translated"),
        (french(hello="Bonjour {nom}"), "placeholders differ"),
        (french(hello="Bonjour"), "placeholders differ"),
        (french(hello="Bonjour {name"), "placeholders differ"),
        (french(calls=("{n} appel",)), "1 plural forms instead of 2"),
        (french(calls=("{n} appel", "")), "not translated"),
    ],
)
def test_a_faulty_translation_is_told(
    translate: ModuleType, said: Catalog, known: Catalog, fault: str
) -> None:
    assert fault in "\n".join(translate.faults_of(known, said))


def test_missing_fuzzy_and_unused_messages_are_told(translate: ModuleType, said: Catalog) -> None:
    known = Catalog(locale="fr")
    known.add("Hello {name}", "Bonjour {name}", flags={"fuzzy"})
    known.add("Farewell", "Adieu")

    assert set(translate.faults_of(known, said)) == {
        "fuzzy: 'Hello {name}'",
        "missing: '{n} call'",
        "no longer said: 'Farewell'",
    }


def test_writing_a_catalogue_twice_gives_the_same_file(
    translate: ModuleType, said: Catalog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "helpdesk.po"
    path.write_bytes(translate.written(french(), "fr"))
    monkeypatch.setattr(translate, "path_of", lambda language: path)
    before = path.read_bytes()

    translate.bring_up_to_date("fr", said)

    assert path.read_bytes() == before
    assert list(translate.faults_of(translate.catalogue("fr"), said)) == []
