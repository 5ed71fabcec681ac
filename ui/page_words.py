"""The words Streamlit itself puts on a page, which it has in English only, and ours instead of them.

What Streamlit lets us say is said where the widget is drawn, as a ``placeholder``. The rest is here: ``page_words.js``
puts our words in its place in the browser, as soon as Streamlit has written it.
"""

from dataclasses import dataclass

from geo.texts import N_
from words import Translator

TEXT = ""
"""What is replaced is the text of an element, not one of its attributes."""

_BOXES = "[data-testid=stSelectbox] button, [data-testid=stMultiSelect] button"
_DROPDOWN = "[data-testid$=VirtualDropdown]"
_DIALOG = "[role=dialog]"
_SPOKEN = "[data-live-announcer] *"


@dataclass(frozen=True)
class Replaced:
    """A text of Streamlit's, and where it stands."""

    english: str
    """A regular expression for the whole of it."""
    ours: str
    """Ours in English, marked for translation; ``$1`` is what the first group of the expression found."""
    where: str
    """Selector of the elements it stands on."""
    what: str = "aria-label"
    """The attribute it stands in, or ``TEXT``."""


REPLACED = (
    Replaced("Skip to main content", N_("Skip to the content"), "[data-testid=stSkipToContent]", TEXT),
    Replaced("streamlit_folium\\.st_folium", N_("Map of the neighbourhoods and buildings"), "iframe", "title"),
    Replaced("Help", N_("Explanation"), "[data-testid=stTooltipIcon] *"),
    Replaced("Help for (.*)", N_("Explanation: $1"), "[data-testid=stTooltipIcon] *"),
    # The lists that open.
    Replaced("Choose an option|Choose options", N_("Choose"), "input", "placeholder"),
    Replaced("No options to select", N_("Nothing to choose"), "input", "placeholder"),
    Replaced("Open", N_("Open the list"), _BOXES),
    Replaced("Clear value", N_("Clear"), _BOXES + ", [data-testid=stNumberInput] button"),
    Replaced("Clear all", N_("Clear all"), _BOXES),
    Replaced("Remove (.*)", N_("Remove $1"), "[data-testid=stMultiSelect] *"),
    Replaced("Selected values", N_("What is chosen"), "[data-testid=stMultiSelect] *"),
    Replaced("Show suggestions", N_("Open the list"), "button"),
    Replaced("Suggestions", N_("Choices"), "[role=listbox]"),
    Replaced("Dismiss", N_("Close"), "button"),
    Replaced("Close", N_("Close"), "button"),
    Replaced("No results", N_("Nothing found"), f"{_DROPDOWN} span", TEXT),
    Replaced("Select all", N_("All of them"), f"{_DROPDOWN} [role=option] *", TEXT),
    Replaced("Select (\\d+) matches", N_("The $1 found"), f"{_DROPDOWN} [role=option] *", TEXT),
    Replaced("(\\d+) options? available\\.", N_("Choices: $1"), _SPOKEN, TEXT),
    Replaced("(.*), selected", N_("$1: chosen"), _SPOKEN, TEXT),
    # Numbers.
    Replaced("Increment", N_("More"), "[data-testid=stNumberInputStepUp]"),
    Replaced("Decrement", N_("Less"), "[data-testid=stNumberInputStepDown]"),
    Replaced(
        "Press (Ctrl|⌘)\\+Enter to apply",
        N_("Confirm with $1+Enter"),
        "[data-testid=InputInstructions], [data-testid=InputInstructions] *",
        TEXT,
    ),
    Replaced("Press Enter to apply", N_("Confirm with Enter"), "[data-testid=InputInstructions] *", TEXT),
    Replaced(
        "(?:Error: )?Number is outside the allowed range\\. Please enter a value between (\\S+) and (\\S+)\\.",
        N_("Write a number from $1 to $2."),
        "[data-testid=stNumberInput] *, [role=tooltip] *",
        TEXT,
    ),
    # Files.
    Replaced("Upload|Browse files", N_("Choose files"), "[data-testid=stFileUploader] *", TEXT),
    Replaced("(\\d+)MB per file(?: •.*)?", N_("$1 MB a file"), "[data-testid=stFileUploader] *", TEXT),
    Replaced("file upload", N_("Choose files"), "[data-testid=stFileUploader] input"),
    Replaced("Remove (.*)", N_("Remove $1"), "[data-testid=stFileUploader] *"),
    Replaced(
        "File must be (\\d+)MB or smaller\\.",
        N_("A file may have $1 MB at most."),
        "[data-testid=stFileUploader] *",
        TEXT,
    ),
    # What went wrong.
    Replaced("Connection error", N_("The connection is lost"), f"{_DIALOG} *", TEXT),
    Replaced(
        "(?:Streamlit server is not responding|Connection timed out|Connection failed|Cannot connect|Is Streamlit)[^]*",
        N_("The server does not answer. The page opens again by itself once it does."),
        f"{_DIALOG} *",
        TEXT,
    ),
    Replaced("Page not found", N_("There is no such page"), f"{_DIALOG} *", TEXT),
    Replaced(
        "(?:You have requested page|The page that you have requested)[^]*",
        N_("The address names a page that does not exist; the map is shown instead."),
        f"{_DIALOG} *",
        TEXT,
    ),
    Replaced(
        "(?:\\S*Error: )?This app has encountered an error\\.[^]*",
        N_("A fault of the program keeps this part of the page from being drawn; the server's log says more."),
        "[data-testid=stException] *",
        TEXT,
    ),
)


def page_words(translate: Translator) -> list[dict[str, str]]:
    """Return the table in the language of the page, as the script in the browser reads it."""
    return [
        {"english": each.english, "ours": translate(each.ours), "where": each.where, "what": each.what}
        for each in REPLACED
    ]
