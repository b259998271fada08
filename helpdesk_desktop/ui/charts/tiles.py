"""Where each commune stands on the map of tiles: a drawing, not a survey."""

from collections.abc import Mapping
from typing import Final

from helpdesk_domain.territory import Nis

ROWS: Final = 5
ACROSS: Final = 5

TILES: Final[Mapping[Nis, tuple[int, int]]] = {
    Nis("21008"): (0, 0),  # Ganshoren
    Nis("21010"): (0, 1),  # Jette
    Nis("21015"): (0, 3),  # Schaerbeek
    Nis("21006"): (0, 4),  # Evere
    Nis("21003"): (1, 0),  # Berchem-Sainte-Agathe
    Nis("21011"): (1, 1),  # Koekelberg
    Nis("21014"): (1, 3),  # Saint-Josse-ten-Noode
    Nis("21018"): (1, 4),  # Woluwe-Saint-Lambert
    Nis("21012"): (2, 1),  # Molenbeek-Saint-Jean
    Nis("21004"): (2, 2),  # Bruxelles
    Nis("21005"): (2, 3),  # Etterbeek
    Nis("21019"): (2, 4),  # Woluwe-Saint-Pierre
    Nis("21001"): (3, 0),  # Anderlecht
    Nis("21013"): (3, 1),  # Saint-Gilles
    Nis("21009"): (3, 2),  # Ixelles
    Nis("21002"): (3, 4),  # Auderghem
    Nis("21007"): (4, 0),  # Forest
    Nis("21016"): (4, 1),  # Uccle
    Nis("21017"): (4, 3),  # Watermael-Boitsfort
}
"""Row and column of each. North is up; who lives there finds the neighbours beside, above and below
each other. Drawn by hand, by where the town halls are."""
