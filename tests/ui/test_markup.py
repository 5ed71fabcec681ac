"""Building HTML: whatever a text holds, it stays a text."""

import re
from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from ui.components.markup import filled, joined, plain, plain_lines, tag


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.text = ""
        self.attributes: dict[str, str | None] = {}

    def handle_starttag(self, name: str, attributes: list[tuple[str, str | None]]) -> None:
        self.tags.append(name)
        self.attributes |= dict(attributes)

    def handle_data(self, data: str) -> None:
        self.text += data


def read(markup: str) -> _Reader:
    reader = _Reader()
    reader.feed(markup)
    reader.close()
    return reader


@given(st.text(st.characters(exclude_characters="\r\x00", exclude_categories=("Cs",))))
def test_a_text_comes_back_as_it_was_and_makes_no_tags(text: str) -> None:
    seen = read(str(tag("p", text, title=text)))
    assert seen.tags == ["p"]
    assert seen.text == text
    assert seen.attributes == {"title": text}


def test_parts_are_nested_once() -> None:
    inner = tag("b", "a & b")
    assert str(tag("p", inner, " <i>", None, class_="x", hidden=None)) == '<p class="x"><b>a &amp; b</b> &lt;i&gt;</p>'
    assert str(joined([inner, "<"])) == "<b>a &amp; b</b>&lt;"


def test_no_line_ends_inside_wifi_nor_between_a_word_and_its_guillemet() -> None:
    """What is kept whole is marked only: the text stays as it was, and a name without spaces may still be broken."""
    name = "Wi-Fi public, « La Lampisterie » & « " + "x" * 40 + " »"
    seen = read(str(tag("p", name)))
    assert seen.text == name
    kept = re.findall(r'<span class="whole">(.*?)</span>', str(filled("{place}: {name}", place="Wi-Fi", name=name)))
    assert kept == ["Wi-Fi", "Wi-Fi", "« La", "Lampisterie »"]
    assert read(str(tag("option", "Wi-Fi"))).tags == ["option"]


def test_names_of_attributes_follow_html() -> None:
    assert str(tag("i", data_site="1", aria_hidden="true")) == '<i data-site="1" aria-hidden="true"></i>'


def test_markdown_is_taken_literally() -> None:
    assert plain("[a](javascript:x) *b* :red[c] $d$") == r"\[a\]\(javascript\:x\) \*b\* \:red\[c\] \$d\$"


def test_lines_stay_lines_of_their_own() -> None:
    # Two blanks before the end of a line make Markdown begin a new one.
    assert plain_lines("two to correct:\n  a_b\n  c") == "two to correct\\:  \na\\_b  \nc"
