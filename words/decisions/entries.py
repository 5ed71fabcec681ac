"""Decisions in words: what each is about, its verdict, and one sentence for the whole of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from geo.texts import N_
from store.decisions import ABOUT_WIFI as WIFI
from store.decisions import KINDS, OF_SCHOOLS, UNDONE, Entry, asks_a_cost, files_of
from words.decisions.corrections import correction_words
from words.marks import semicolons
from words.numbers import Numbers, Translate, rounded

ABOUT: Mapping[str, str] = MappingProxyType(
    {
        "wifi": N_("Wi-Fi programme"),
        "aidants": N_("Roster of aidants"),
        "devices": N_("Device lots"),
        "home": N_("gap at home"),
        "public": N_("gap in public Wi-Fi"),
        "help": N_("gap in help"),
    }
)
"""What a decision is about -> its words; a fact that was reviewed is shown as it was written."""

FACTS: Mapping[str, str] = MappingProxyType(
    {
        "public_wifi": N_("whether it has public Wi-Fi"),
        "fibre": N_("whether it has fibre"),
        "open_to_the_public": N_("whether the public may enter"),
        "opening_hours": N_("its opening hours"),
        "place": N_("where it is"),
        "residents": N_("who lives here"),
        "help": N_("what help there is"),
        "other": N_("another fact"),
    }
)
"""Fact that can be put under review on the screen -> its words; the log takes any other text too."""

SCHOOL_FACTS: Mapping[str, str] = MappingProxyType(
    {
        "pupils": N_("how many pupils it has"),
        "ise_class": N_("its socio-economic class"),
        "place": FACTS["place"],
        "other": FACTS["other"],
    }
)
"""The same of a school site."""

VERDICT_WORDS: Mapping[str, str] = MappingProxyType(
    {
        "open": N_("open"),
        "accepted": N_("accepted"),
        "rejected": N_("rejected"),
        "corrected": N_("corrected in the layer"),
        "confirmed": N_("confirmed"),
        "contested": N_("contested"),
    }
)
"""State of a review -> its words."""

NOT_COMPUTED = N_("not computed")
"""Stands where the cost of a decision is not known."""


@dataclass(frozen=True)
class Names:
    """What subjects of decisions are called, by their keys; a school site may have the key of a building."""

    places: Mapping[str, str] = field(default_factory=dict)
    """Building, partner's place or neighbourhood -> its name."""
    schools: Mapping[str, str] = field(default_factory=dict)
    """School site -> its name."""

    def of(self, entry: Entry) -> str | None:
        """Return the name of what an entry is about; None where nobody knows it."""
        if entry.kind in OF_SCHOOLS:
            return self.schools.get(entry.subject)
        # A school site can be reviewed as well.
        return self.places.get(entry.subject, self.schools.get(entry.subject) if entry.kind == "reviewed" else None)


NO_NAMES = Names()
"""Nothing is called by a name."""


def kind_words(kind: str, translate: Translate) -> str:
    """Return the words of a kind of decision; a kind nobody knows is shown as it is."""
    return translate(KINDS[kind].title) if kind in KINDS else kind


def about_words(about: str, translate: Translate, kind: str = "") -> str:
    """Return what a decision is about in words; ``kind`` tells a fact under review from a gap of the same name."""
    words = {**SCHOOL_FACTS, **FACTS, **({} if kind == "reviewed" else ABOUT)}
    return translate(words[about]) if about in words else about


def counts_words(counts: Mapping[str, int], numbers: Numbers) -> str:
    """Return how many members said what: "accepted: 2; rejected: 1"; nothing where nobody has judged."""
    translate = numbers.translate
    text = translate(N_("{verdict}: {count}"))
    told = [
        text.format(verdict=translate(VERDICT_WORDS[each]), count=numbers.number(count))
        for each, count in counts.items()
    ]
    return semicolons(told, translate)


def value_words(entry: Entry, translate: Translate) -> str:
    """Return the value of an entry in words."""
    return translate(VERDICT_WORDS[entry.value]) if entry.value in VERDICT_WORDS else entry.value


def decision_words(
    entry: Entry, translate: Translate, names: Names = NO_NAMES, *, whole: bool = True, keyed: bool = True
) -> str:
    """Return what was decided in one line, without who and why: kind, subject, what it is about, value, correction.

    A subject is called as in ``names`` where they have it, with its key where it is ``keyed``: who types commands needs
    it, who reads a page does not. Not ``whole``, subject and correction are left out: they stand beside.
    """
    kind = kind_words(entry.kind, translate)
    if entry.kind == UNDONE:
        return translate(N_("{kind}: entry {entry}")).format(kind=kind, entry=entry.undoes)
    name = names.of(entry)
    subject = entry.subject if name is None else f"{name} [{entry.subject}]" if keyed else name
    said = translate(N_("{kind}: {subject}")).format(kind=kind, subject=subject) if whole else kind
    more = [each for each in (about_words(entry.about, translate), value_words(entry, translate)) if each]
    if whole and (corrected := correction_words(entry, translate)):
        more.append(corrected)
    return f"{said} ({', '.join(more)})" if more else said


def files_words(entry: Entry) -> str:
    """Return the files an entry rests on in one line: each by its name and the first characters of its hash."""
    return ", ".join(f"{file.name} (SHA-256 {file.sha256[:12]})" for file in files_of(entry))


def cost_words(entry: Entry, numbers: Numbers) -> str:
    """Return what a decision cost the plan it is about, at that moment; nothing for one of which nobody asks that."""
    _ = numbers.translate
    if not asks_a_cost(entry):
        return ""
    told = []
    if entry.people is not None or (entry.about == WIFI and entry.capex_eur is not None):
        people = _(NOT_COMPUTED) if entry.people is None else numbers.people(entry.people)
        told.append(_(N_("fewer people served: {people}")).format(people=people))
    if entry.capex_eur is not None:
        told.append(_(N_("first costs: {euros}")).format(euros=numbers.euros(rounded(entry.capex_eur))))
    if entry.helps_per_week is not None:
        told.append(_(N_("fewer helps a week: {helps}")).format(helps=numbers.fixed(entry.helps_per_week, 1)))
    if entry.devices is not None:
        told.append(_(N_("fewer devices for the others: {count}")).format(count=numbers.number(entry.devices)))
    return semicolons(told, _) or _(NOT_COMPUTED)
