"""Names in capitals become readable, and nothing but their letters' case changes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from layers._adapters._place_names import readable_name


@pytest.mark.parametrize(
    ("shouted", "written"),
    [
        ("ROUX*", "Roux"),
        ("CHARLEROI - VILLE HAUTE", "Charleroi - Ville Haute"),
        ("MONTIGNIES-SUR-SAMBRE-CENTRE", "Montignies-sur-Sambre-Centre"),
        ("GARE DE L'OUEST", "Gare de l'Ouest"),
        ("GARE DE L’OUEST", "Gare de l'Ouest"),
        ("L'ALOUETTE", "L'Alouette"),
        ('CITES "RESIDENCES"', 'Cites "Residences"'),
        ("LA BRUYERE (RESIDENCE)", "La Bruyere (Residence)"),
        ("GOHISSART - LA QUAIRELLE", "Gohissart - La Quairelle"),
        ("PONT-A-NOLE", "Pont-à-Nole"),
        ("QUARTIER DU XII", "Quartier du XII"),
        ("ALBERT 1ER", "Albert 1er"),
        ("PARKING E42", "Parking E42"),
        ("BOIS  NOEL", "Bois Noel"),
        ("LIEGE(MEUSE NORD) + PARTIE DE HERSTAL", "Liege (Meuse Nord) + Partie de Herstal"),
        ("'T HOF", "'t Hof"),
        ("DEN HAAN-AAN-ZEE", "Den Haan-aan-Zee"),
        ("Liège (Meuse nord)", "Liège (Meuse nord)"),
    ],
)
def test_names_are_written_as_people_write_them(shouted: str, written: str) -> None:
    assert readable_name(shouted) == written


@given(st.text(alphabet="ABCDEFGHÉÈ -'()\"+12", max_size=40))
def test_only_case_and_blanks_change(name: str) -> None:
    def letters(text: str) -> str:
        return "".join(text.split()).casefold().replace("à", "a")

    assert letters(readable_name(name)) == letters(name)


@given(st.text(max_size=40))
def test_a_readable_name_stays(name: str) -> None:
    once = readable_name(name)
    if any(letter.islower() for letter in once):
        assert readable_name(once) == once
