"""A window of thirty lines, to prove the screen, the eyes and the hands without the product."""

import sys

from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QLineEdit,
    QListWidget,
    QPushButton,
    QVBoxLayout,
    QWidget,
)


def main() -> None:
    app = QApplication(sys.argv)
    window = QWidget(windowTitle="Little window")
    box, echo, fruit, done = QLineEdit(), QLabel(), QListWidget(), QPushButton("Done")
    fruit.addItems(["apple", "pear"])
    for widget, identifier in ((box, "box"), (echo, "echo"), (fruit, "fruit"), (done, "done")):
        widget.setAccessibleIdentifier(identifier)
    box.setAccessibleName("Words")
    box.textChanged.connect(echo.setText)
    done.clicked.connect(app.quit)
    layout = QVBoxLayout(window)
    for widget in (box, echo, fruit, done):
        layout.addWidget(widget)
    window.show()
    sys.exit(app.exec())


if __name__ == "__main__":
    main()
