"""Writes fixtures/calendars/*.txt: the holidays of each business centre that fall on weekdays, as QuantLib has them.

    python calendars.py

Needs the QuantLib of requirements.txt.
"""

from pathlib import Path

import QuantLib as ql

FIRST, LAST = 2000, 2075
FOLDER = Path(__file__).parent / "fixtures" / "calendars"
US = ql.UnitedStates
CENTRES = {
    "london": ("London", ql.UnitedKingdom(ql.UnitedKingdom.Settlement), "UnitedKingdom(Settlement)"),
    "new-york": ("New York", US(US.FederalReserve), "UnitedStates(FederalReserve)"),
    "us-government-securities": (
        "US government securities", US(US.GovernmentBond), "UnitedStates(GovernmentBond)",
    ),
    "sofr": ("SOFR", US(US.SOFR), "UnitedStates(SOFR)"),
    "target": ("TARGET", ql.TARGET(), "TARGET"),
}


def holidays(calendar):
    """Weekdays of the years that are no business days."""
    day, last = ql.Date(1, 1, FIRST), ql.Date(31, 12, LAST)
    while day <= last:
        if day.weekday() not in (ql.Saturday, ql.Sunday) and calendar.isHoliday(day):
            yield day.ISO()
        day += 1


def main():
    FOLDER.mkdir(parents=True, exist_ok=True)
    for file, (name, calendar, source) in CENTRES.items():
        head = f"# {name}: holidays on weekdays, {FIRST} to {LAST}. QuantLib {ql.__version__}, {source}.\n"
        (FOLDER / f"{file}.txt").write_text(head + "".join(f"{day}\n" for day in holidays(calendar)))


if __name__ == "__main__":
    main()
