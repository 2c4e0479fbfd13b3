"""The reader's language: sentences, plurals, numbers with their units, dates and periods.

Spanish is written as in Spain, English with European dates (21 Nov 2026). Templates are English and are looked
up in the merged catalogues of `kpi.showing.catalogues`; what is not translated is shown in English.
"""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Final

from babel import Locale

from kpi.catalogue.units import Points, Quantity, Unit
from kpi.periods import Period
from kpi.platforms import BY_KEY, Account
from kpi.showing import dates, numbers
from kpi.showing.catalogues import Translations, translations
from kpi.words import N_, Message

LANGUAGES: Final = {"es": "Español", "en": "English"}
LOCALES: Final = {"es": "es_ES", "en": "en_GB"}

Sayable = Message | str


@lru_cache
def _locale(language: str) -> Locale:
    """One object for each language: texts are remembered by it, and Babel compares two with each other slowly."""
    return Locale.parse(LOCALES[language])


@dataclass(frozen=True)
class Language:
    """One of `LANGUAGES`; `locale` is its key. Equal languages are interchangeable."""

    locale: str

    def __post_init__(self) -> None:
        if self.locale not in LANGUAGES:
            raise ValueError(f"locale is one of {', '.join(LANGUAGES)}, not {self.locale!r}")

    @cached_property
    def babel(self) -> Locale:
        return _locale(self.locale)

    @cached_property
    def _translations(self) -> Translations:
        return translations(self.locale)

    def say(self, sentence: Sayable, **values: object) -> str:
        """A message, or a template and its values, as a sentence; the values are written in this language too."""
        template, given = (
            (sentence.template, {**sentence.values, **values})
            if isinstance(sentence, Message)
            else (sentence, values)
        )
        return self._fill(self._translations.get(template, (template,))[0], given)

    def plural(self, one: str, many: str, count: float, **values: object) -> str:
        """`one` or `many`, as this language counts `count`; the template may show it as {count}."""
        forms = self._translations.get(one, (one, many))
        # Both languages have two plain forms; babel's third category of Spanish (millions) reads like the second.
        form = forms[0] if self.babel.plural_form(count) == "one" or len(forms) == 1 else forms[1]
        return self._fill(form, {"count": count, **values})

    def _fill(self, template: str, values: Mapping[str, object]) -> str:
        return template.format(**{name: self.write(value) for name, value in values.items()})

    def write(self, thing: object) -> str:
        """Anything that may stand inside a sentence, as this language writes it."""
        match thing:
            case Message():
                return self.say(thing)
            case Quantity():
                return self._quantity(thing)
            case Points():
                return self.points(thing.value, trim=thing.trim)
            case Account():
                name = self.say(BY_KEY[thing.platform].label)
                return f"{name}, {thing.handle}" if thing.handle else name
            case bool() | str():
                return str(thing)
            case int() | float():
                return self.number(thing)
            case datetime.date():
                return self.date(thing)
            case Period():
                return self.period(thing)
            case None:
                return numbers.NOTHING
            case Sequence():
                return ", ".join(self.write(part) for part in thing)
            case _:
                return str(thing)

    def number(self, x: float | None, decimals: int | None = None) -> str:
        """A number with the language's grouping; without `decimals`, as many as its size calls for (at most 2)."""
        return numbers.number(x, decimals, self.babel)

    def value(self, x: float | None, unit: Unit, *, trim: bool = False) -> str:
        """A value with its unit: "12,3 %", "3 h 12 min", "1.234", "4,2 por publicación"; "—" when missing.

        `trim` drops decimals that say nothing ("90 %", not "90,0 %"), for goals and axes.
        """
        if x is None:
            return numbers.NOTHING
        match unit:
            case Unit.SHARE:
                return numbers.share(x, self.babel, trim=trim)
            case Unit.SECONDS:
                return numbers.duration(x, self.babel)
            case Unit.PER_POST:
                return self.say(N_("{number} per post"), number=self.number(x, None if trim else 1))
            case Unit.DAYS:
                return self.plural("{number} day", "{number} days", x, number=self.number(x, None))
            case Unit.COUNT:
                return self.number(x, None if x % 1 else 0)

    def _quantity(self, thing: Quantity) -> str:
        if thing.goal is not None:
            return self.two(thing.value, thing.goal, thing.unit, trim=thing.trim)[0]
        if thing.of is not None:
            return self.two(thing.of, thing.value, thing.unit, trim=thing.trim)[1]
        return self.value(thing.value, thing.unit, trim=thing.trim)

    def two(self, value: float, goal: float, unit: Unit, *, trim: bool = False) -> tuple[str, str]:
        """A value and its goal with the same decimals, and so many that they differ where the numbers do."""
        if unit is Unit.SHARE:
            decimals = numbers.decimals_of_two(value, goal, trim=trim)
            one, other = (numbers.share(x, self.babel, decimals=decimals) for x in (value, goal))
        elif unit is Unit.PER_POST:
            decimals = numbers.apart(value, goal, 1)
            template = N_("{number} per post")
            one, other = (self.say(template, number=self.number(x, decimals)) for x in (value, goal))
        else:
            one, other = (self.value(x, unit, trim=trim) for x in (value, goal))
            if unit is Unit.SECONDS and one == other and value != goal:
                one, other = (numbers.exact_duration(x, self.babel) for x in (value, goal))
        return one, other

    def points(self, x: float, *, trim: bool = False) -> str:
        """A difference of two shares, without its sign: "3,1 puntos"; `trim` as in `value`."""
        decimals = numbers.apart(x * 100, 0.0, numbers.share_decimals(x))
        return self.plural(
            "{number} point",
            "{number} points",
            round(abs(x) * 100, decimals),
            number=self.number(round(abs(x) * 100, decimals), None if trim and decimals <= 2 else decimals),
        )

    def date(self, when: datetime.date) -> str:
        """A day: "21 nov 2026"."""
        return dates.day(when, self.babel)

    def period(self, period: Period) -> str:
        """A period as people call it: "octubre de 2026", "3.er trimestre de 2026", "1–21 nov 2026"."""
        return dates.period(period, self.babel)

    def weekday(self, number: int) -> str:
        """A day of the week, 0 being Monday: "lunes"."""
        return dates.weekday_name(number, self.babel)

    def month(self, when: datetime.date) -> str:
        """A month's name without its year: "octubre"."""
        return dates.month_name(when, self.babel)

    def short_month(self, when: datetime.date) -> str:
        """A month for an axis or a table: "oct 2026"."""
        return dates.short_month(when, self.babel)
