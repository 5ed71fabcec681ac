"""Who may publish from the browser, and under what name."""

import os

import streamlit as st

from store.history import account_name

ALLOWED = "MAILLAGE_UPLOADS"
"""Environment: ``yes`` or ``no``; what `maillage app --uploads` says."""

_OWN = ("localhost", "127.0.0.1", "::1")


def may_publish() -> bool:
    """Say whether files may be brought in from the browser.

    Where nobody said, only on a server that listens to its own machine alone: who else reaches it is not known here.
    """
    said = os.environ.get(ALLOWED, "")
    return said == "yes" if said in ("yes", "no") else st.get_option("server.address") in _OWN


def who() -> str:
    """Return who is at work: the signed-in user where the server knows users, else the account it runs under."""
    user = st.user.to_dict() if hasattr(st.user, "to_dict") else {}
    name = user.get("email") or user.get("name") if user.get("is_logged_in") else ""
    return str(name or account_name())
