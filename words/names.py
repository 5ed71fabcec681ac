"""Names and addresses as readers know them: two buildings of the same name carry their address, or where they stand."""

from collections.abc import Mapping

import pandas as pd


def told_apart(sites: pd.DataFrame) -> pd.Series:
    """Return the name of every building, text by ``building_id``; no two are the same.

    Parameters
    ----------
    sites
        Municipal buildings by ``building_id``, with ``name`` and, where known, ``address`` and ``section_name``.

    Examples
    --------
    >>> halls = pd.DataFrame({"name": ["Hall", "Hall", "School"], "address": ["Rue A 1", None, "Rue B 2"]}, list("abc"))
    >>> told_apart(halls).tolist()
    ['Hall (Rue A 1)', 'Hall', 'School']
    """
    names = sites["name"].astype(str)
    beside = [sites[column] for column in ("address", "section_name") if column in sites]
    told = names
    for text in [*beside, pd.Series(sites.index, index=sites.index)]:
        same = told.duplicated(keep=False) & text.notna()
        told = told.where(~same, names + " (" + text.astype(str) + ")")
    return told.astype(str)


def address_words(row: Mapping[str, object] | pd.Series) -> str:
    """Return the address of a place on one line, as it is written on an envelope; empty where nothing is known.

    Parameters
    ----------
    row
        Where known ``address`` (street and number), ``postal_code`` and ``section_name``, which stands for the town.

    Examples
    --------
    >>> address_words({"address": "Rue A 1", "postal_code": "6060", "section_name": "Gilly"})
    'Rue A 1, 6060 Gilly'
    >>> address_words({"postal_code": None, "section_name": "Gilly"})
    'Gilly'
    """
    street, code, town = (
        str(part) if pd.notna(part := row.get(name)) else "" for name in ("address", "postal_code", "section_name")
    )
    return ", ".join(part for part in (street, f"{code} {town}".strip()) if part)
