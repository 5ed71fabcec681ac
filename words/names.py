"""The names of buildings as readers tell them apart: two of the same name carry their address, or where they stand."""

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
