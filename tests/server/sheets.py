"""XLSForms for the tests: a sound one in Markdown, and the same with something changed."""

from pathlib import Path

from openpyxl import Workbook

FR, NL = "Français (fr)", "Nederlands (nl)"

HEADINGS = " | ".join(
    [
        *("| ", "type", "name", f"label::{FR}", f"label::{NL}", f"hint::{FR}", f"hint::{NL}"),
        *("tier", "relevant", "constraint", f"constraint_message::{FR}"),
        *(f"constraint_message::{NL}", "calculation", "choice_filter |"),
    ]
)
PEOPLE = (
    "| | integer | people | Combien ? | Hoeveel? | | | T1 "
    "| ${town} = 'jette' | . > 0 | Plus de 0 | Meer dan 0 | | |"
)

SOUND = f"""
| settings |
| | form_title | form_id | version |
| | Essai / Proef | tried | 1 |
| survey |
{HEADINGS}
| | begin group | home | Chez soi | Thuis | | | | | | | | | |
| | select_one towns | town | Quelle commune ? | Welke gemeente? | Indice | Wenk | T1 | | | | | | |
{PEOPLE}
| | end group | | | | | | | | | | | | |
| | text | words | Quoi ? | Wat? | | | T2 | | | | | | |
| | calculate | double | | | | | T1 | | | | | ${{people}} * 2 | |
| choices |
| | list_name | name | label::{FR} | label::{NL} | region |
| | towns | jette | Jette | Jette | bxl |
| | towns | gent | Gand | Gent | ov |
"""
"""Its survey: row 2 the group, 3 the town, 4 the people, 6 the words, 7 what is computed."""


def as_markdown(folder: Path, text: str = SOUND, name: str = "form.md") -> Path:
    path = folder / name
    path.write_text(text, "utf-8")
    return path


def as_spreadsheet(folder: Path, text: str = SOUND) -> Path:
    """The same sheets, as somebody would type them in a spreadsheet."""
    book = Workbook()
    book.remove(book.active)
    sheet = None
    for line in text.strip().splitlines():
        first, *cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if first:
            sheet = book.create_sheet(first)
        elif sheet is not None:
            sheet.append([cell or None for cell in cells])
    path = folder / "form.xlsx"
    book.save(path)
    return path
