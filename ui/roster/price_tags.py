"""What a rule of the roster costs in helps a week, in small type beside the rule."""

from geo.roster import RosterPrice
from geo.texts import N_
from ui.components.markup import show, tag
from ui.context import Context
from ui.roster.standing import Standing
from words.numbers import Numbers

_TEXTS: dict[str, dict[str, str]] = {
    "costs": {
        "": N_("Price in helps a week: {helps} ({low} to {high})."),
        "floor": N_("Price of this share in helps a week: {helps} ({low} to {high})."),
        "excluded": N_("With it, helps a week more: {helps} ({low} to {high})."),
    },
    "nothing": {
        "": N_("Price: nothing, the best roster keeps it anyway."),
        "excluded": N_("Price: nothing, the best roster has no aidants there anyway."),
    },
    "too_wide": {"": N_("Price in helps a week: less than {high}; closer than that is not proven.")},
    "possible": {"": N_("Without this alone, a roster is possible.")},
    "impossible": {"": N_("Even without this alone, no roster is possible.")},
    "not_known": {"": N_("Its price was not found in the time given.")},
}
"""Verdict -> kind of rule -> what is said; nothing stands for all other kinds."""

_AREA = {
    "costs": N_("{area}: {helps} ({low} to {high})"),
    "possible": N_("{area}: without it, a roster is possible"),
}


def price_tag(context: Context, standing: Standing, kind: str, subject: str = "", half_day: str = "") -> None:
    """Draw the price of a rule as far as it is known; of the floors, also of each area whose own floor costs help."""
    numbers = context.numbers
    found = [each for each in standing.prices if (each.rule.kind, each.rule.half_day) == (kind, half_day)]
    parts = [each for each in found if kind == "floor" and each.rule.subject]
    # Where one area alone has a floor, its price is the price of all.
    whole = [each for each in found if each.rule.subject == subject] or (parts if len(parts) == 1 else [])
    for price in whole:
        strong = price.verdict in ("costs", "possible", "impossible")
        show(
            tag(
                "p",
                price_words(price, numbers),
                class_="price" if strong else "price none",
                data_price=kind,
                data_subject=subject or None,
            )
        )
    told = [each for each in parts if each.verdict in _AREA and each not in whole]
    if told:
        rows = (tag("li", _filled(each, _AREA[each.verdict], numbers), data_area=each.rule.subject) for each in told)
        show(tag("ul", *rows, class_="price sectors"))


def price_words(price: RosterPrice, numbers: Numbers) -> str:
    """Return the price of one rule as a sentence."""
    texts = _TEXTS[price.verdict]
    return _filled(price, texts.get(price.rule.kind, texts[""]), numbers)


def _filled(price: RosterPrice, text: str, numbers: Numbers) -> str:
    low, helps, high = (numbers.fixed(each, 1) for each in (price.low, price.helps_per_week, price.high))
    return numbers.translate(text).format(helps=helps, low=low, high=high, area=price.rule.subject)
