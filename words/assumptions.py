"""What stands behind counts of buildings that nobody has stated, in words."""

from typing import TYPE_CHECKING

from geo.texts import NN_
from words.numbers import Numbers

if TYPE_CHECKING:
    import pandas as pd


def open_by_assumption(sites: "pd.DataFrame", numbers: Numbers) -> str | None:
    """Say how many of the buildings counted as open to the public are so by assumption; None when none is.

    Parameters
    ----------
    sites
        ``Evidence.sites``.
    numbers
        The language, and how it writes numbers.
    """
    counted = sites["public_access"].fillna(value=False).astype(bool)
    assumed = int((counted & sites["public_access_assumed"]).sum())
    if not assumed:
        return None
    text = NN_(
        "{count} public building (of {public}) taken as open to the public: a school, of which no list says so",
        "{count} public buildings (of {public}) taken as open to the public: schools, of which no list says so",
        "count",
    )
    return numbers.translate(text).format(count=numbers.number(assumed), public=numbers.number(int(counted.sum())))
