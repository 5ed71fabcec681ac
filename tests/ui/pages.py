"""What a page says as Streamlit runs it without a browser: its words, and that it has drawn whole."""

import re
from html import unescape

from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from tests.conftest import ROOT


def checked(test: AppTest) -> AppTest:
    """Return the page that was run, once it is known to have drawn without an exception."""
    assert not test.exception, [each.value for each in test.exception]
    return test


def run_view(view: str, wait_s: float = 60, **query: str) -> AppTest:
    """Return a view of the app, run once in English on what the environment names; ``""`` is the first there is.

    Parameters
    ----------
    view
        Key of the view, as it stands in the address.
    wait_s
        How long a run may take before it fails, in seconds.
    **query
        What else stands in the address; ``p__years`` is ``p.years``.
    """
    test = AppTest.from_file(str(ROOT / "app.py"), default_timeout=wait_s)
    for name, value in {"lang": "en", **query}.items():
        test.query_params[name.replace("__", ".")] = value
    if view:
        # The tests of Streamlit know pages by file; ours are functions, known by the digest of their address.
        test._page_hash = calc_hash(view)
    return checked(test.run())


def words(test: AppTest) -> str:
    """Return all texts of the page, without markup and as they are read."""
    return as_read(" ".join(each.proto.body for each in test.get("html")))


def as_read(markup: str) -> str:
    """Return the texts of some markup as they are read, each element apart from the next."""
    kept_whole = re.sub(r'<span class="whole">(.*?)</span>', r"\1", markup)
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", kept_whole)))
