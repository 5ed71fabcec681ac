"""The indicators of neighbourhoods the program knows by name: their units, and which way each one points."""

from typing import Literal

from geo.place import IndicatorDefinition, LocalName, Place

Direction = Literal["more_vulnerable", "less_vulnerable", "neutral"]


def _known(key: str, unit: str, more_is: Direction, *, fr: str, nl: str, en: str) -> IndicatorDefinition:
    return IndicatorDefinition(key=key, name=LocalName(fr=fr, nl=nl, en=en), unit=unit, more_is=more_is)


KNOWN_INDICATORS: tuple[IndicatorDefinition, ...] = (
    _known(
        "median_income_eur",
        "EUR",
        "less_vulnerable",
        fr="Revenu net imposable médian par déclaration",
        nl="Mediaan netto belastbaar inkomen per aangifte",
        en="Median net taxable income per declaration",
    ),
    _known(
        "mean_income_eur",
        "EUR",
        "less_vulnerable",
        fr="Revenu net imposable moyen par déclaration",
        nl="Gemiddeld netto belastbaar inkomen per aangifte",
        en="Mean net taxable income per declaration",
    ),
    _known(
        "income_declarations",
        "declarations",
        "neutral",
        fr="Déclarations fiscales avec un revenu",
        nl="Belastingaangiften met een inkomen",
        en="Tax declarations with an income",
    ),
    _known(
        "bimd_score",
        "score",
        "more_vulnerable",
        fr="Défavorisation multiple (BIMD)",
        nl="Meervoudige deprivatie (BIMD)",
        en="Multiple deprivation (BIMD)",
    ),
    _known(
        "bimd_decile",
        "decile",
        "less_vulnerable",
        fr="Décile national de défavorisation multiple (1 : le plus défavorisé)",
        nl="Nationaal deciel van meervoudige deprivatie (1: het meest achtergesteld)",
        en="National decile of multiple deprivation (1: most deprived)",
    ),
    _known(
        "bimd_income_score",
        "score",
        "more_vulnerable",
        fr="Défavorisation en revenus (BIMD)",
        nl="Inkomensdeprivatie (BIMD)",
        en="Income deprivation (BIMD)",
    ),
    _known(
        "bimd_employment_score",
        "score",
        "more_vulnerable",
        fr="Défavorisation en emploi (BIMD)",
        nl="Deprivatie op het vlak van werk (BIMD)",
        en="Employment deprivation (BIMD)",
    ),
    _known(
        "bimd_education_score",
        "score",
        "more_vulnerable",
        fr="Défavorisation en formation (BIMD)",
        nl="Onderwijsdeprivatie (BIMD)",
        en="Education deprivation (BIMD)",
    ),
    _known(
        "bimd_housing_score",
        "score",
        "more_vulnerable",
        fr="Défavorisation en logement (BIMD)",
        nl="Huisvestingsdeprivatie (BIMD)",
        en="Housing deprivation (BIMD)",
    ),
    _known(
        "bimd_health_score",
        "score",
        "more_vulnerable",
        fr="Défavorisation en santé (BIMD)",
        nl="Gezondheidsdeprivatie (BIMD)",
        en="Health deprivation (BIMD)",
    ),
    _known(
        "bimd_crime_score",
        "score",
        "more_vulnerable",
        fr="Exposition à la criminalité (BIMD)",
        nl="Blootstelling aan criminaliteit (BIMD)",
        en="Exposure to crime (BIMD)",
    ),
    _known(
        "share_low_diploma",
        "share",
        "more_vulnerable",
        fr="Part des adultes sans diplôme du secondaire supérieur",
        nl="Aandeel volwassenen zonder diploma hoger secundair",
        en="Share of adults without an upper secondary diploma",
    ),
    _known(
        "share_middle_diploma",
        "share",
        "neutral",
        fr="Part des adultes diplômés du secondaire supérieur",
        nl="Aandeel volwassenen met een diploma hoger secundair",
        en="Share of adults with an upper secondary diploma",
    ),
    _known(
        "share_high_diploma",
        "share",
        "less_vulnerable",
        fr="Part des adultes diplômés du supérieur",
        nl="Aandeel volwassenen met een diploma hoger onderwijs",
        en="Share of adults with a higher education diploma",
    ),
    _known(
        "share_65_plus",
        "share",
        "more_vulnerable",
        fr="Part des habitants de 65 ans et plus",
        nl="Aandeel inwoners van 65 jaar en ouder",
        en="Share of residents aged 65 and over",
    ),
    _known(
        "share_under_18",
        "share",
        "neutral",
        fr="Part des habitants de moins de 18 ans",
        nl="Aandeel inwoners jonger dan 18 jaar",
        en="Share of residents aged under 18",
    ),
    _known(
        "unemployment_share",
        "share",
        "more_vulnerable",
        fr="Part de la population active sans emploi",
        nl="Aandeel werklozen in de beroepsbevolking",
        en="Share of the labour force out of work",
    ),
    _known(
        "increased_reimbursement_share",
        "share",
        "more_vulnerable",
        fr="Part des assurés bénéficiant de l'intervention majorée",
        nl="Aandeel verzekerden met verhoogde tegemoetkoming",
        en="Share of insured persons with increased health-care reimbursement",
    ),
    _known(
        "single_person_household_share",
        "share",
        "neutral",
        fr="Part des ménages d'une personne",
        nl="Aandeel eenpersoonshuishoudens",
        en="Share of one-person households",
    ),
    _known(
        "households_without_car_share",
        "share",
        "more_vulnerable",
        fr="Part des ménages sans voiture",
        nl="Aandeel huishoudens zonder auto",
        en="Share of households without a car",
    ),
    _known(
        "cars_per_household",
        "cars/household",
        "less_vulnerable",
        fr="Voitures par ménage",
        nl="Auto's per huishouden",
        en="Cars per household",
    ),
)
"""The built-in indicators, in the order in which they are shown. A commune adds its own in its configuration."""


def indicator_definitions(place: Place) -> dict[str, IndicatorDefinition]:
    """Return every indicator known for a commune by key; its own win over the built-in ones."""
    return {each.key: each for each in (*KNOWN_INDICATORS, *place.indicators)}
