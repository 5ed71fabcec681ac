"""A text cut into words, numbers, times and marks, read one after the other."""

import re

_TOKEN = re.compile(
    r"""\s*(?:
    (?P<comment>"[^"]*")
    | (?P<always>24/7)
    | (?P<time>\d{1,2}:\d{2}(?!\d))
    | (?P<year>(?:19|20)\d{2}(?!\d))
    | (?P<number>\d{1,2}(?!\d))
    | (?P<word>[a-z]+)
    | (?P<mark>\|\||\+(?![a-z])|[-;,/\[\]():])
    )""",
    re.IGNORECASE | re.ASCII | re.VERBOSE,
)


class Reader:
    """Where one is in a text. ``value`` is what stands here, ``kind`` what it is; both empty at the end."""

    def __init__(self, text: str, tokens: list[tuple[str, str]] | None = None, position: int = 0) -> None:
        """Cut a text. ValueError when it has a character of which nothing can be made."""
        self.text = text
        self.tokens = _cut(text) if tokens is None else tokens
        self.position = position

    @property
    def done(self) -> bool:
        """Whether nothing is left."""
        return self.position >= len(self.tokens)

    @property
    def kind(self) -> str:
        """``comment``, ``always``, ``time``, ``year``, ``number``, ``word`` or ``mark``."""
        return "" if self.done else self.tokens[self.position][0]

    @property
    def value(self) -> str:
        """What stands here, in small letters."""
        return "" if self.done else self.tokens[self.position][1]

    @property
    def word(self) -> str:
        """The word that stands here; empty when it is something else."""
        return self.value if self.kind == "word" else ""

    @property
    def ahead(self) -> "Reader":
        """The same text, one step on."""
        return Reader(self.text, self.tokens, self.position + 1)

    @property
    def after(self) -> str:
        """What stands after this."""
        return self.ahead.value

    def next(self) -> str:
        """Return what stands here and step on. ValueError at the end."""
        if self.done:
            raise ValueError(self.text)
        self.position += 1
        return self.tokens[self.position - 1][1]

    def take(self, value: str) -> bool:
        """Step over a mark if it stands here."""
        here = self.value == value
        self.position += here
        return here

    def need(self, value: str) -> None:
        """Step over a mark. ValueError when it is not here."""
        if not self.take(value):
            raise ValueError(self.text)

    def number(self, kind: str) -> int:
        """Return the number that stands here and step on. ValueError when there is none of that kind."""
        if self.kind != kind:
            raise ValueError(self.text)
        return int(self.next())


def _cut(text: str) -> list[tuple[str, str]]:
    tokens: list[tuple[str, str]] = []
    position, end = 0, len(text.rstrip())
    while position < end:
        found = _TOKEN.match(text, position)
        if found is None or found.lastgroup is None:
            raise ValueError(text)
        tokens.append((found.lastgroup, found[found.lastgroup].lower()))
        position = found.end()
    return tokens
