"""Names of buildings that are told apart."""

import pandas as pd

from words.names import told_apart

SITES = pd.DataFrame(
    {
        "name": ["School", "School", "Hall", "Hall", "Hall", "Pool"],
        "address": ["Rue A 1", "Rue B 2", "Place C", "Place C", None, None],
        "section_name": ["Roux", "Roux", "Roux", "Gilly", "Gilly", "Gilly"],
    },
    index=list("abcdef"),
)


def test_the_same_name_carries_the_address_and_else_the_former_commune() -> None:
    assert told_apart(SITES).tolist() == [
        "School (Rue A 1)",
        "School (Rue B 2)",
        "Hall (Roux)",
        "Hall (Gilly)",
        "Hall",
        "Pool",
    ]


def test_what_nothing_else_tells_apart_carries_its_identifier() -> None:
    twins = pd.DataFrame({"name": ["Hall"] * 2, "address": ["Place C"] * 2}, index=["x-1", "x-2"])
    assert told_apart(twins).tolist() == ["Hall (x-1)", "Hall (x-2)"]
