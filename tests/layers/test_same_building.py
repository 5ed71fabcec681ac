"""Names and addresses of buildings: what counts as the same, on pairs found in real lists."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from layers._adapters._same_building import SAME_NAME, Entry, same_address, same_words, similarity

SAME = [
    ("Bibliothèque Rimbaud", "BIBLIOTHEQUE RIMBAUD"),
    ("Bibliothèque Rimbaud", "Bibliothèque communale Arthur Rimbaud"),
    ("Ecole communale de l'Alouette", "École de l’Alouette"),
    ('Ecole fondamentale "La Marsaude"', "Ecole La Marsaude"),
    ("Ecole fondamentale  Desaise-Gonceries", "Ecole Desaise Gonceries"),
    ("Académie de Jumet-Lodelinsart", "Academie Lodelinsart-Jumet"),
    ("Ecole J. Destrée", "Ecole Jules Destrée"),
    ("Médiathèque de Gilly", "Mediatheque Gily"),
    ("Ecole St-Joseph", "École Saint Joseph"),
    ("Ecole du Sart Tilman II", "Ecole communale Sart Tilman 2"),
]
DIFFERENT = [
    ("Ecole du Nord", "Ecole du Sud"),
    ("Ecole communale n°1", "Ecole communale n°2"),
    ("Ecole primaire communale du Sart Tilman 1", "Ecole primaire communale Sart Tilman II"),
    ("Ecole communale Arnould Clausse-Laveu", "Ecole fondamentale Arnould Clausse Laveu 2"),
    ("Piscine de Gilly", "Bibliothèque de Gilly"),
    ("Académie de Couillet", "Académie de Gosselies"),
    ("Ecole maternelle du Centre", "Ecole primaire du Centre"),
    ("Ecole", "Ecole des Haies"),
    ("", ""),
    ("!!!", "???"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_the_same_building_under_two_names(one: str, other: str) -> None:
    assert similarity(Entry(one), Entry(other)) >= SAME_NAME


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_two_buildings_whose_names_look_alike(one: str, other: str) -> None:
    assert similarity(Entry(one), Entry(other)) < SAME_NAME


def test_similarity_on_paper() -> None:
    # "ecole nord" and "ecole sud": "ecole " and "d" in common, 7 letters of 10 and 9: 2 * 7 / 19.
    assert similarity(Entry("Ecole du Nord"), Entry("Ecole du Sud")) == 14 / 19


def test_same_words_ignore_case_accents_order_and_whose_building_it_is() -> None:
    assert same_words(Entry("École communale du Nord"), Entry("NORD (ecole)"))
    assert not same_words(Entry("École du Nord"), Entry("École du Nord 2"))
    # Nothing but generic words: then all of them count.
    assert same_words(Entry("Communale"), Entry("communale"))
    assert not same_words(Entry("Communale"), Entry("Municipale"))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Rue Arthur Bredat 27", "rue Arthur Bredat, 27"),
        ("Rue Léon Willocq 4A", "Rue Léon Willocq 4 a"),
        ("Rue des Chevaliers du Travail 51", "Rue Chevaliers du Travail 51"),
        ("Rue Pierre 120-125", "Rue Pierre 120/125"),
        ("Bd Tirou 227", "Boulevard Tirou 227"),
        ("Rue Circulaire 27", "Rue Circulaire 27, 6060 Gilly"),
        ("Rue Circulaire 27", "Rue Circulaire, 27 B-6060 Gilly"),
        ("27 Rue Circulaire", "Rue Circulaire 27 bte 3"),
    ],
)
def test_one_address_written_twice(one: str, other: str) -> None:
    assert same_address(Entry("", one), Entry("", other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Rue du Longtry 41", "Rue du Longtry 37"),
        ("Rue du Longtry", "Rue du Longtry"),
        ("", ""),
        ("Rue du 11 Novembre 5", "Rue du 5 Novembre 12"),
    ],
)
def test_two_addresses_or_none(one: str, other: str) -> None:
    assert not same_address(Entry("", one), Entry("", other))


def test_one_street_in_two_postal_codes_is_two_streets() -> None:
    assert not same_address(Entry("", "Grand'Rue 1", "6000"), Entry("", "Grand'Rue 1", "6061"))
    assert same_address(Entry("", "Grand'Rue 1", "6000"), Entry("", "Grand'Rue 1"))


NAMES = st.text("aeiou lnrst1é-'", max_size=20)


@given(NAMES, NAMES)
def test_similarity_has_no_direction_and_lies_between_0_and_1(one: str, other: str) -> None:
    found = similarity(Entry(one), Entry(other))
    assert found == similarity(Entry(other), Entry(one))
    assert 0 <= found <= 1
    if Entry(one).words:
        assert similarity(Entry(one), Entry(one)) == 1
