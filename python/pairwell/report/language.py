"""The language of a programme's pages and letters: texts, dates, numbers and money.

English stands in the templates and the code; each other language has a catalogue, `texts/CODE.po`.
Dates, numbers and money are written by Babel, from the CLDR.
"""

from __future__ import annotations

import datetime as dt
import gettext as catalogues
import io
import re
from collections.abc import Callable, Iterable
from decimal import Decimal, localcontext
from functools import cache
from pathlib import Path
from typing import Any

from pairwell import _core
from pairwell._extras import needed
from pairwell.data.spoken import ENGLISH, Speech, exact_decimals
from pairwell.report.words import label

LANGUAGES = ("en", "cy", "es", "fr")
"""Languages that pages and letters can be in; a programme in another has them in English."""

_FOLDER = Path(__file__).with_name("texts")
_LOCALES = {"en": "en_GB"}
_MANY = 100
"""A number that is neither one nor few in any of the languages."""
_CUT = ("fr",)
"""Languages in which one and a half of something are as one."""
_DIGITS = 100
"""More than a number of a receipt has, with its decimals."""
_EXACT = "#,##0." + "#" * 18
_VOWEL = re.compile(r"a\(c\) (?=[aeiouwyâêîôûŵŷ])", re.IGNORECASE)


class Language:
    """One language: `gettext` and `ngettext` give texts, the others write dates and numbers.

    Parameters
    ----------
    code
        One of `LANGUAGES`.
    """

    def __init__(self, code: str) -> None:
        self.code = code
        self._texts = _texts(code)
        self._locale = needed("babel").Locale.parse(_LOCALES.get(code, code))
        self._dates = needed("babel.dates")
        self._numbers = needed("babel.numbers")

    def gettext(self, message: str, /, **facts: object) -> str:
        """Give a text with its facts; a per cent sign in it stands twice."""
        return self._texts.gettext(message) % facts

    def ngettext(self, one: str, many: str, num: int, /, **facts: object) -> str:
        """Give a text about a number of things, which it has as ``%(num)s``."""
        return self._texts.ngettext(one, many, num) % {"num": self.number(num), **facts}

    def template(
        self, one: str, many: str | None = None, num: int = 1, *, context: str | None = None
    ) -> str:
        """Give a text as it stands in the catalogue, to be filled with facts by ``%``."""
        if context is not None:
            return self._texts.pgettext(context, one)
        return self._texts.gettext(one) if many is None else self._texts.ngettext(one, many, num)

    def pgettext(self, context: str, message: str, /, **facts: object) -> str:
        """Give a text that means something else elsewhere."""
        return self._texts.pgettext(context, message) % facts

    def label(self, value: object) -> str:
        """Write a state, an outcome or a role: ``Outcome.NOT_ELIGIBLE`` is "not eligible"."""
        return self._texts.pgettext("label", label(value))

    def listed(self, items: Iterable[object]) -> str:
        """Join words as a sentence does: "England, Scotland and Wales"."""
        joined = needed("babel.lists").format_list([str(i) for i in items], locale=self._locale)
        return str(_VOWEL.sub("ac ", joined).replace("a(c) ", "a "))

    def number(self, number: int) -> str:
        """Write a whole number, of at most 100 digits."""
        with localcontext() as exact:
            exact.prec = _DIGITS
            return str(self._numbers.format_decimal(number, locale=self._locale))

    def points(self, units: int, scale: int = 1000) -> str:
        """Write units as points with one decimal, halves up."""
        tenths = (abs(units) * 20 + scale) // (2 * scale)
        return self._tenths(-tenths if units < 0 else tenths)

    def counted_points(self, units: int, scale: int = 1000) -> str:
        """Write units as points with their unit: "14.5 points", "1 point"."""
        if units == scale:
            return self.ngettext("%(points)s point", "%(points)s points", 1, points=1)
        points = self.points(units, scale)
        return self.ngettext("%(points)s point", "%(points)s points", _MANY, points=points)

    def exact(self, units: int, scale: int) -> str:
        """Write units as points with all decimals that they have, without a word: "57,936"."""
        points = Decimal(exact_decimals(units, scale))
        with localcontext() as exact:
            exact.prec = _DIGITS
            return str(self._numbers.format_decimal(points, _EXACT, locale=self._locale))

    def exact_points(self, units: int, scale: int) -> str:
        """Write units as points with all decimals that they have: "14.25 points", "1 point"."""
        return self.ngettext(
            "%(points)s point",
            "%(points)s points",
            self._counted(units, scale),
            points=self.exact(units, scale),
        )

    def percent(self, thousandths: int) -> str:
        """Write thousandths as whole per cent, never more than there is."""
        share = Decimal(thousandths // 10) / 100
        return str(self._numbers.format_percent(share, locale=self._locale))

    def mark(self, thousandths: int) -> str:
        """Write a mean mark as per cent of the most that could be had: "66.7%"."""
        share = Decimal(thousandths) / 1000
        pattern = self._locale.percent_formats[None].pattern.replace("0", "0.0")
        return str(self._numbers.format_percent(share, pattern, locale=self._locale))

    def money(self, amount: int, currency: str) -> str:
        """Write an amount in the smallest part of its currency: "£3,000", "3 000 €"."""
        decimals = _core.decimals_of(currency)
        exact = Decimal(amount).scaleb(-decimals)
        part = "." + "0" * decimals if exact % 1 else ""
        pattern = self._locale.currency_formats["standard"].pattern.replace(".00", part)
        written = self._numbers.format_currency(
            exact, currency, pattern, locale=self._locale, currency_digits=False
        )
        return str(written)

    def day(self, day: dt.date) -> str:
        """Write a day: "24 April 2017"."""
        return str(self._dates.format_date(day, "long", locale=self._locale))

    def weekday(self, day: dt.date) -> str:
        """Write a day with its day of the week: "Monday 24 April 2017"."""
        return f"{self._date(day, 'EEEE')} {self.day(day)}"

    def month(self, month: Any, *, year: bool = True) -> str:
        """Write a month: "September 2017"."""
        first = dt.date(month.year, month.month, 1)
        if not year:
            return self._date(first, "LLLL")
        return str(self._dates.format_skeleton("yMMMM", first, locale=self._locale))

    def period(self, programme: Any) -> str:
        """Write the running period: "June to November 2017"."""
        starts, ends = programme.starts, programme.ends
        first = self.month(starts, year=starts.year != ends.year)
        return self.gettext("%(first)s to %(last)s", first=first, last=self.month(ends))

    def when(self, timetable: Any, event: Any) -> str:
        """Write when an event is: "Monday 24 April 2017", "12:00 on Friday 5 May 2017 (BST)"."""
        if not event.days:
            return self.gettext("%(month)s (day to be fixed)", month=self.month(event.month))
        days = [each.date for each in event.days]
        told = self.listed(
            self._short_day(day, after) for day, after in zip(days, [*days[1:], None], strict=True)
        )
        if event.at is None:
            return told
        zone = _core.Zone.named(event.zone or timetable.zone)
        clock = zone.label(_core.start(timetable, event))
        hour = f"{event.at:%H:%M:%S}".removesuffix(":00")
        return self.gettext("%(time)s on %(day)s (%(clock)s)", time=hour, day=told, clock=clock)

    def moment(self, moment: dt.datetime) -> str:
        """Write a moment: "24 April 2017 at 09:30"."""
        return self.gettext("%(day)s at %(time)s", day=self.day(moment), time=f"{moment:%H:%M}")

    def places(self, programme: Any) -> list[str]:
        """Write the places by region: "Scotland: 1 mentee place and 1 mentor place"."""
        regions: dict[str, list[str]] = {}
        for place in programme.places:
            regions.setdefault(place.region, []).append(self._place(place))
        return [f"{region}: {self.listed(counts)}" for region, counts in regions.items()]

    def _counted(self, units: int, scale: int) -> int:
        """The whole number as which points decide the form of their word."""
        whole, part = divmod(abs(units), scale)
        return whole if not part or self.code in _CUT else _MANY

    def _place(self, place: Any) -> str:
        least, most = place.people.least, place.people.most
        if most is None:
            count, num = self.gettext("%(least)s or more", least=least), _MANY
        elif 0 < least < most:
            count, num = self.gettext("%(first)s to %(last)s", first=least, last=most), _MANY
        else:
            count, num = self.number(most), most
        if place.role is _core.Role.MENTEE:
            return self.ngettext(
                "%(count)s mentee place", "%(count)s mentee places", num, count=count
            )
        return self.ngettext("%(count)s mentor place", "%(count)s mentor places", num, count=count)

    def _short_day(self, day: dt.date, after: dt.date | None) -> str:
        """Write a day without the month and the year that the next one shares with it."""
        weekday = self._date(day, "EEEE")
        if after is None or after.year != day.year:
            return self.weekday(day)
        if after.month == day.month:
            return f"{weekday} {day.day}"
        return f"{weekday} {self._dates.format_skeleton('MMMMd', day, locale=self._locale)}"

    def _date(self, day: dt.date, pattern: str) -> str:
        return str(self._dates.format_date(day, pattern, locale=self._locale))

    def _tenths(self, tenths: int) -> str:
        number = Decimal(tenths).scaleb(-1)
        return str(self._numbers.format_decimal(number, "0.0", locale=self._locale))


def later(message: str) -> str:
    """Mark a text that is looked up where it is used."""
    return message


@cache
def language_of(code: str) -> Language:
    """Give the language with a code; English where there are no texts in it."""
    return Language(code if code in LANGUAGES else "en")


def english() -> Language:
    """Give English, in which the commands speak."""
    return language_of("en")


def speech_of(language: Language) -> Speech:
    """Give what writes sentences of receipts and remedies in a language.

    In English it is what the commands and `str` of a result say, to the byte: numbers are without
    marks between their thousands.
    """
    return ENGLISH if language.code == "en" else language


def speak(environment: Any, language: Language, safe: Callable[[str], Any]) -> None:
    """Let the templates of an environment speak a language.

    Parameters
    ----------
    safe
        Makes a text of the language one that the environment takes as it is; what it is filled with
            by ``%`` is escaped.
    """

    def gettext(message: str, **facts: object) -> Any:
        return safe(language.template(message)) % facts

    def pgettext(context: str, message: str, **facts: object) -> Any:
        return safe(language.template(message, context=context)) % facts

    def ngettext(one: str, many: str, num: int, **facts: object) -> Any:
        told = {"num": language.number(num), **facts}
        return safe(language.template(one, many, num)) % told

    environment.newstyle_gettext = True
    environment.policies["ext.i18n.trimmed"] = True
    environment.globals.update(gettext=gettext, ngettext=ngettext, pgettext=pgettext)


def catalogue(code: str) -> Any:
    """Read the catalogue of a language other than English, as Babel has one."""
    with (_FOLDER / f"{code}.po").open("rb") as file:
        return needed("babel.messages.pofile").read_po(file, locale=code)


def _texts(code: str) -> catalogues.NullTranslations:
    if code == "en":
        return catalogues.NullTranslations()
    compiled = io.BytesIO()
    needed("babel.messages.mofile").write_mo(compiled, catalogue(code))
    compiled.seek(0)
    return catalogues.GNUTranslations(compiled)
