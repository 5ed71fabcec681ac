"""What a list or the search of a page was given to show, as a test without a browser sees it."""

import json

import pandas as pd
from streamlit.testing.v1 import AppTest


def given(test: AppTest, key: str) -> dict[str, object]:
    """Return what the page gave one of our components, by its key."""
    (found,) = (each for each in test.get("bidi_component") if each.key == key)
    return json.loads(found.proto.json)


def listed(test: AppTest, name: str) -> pd.DataFrame:
    """Return the rows of a list, by its name, in their order."""
    shown = given(test, f"list_{name}")
    return pd.DataFrame(shown["rows"], columns=["id", "under", *(each["key"] for each in shown["columns"])])
