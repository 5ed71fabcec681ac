"""From what is chosen on the page to the mapping a file is read by."""

from geo.errors import MaillageError
from geo.place import Mapping
from layers.recognition.preview import FileColumn, Preview
from ui.upload.choosing import Choices, mapping_with, words_with


def _column(header: str, read_as: str, certainty: str) -> FileColumn:
    return FileColumn(header, (), 0, (), read_as, certainty)


FOUND = Preview(
    "liste.csv",
    2,
    (2, 3),
    (_column("nom", "name", "named"), _column("Fiche", "wifi_id", "likely"), _column("Lieu", "", "doubtful")),
    ("wifi_id", "name", "access", "x", "y"),
    ("access",),
    Mapping(columns={"operator": "Fournisseur", "setting": "Lieu"}, decimal=","),
)


def test_only_what_differs_is_written_down_and_the_rest_of_the_mapping_stays() -> None:
    made = mapping_with(FOUND, Choices({"nom": "name", "Fiche": "wifi_id", "Lieu": None}, {"access": "public"}))
    assert made == Mapping(
        columns={"operator": "Fournisseur", "wifi_id": "Fiche"}, constants={"access": "public"}, decimal=","
    )


def test_two_columns_for_one_thing_and_half_a_place_are_said() -> None:
    twice = mapping_with(FOUND, Choices({"nom": "name", "Lieu": "name"}, {}))
    assert isinstance(twice, MaillageError)
    assert twice.parameters == {"headers": "nom, Lieu"}
    half = mapping_with(FOUND, Choices({"Lieu": "x"}, {}))
    assert isinstance(half, MaillageError)
    assert "both coordinates" in half.render()


def test_words_are_added_to_those_that_are_known_already() -> None:
    known = Mapping(values={"access": {"libre": "public"}})
    assert words_with(known, {("access", "badge"): "customers", ("setting", "?"): None}).values == {
        "access": {"libre": "public", "badge": "customers"}
    }
