"""Where to write a file, asked in the system's own dialog."""

from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QWidget


def ask_for_file(owner: QWidget, name: str) -> Path | None:
    """Where to write, as chosen; None when the dialog was closed.

    Args:
        name: What is proposed, among the person's documents where it names no folder of its own;
            its suffix is that of the file, also when somebody leaves it out.
    """
    from PySide6.QtWidgets import QFileDialog  # read when first used

    suffix = Path(name).suffix
    documents = QStandardPaths.StandardLocation.DocumentsLocation
    kept = Path(QStandardPaths.writableLocation(documents))
    folder = kept if kept.is_dir() else Path.home()
    kinds = f"{suffix[1:].upper()} (*{suffix})"
    chosen, _ = QFileDialog.getSaveFileName(owner, "", str(folder / name), kinds)
    if not chosen:
        return None
    path = Path(chosen)
    return path if path.suffix.lower() == suffix else path.with_name(f"{path.name}{suffix}")
