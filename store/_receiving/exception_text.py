"""What a map service says is wrong, out of the reports of the OGC's services and of common programs' JSON."""

import json
import re

LONGEST_SAID = 300
_EXCEPTION = re.compile(rb"<(?:\w+:)?(?:ExceptionText|ServiceException)\b[^>]*>(.*?)</(?:\w+:)?(?:Exc|Serv)", re.S)
_MARKUP = re.compile(r"<!\[CDATA\[|\]\]>|<[^>]*>")


def exception_text(content: bytes, kind: str) -> str | None:
    """Return what a service says is wrong, where its answer is an exception report; None for any other answer."""
    head = content[:8192]
    if kind in ("json", "geojson"):
        if b'"features"' in head or not re.search(rb'"(?:exceptions?|error|code)"\s*:', head):
            return None
        try:
            told = json.loads(content)
        except (ValueError, RecursionError):
            return None
        if not isinstance(told, dict) or "links" in told:
            return None
        found = told.get("description") or told.get("detail") or told.get("exceptions") or told.get("error")
        return " ".join(str(found or told.get("code")).split())[:LONGEST_SAID]
    if not re.search(rb"<(?:\w+:)?(?:ExceptionReport|ServiceExceptionReport)\b", head):
        return None
    texts = [_MARKUP.sub(" ", each.decode("utf-8", "replace")) for each in _EXCEPTION.findall(content)]
    return (" ".join(" ".join(texts).split()) or "?")[:LONGEST_SAID]
