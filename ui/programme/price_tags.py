"""What a rule costs in people, and about how much in euros, in small type beside the rule."""

from geo.programme import Price, in_euros
from geo.texts import N_, NN_
from ui.components.markup import show, tag
from ui.context import Context
from ui.programme.standing import Standing
from words.programme import euros_words
from words.sentences import activity_words

_PRICE = NN_(
    "Price: {people} fewer person served on average ({low} to {high}).",
    "Price: {people} fewer people served on average ({low} to {high}).",
    "people",
)

_OTHERWISE: dict[str, str] = {
    "floor": NN_(
        "Price of all these shares: {people} fewer person served on average ({low} to {high}).",
        "Price of all these shares: {people} fewer people served on average ({low} to {high}).",
        "people",
    ),
    "carry_over": NN_(
        "Allowing it would serve {people} more person on average ({low} to {high}).",
        "Allowing it would serve {people} more people on average ({low} to {high}).",
        "people",
    ),
    "budget": NN_(
        "A tenth more each year would serve {people} more person on average ({low} to {high}).",
        "A tenth more each year would serve {people} more people on average ({low} to {high}).",
        "people",
    ),
}

_ACTIVITY = N_("{activity}: {people} ({low} to {high})")

_OTHER: dict[str, str] = {
    "nothing": N_("Price: nothing, the best plan keeps it anyway."),
    "helps": NN_(
        "Without it, {people} fewer person would be served on average.",
        "Without it, {people} fewer people would be served on average.",
        "people",
    ),
    "too_wide": NN_(
        "Price: less than {high} person on average; closer than that is not proven.",
        "Price: less than {high} people on average; closer than that is not proven.",
        "high",
    ),
    "possible": N_("Without this alone, a plan is possible."),
    "impossible": N_("Even without this alone, no plan is possible."),
    "not_known": N_("Its price was not found in the time given."),
}


def price_tag(context: Context, standing: Standing, kind: str, subject: str = "") -> None:
    """Draw the price of a rule as far as it is known; of the sectors' shares, each sector's own too."""
    found = [each for each in standing.prices if each.lifted.kind == kind]
    whole = [each for each in found if each.lifted.subject == subject and not each.lifted.year]
    parts = [each for each in found if kind == "floor" and each.lifted.subject]
    if kind == "floor" and not whole and len(parts) == 1 and not standing.running:
        whole, parts = parts, []
    for price in whole:
        money = in_euros(price, standing.prices, standing.plan) if standing.plan is not None else None
        said = " ".join(
            filter(None, (price_words(context, price), euros_words(money, context.numbers, context.translate)))
        )
        show(tag("p", said, class_=_class(price), data_price=kind, data_subject=subject or None))
    costly = [each for each in parts if each.verdict in ("costs", "possible")]
    if costly:
        show(tag("ul", *(tag("li", _activity(context, each)) for each in costly), class_="price sectors"))


def price_words(context: Context, price: Price) -> str:
    """Return the price of one rule as a sentence."""
    _ = context.translate
    if price.verdict == "costs":
        return _with_people(context, _(_OTHERWISE.get(price.lifted.kind, _PRICE)), price)
    if price.verdict == "nothing" and price.lifted.kind in ("carry_over", "budget"):
        return _(N_("It would serve nobody more."))
    return _with_people(context, _(_OTHER[price.verdict]), price)


def _activity(context: Context, price: Price) -> str:
    _ = context.translate
    activity = activity_words(price.lifted.subject, _)
    if price.verdict == "possible":
        return _(N_("{activity}: without it, a plan is possible")).format(activity=activity)
    return _with_people(context, _(_ACTIVITY), price, activity=activity)


def _with_people(context: Context, text: str, price: Price, **more: str) -> str:
    people = context.numbers.people
    return text.format(
        people=people(abs(price.people)), low=people(price.people_low), high=people(price.people_high), **more
    )


def _class(price: Price) -> str:
    return "price" if price.verdict in ("costs", "helps", "possible", "impossible") else "price none"
