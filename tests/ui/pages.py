"""What a page says as Streamlit runs it without a browser: its words, and that it has drawn whole."""

import re
from html import unescape

from streamlit.testing.v1 import AppTest


def checked(test: AppTest) -> AppTest:
    """Return the page that was run, once it is known to have drawn without an exception."""
    assert not test.exception, [each.value for each in test.exception]
    return test


def words(test: AppTest) -> str:
    """Return all texts of the page, without markup and as they are read."""
    text = re.sub(r"<[^>]+>", " ", " ".join(each.proto.body for each in test.get("html")))
    return re.sub(r"\s+", " ", unescape(text))
