"""Writes fixtures/random.jsonl, below-zero.jsonl and real.jsonl and the synthetic fixings, with QuantLib as the reference.

    python -m venv /somewhere && /somewhere/bin/pip install -r requirements.txt && /somewhere/bin/python generate.py

The random bonds follow from SEED; what can vary is in `random_terms`.
"""

import json
import random
import tomllib
from datetime import date, timedelta
from pathlib import Path

import QuantLib as ql

from reference import CENTRES, EXPONENTS, Bond, of_ql, to_ql

SEED = 20261127
RANDOM_BONDS = 600
BELOW_ZERO_BONDS = 80
HERE = Path(__file__).parent
FIXTURES = HERE / "fixtures"
LENGTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
YEARS = {1: 30, 2: 20, 4: 8, 12: 3}
FIXINGS_FROM, FIXINGS_TO = date(2019, 12, 1), date(2032, 12, 31)


class Dice(random.Random):
    def chance(self, share):
        return self.random() < share

    def per_cent(self, most, decimals=3):
        text = f"{self.randrange(1, most * 10**decimals) / 10**decimals:.{decimals}f}"
        return text.rstrip("0").rstrip(".")

    def day(self, first, last):
        return first + timedelta(self.randrange((last - first).days))


def months_after(day, months, roll):
    """The day `months` later that a bond paying on day `roll` of the month pays on."""
    month = day.year * 12 + day.month - 1 + months
    year, month = divmod(month, 12)
    length = LENGTHS[month] + (month == 1 and year % 4 == 0 and (year % 100 != 0 or year % 400 == 0))
    return date(year, month + 1, min(roll, length))


def random_terms(dice, kind):
    """Terms of a bond: everything that a terms file can say, but for names and identifiers."""
    floating = kind == "floating"
    frequency = dice.choice([1, 2, 4] if floating else [1, 2, 2, 2, 4, 12])
    roll = dice.choice([dice.randrange(1, 29)] * 4 + [29, 30, 31])
    # A roll on the 29th or 30th is told by a month that has one.
    anchor_month = dice.choice([1, 3, 4, 5, 6, 8, 9, 10, 11, 12]) if roll in (29, 30) else dice.randrange(1, 13)
    anchor = months_after(date(dice.randrange(2020, 2029 if floating else 2031), anchor_month, 1), 0, roll)
    most = min(YEARS[frequency], 2030 - anchor.year if floating else 2059 - anchor.year)
    periods = dice.randrange(1, max(2, min(most * frequency, 12) if floating else most * frequency + 1))
    step = 12 // frequency
    grid = [months_after(anchor, step * index, roll) for index in range(periods + 2)]
    convention = dice.choice(["following", "modified following", "preceding", "unadjusted"])
    month_ends = roll == 31
    # QuantLib has no floating coupon that is paid before it has accrued.
    adjusted = dice.chance(0.7 if floating else 0.3) or (floating and convention in ("preceding", "modified following"))
    if month_ends and adjusted and convention not in ("modified following", "preceding"):
        adjusted = False  # QuantLib takes the last business day of the month whatever the convention.
    centres = dice.choice([[], ["London"], ["New York"], ["TARGET"], ["US government securities"], ["London", "TARGET"],
                           ["London", "New York"], ["London", "New York", "TARGET"]])
    shift = floating and dice.chance(0.5)
    currency = dice.choice(["GBP", "USD"]) if floating else dice.choice(["GBP", "USD", "EUR", "GBP", "USD", "EUR", "JPY", "KWD"])
    day_count = dice.choice(["ACT/365F", "ACT/360"]) if floating else dice.choice(
        ["ACT/ACT ICMA", "ACT/ACT ICMA", "30/360 US", "30E/360", "ACT/360", "ACT/365F"])
    if shift:
        # QuantLib counts the days around a holiday on which a period ends in both periods; markets move the end.
        convention, adjusted = dice.choice(["modified following", "preceding"] if month_ends else ["following", "modified following", "preceding"]), True
        centres = dice.choice([["London"], ["London", "TARGET"]] if currency == "GBP" else [["SOFR"], ["London", "SOFR"]])
    terms = {"currency": currency, "redemption_price": dice.choice(["100", "100", "100", "102.5", "99"])}
    if floating:
        terms["redemption_price"] = "100"
    coupon = {"kind": kind, "day_count": day_count, "business_day_convention": convention}
    if centres:
        coupon["business_centres"] = centres
    if kind == "zero":
        terms["issue_date"] = dice.day(date(2020, 1, 1), date(2030, 1, 1))
        terms["maturity_date"] = dice.day(terms["issue_date"] + timedelta(90), date(2060, 12, 1))
        return terms | {"coupon": coupon}
    coupon |= {"frequency": frequency, "dates": sorted({f"{day.month:02}-{min(day.day, LENGTHS[day.month - 1]):02}" for day in
                                                       (months_after(anchor, step * index, roll) for index in range(frequency))})}
    if roll > 28:
        coupon["end_of_month"] = True
    if adjusted:
        coupon["adjusted"] = True
    shape_periods(dice, terms, coupon, grid, roll, step)
    ex_dividend = dice.chance(0.3)
    if roll in (29, 30) and 2 in (coupon["first_date"].month, coupon.get("last_regular_date", terms["maturity_date"]).month):
        return random_terms(dice, kind)  # QuantLib rolls from those days, and would go on with the 28th.
    if day_count == "ACT/ACT ICMA" and "last_regular_date" in coupon:
        ex_dividend = False  # QuantLib has no accrued interest behind the first notional period of a long last one.
    is_stub = terms["issue_date"] != grid[0] or "last_regular_date" in coupon
    if day_count == "ACT/ACT ICMA" and is_stub and (roll > 28 or adjusted):
        # QuantLib lays notional periods by whole months from the stub's own end, not on the days of the bond.
        coupon["day_count"] = dice.choice(["30/360 US", "30E/360", "ACT/360", "ACT/365F"])
    if kind != "floating" and ex_dividend:
        coupon["ex_dividend_days"] = dice.randrange(2, 11)
    if dice.chance(0.2):
        coupon["record_days"] = dice.randrange(0, 16)
    return terms | details(dice, kind, terms, coupon, grid, shift)


def shape_periods(dice, terms, coupon, grid, roll, step):
    """First and last period: regular, short or long."""
    first, front, back = 1, dice.choice(["regular", "regular", "short", "long"]), dice.choice(["regular", "regular", "short", "long"])
    issue = grid[0]
    if front != "regular":
        issue = dice.day(grid[0] + timedelta(1), grid[1] - timedelta(1))
        if front == "long" and len(grid) > 3:
            first = 2
    last = len(grid) - 1
    maturity = grid[last]
    if back != "regular" and last - 1 > first:
        coupon["last_regular_date"] = grid[last - 1]
        end = months_after(grid[last], step, roll)
        # Not so short that both of its ends are adjusted to one day, which QuantLib counts as one.
        maturity = dice.day(grid[last - 1] + timedelta(6), grid[last] - timedelta(1)) if back == "short" else dice.day(grid[last] + timedelta(1), end - timedelta(1))
    if coupon.get("adjusted"):
        # QuantLib moves the issue date, too.
        calendar = ql.JointCalendar(*[CENTRES[name] for name in coupon["business_centres"]], ql.JoinHolidays) if len(coupon.get("business_centres", [])) > 1 else (
            CENTRES[coupon["business_centres"][0]] if coupon.get("business_centres") else ql.WeekendsOnly())
        issue = of_ql(calendar.adjust(to_ql(issue), ql.Following))
    terms["issue_date"], terms["maturity_date"] = issue, maturity
    coupon["first_date"] = grid[first] if grid[first] > issue else grid[first + 1]


def details(dice, kind, terms, coupon, grid, shift):
    """What depends on the kind."""
    inner = [day for day in grid if coupon["first_date"] <= day < terms["maturity_date"] and day <= coupon.get("last_regular_date", terms["maturity_date"])]
    found = {"coupon": coupon}
    if kind == "floating":
        coupon["reference_rate"] = {"GBP": "SONIA", "USD": "SOFR"}[terms["currency"]]
        if dice.chance(0.7):
            coupon["spread"] = dice.per_cent(3)
        coupon["lookback_days"] = dice.choice([0, 2, 5, 5, 10])
        coupon["observation_shift"] = shift
        if dice.chance(0.5):
            coupon["rate_decimals"] = dice.choice([4, 5, 7])
        return found
    coupon["rate"] = dice.per_cent(12)
    if kind == "step-up":
        days = sorted(dice.sample(inner, min(len(inner), dice.randrange(1, 4))))
        coupon["step"] = [{"from": day, "rate": dice.per_cent(12)} for day in days]
        if not days:
            coupon["kind"] = "fixed"
            del coupon["step"]
    if kind == "amortising":
        coupon["kind"] = "fixed"
        days = sorted(dice.sample(inner, min(len(inner), dice.randrange(1, 6))))
        parts = [{"date": day, "percentage": dice.per_cent(90 // len(days))} for day in days]
        if parts:
            found["amortisation"] = parts
    if kind in ("callable", "puttable"):
        coupon["kind"] = "fixed"
        days = sorted(dice.sample(inner, min(len(inner), dice.randrange(1, 4))))
        early = [{"date": day, "price": dice.choice(["100", "101", "102.5", "105"])} for day in days]
        if early:
            found["call" if kind == "callable" else "put"] = early
    return found


def toml(value):
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, (int, date)):
        return str(value)
    if isinstance(value, list):
        return "[" + ", ".join(toml(item) for item in value) + "]"
    return json.dumps(value)


def to_toml(terms):
    """The text of the terms, tables behind single values."""
    lines = [f"{key} = {toml(value)}" for key, value in terms.items() if not isinstance(value, (dict, list))]
    lines.append("[coupon]")
    lines += [f"{key} = {toml(value)}" for key, value in terms["coupon"].items() if key != "step"]
    lists = [("coupon.step", terms["coupon"].get("step", []))]
    lists += [(key, terms[key]) for key in ("amortisation", "call", "put") if key in terms]
    for name, rows in lists:
        for row in rows:
            lines += [f"[[{name}]]"] + [f"{key} = {toml(value)}" for key, value in row.items()]
    return "\n".join(lines) + "\n"


def settlements(dice, bond, flows):
    """Days of settlement: some at random, and those where something changes. QuantLib's ex-dividend period begins on a
    business day, and so do settlements."""
    first, last = flows[0][0], flows[-1][2]
    days = {to_ql(dice.day(of_ql(first), of_ql(last))) for _ in range(4)} | {first}
    flow = dice.choice(flows)
    days |= {flow[1], flow[1] - 1}
    if flow[4]:
        days |= {flow[4], bond.calendar.advance(flow[4], 1, ql.Days)}
    # On the first day of a period that is ex-dividend from its start, QuantLib leaves the coupon out and gives nothing back.
    odd = {flow[0] for flow in flows if flow[4] and flow[4] < flow[0]}
    return sorted(day for day in days - odd if first <= day < last and bond.calendar.isBusinessDay(day))


def prices(dice, bond, flows, days):
    """Yields of prices and prices of yields, to maturity and to calls and puts. Left out: days between an adjusted
    payment and the day by the terms, which the two count differently by design."""
    if bond.kind == "floating":
        return []
    found = []
    for day in days:
        if any(min(end, payment) <= day < max(end, payment) for _, end, payment, *_ in flows) or day >= bond.maturity:
            continue
        if any(flow[4] and (flow[4] < day) != (bond.before(flow[1], bond.coupon["ex_dividend_days"]) < day) for flow in flows):
            continue
        targets = [(None, None)]
        targets += [(one, bond.make(ql.Unadjusted, to_ql(one["date"]), float(one["price"])))
                    for one in bond.terms.get("call", []) + bond.terms.get("put", [])
                    if not bond.coupon.get("adjusted") and to_ql(one["date"]) > day]
        for target, other in targets[:2]:
            annual, guess = round(dice.uniform(-0.01, 0.12), 5), dice.uniform(-0.01, 0.12)
            clean = round(bond.price_at(day, guess, other), 3)
            if abs(bond.price_at(day, guess, other) - bond.price_at(day, guess + 0.01, other)) < 1e-9:
                continue  # No time is left by the day count, and any yield gives the price.
            found.append([day.ISO(), target and str(target["date"]), f"{clean:.3f}", bond.yield_at(day, clean, guess, other),
                          f"{annual * 100:.3f}", bond.price_at(day, annual, other)])
    return found[:4]


def row(dice, text, terms, nominal, index):
    bond = Bond(terms, nominal, index)
    flows = bond.flows()
    days = settlements(dice, bond, flows)
    return {
        "terms": text,
        "nominal": nominal,
        "flows": [[part.ISO() if isinstance(part, ql.Date) else part for part in flow] for flow in flows],
        "accrued": [[day.ISO(), bond.accrued(day)] for day in days],
        "prices": prices(dice, bond, flows, days),
    }


def fixings(dice, index, start, least=1_000, most=70_000):
    """A synthetic history: a walk between a tenth of a per cent and seven per cent, or other bounds."""
    rate, day, rows = start, to_ql(FIXINGS_FROM), []
    while day <= to_ql(FIXINGS_TO):
        if index.isValidFixingDate(day):
            rate = min(max(rate + dice.randrange(-800, 801), least), most)
            rows.append((day, rate))
        day += 1
    index.addFixings([day for day, _ in rows], [rate / 1e6 for _, rate in rows], True)
    return rows


def write_fixings(name, rows, suffix=""):
    lines = [f"# Synthetic {name}: made by generate.py, published by nobody.\ndate,rate\n"]
    lines += [f"{day.ISO()},{rate / 10**4:.4f}\n" for day, rate in rows]
    (FIXTURES / f"{name.lower()}{suffix}.csv").write_text("".join(lines))


def write(name, rows):
    text = "".join(json.dumps(row, separators=(",", ":")) + "\n" for row in rows)
    (FIXTURES / name).write_text(text)
    print(f"{name}: {len(rows)} bonds, {len(text):,} bytes")


def random_row(dice, terms, indices):
    scale = 10 ** EXPONENTS[terms["currency"]]
    # QuantLib loses count of repayments that are less than a unit.
    least = 1_000_000 if "amortisation" in terms else 1
    nominal = max(least, dice.choice([1, 100, 1_000, dice.randrange(1, 10**6), 10**8])) * scale
    text = to_toml(terms)
    return row(dice, text, tomllib.loads(text), nominal, indices.get(terms["coupon"].get("reference_rate")))


def below_zero():
    """Floating coupons on rates around and below zero, as those of euro and franc were for years, with margins on either side of it,
    with a minimum rate and without. The fixings take the place of those before."""
    dice = Dice(SEED + 1)
    indices = {"SONIA": ql.Sonia(), "SOFR": ql.Sofr()}
    for (name, index), start in zip(indices.items(), (-2_000, 500)):
        index.clearFixings()
        write_fixings(name, fixings(dice, index, start, -9_900, 4_000), "-below-zero")
    rows = []
    for _ in range(BELOW_ZERO_BONDS):
        terms = random_terms(dice, "floating")
        coupon = terms["coupon"]
        coupon.pop("spread", None)
        if dice.chance(0.7):
            coupon["spread"] = dice.choice(["-", ""]) + dice.per_cent(1)
        if dice.chance(0.4):
            coupon["minimum_rate"] = dice.choice(["0", "0", "0.05", "0.25"])
        rows.append(random_row(dice, terms, indices))
    write("below-zero.jsonl", rows)


def main():
    ql.Settings.instance().evaluationDate = to_ql(FIXINGS_TO)
    dice = Dice(SEED)
    indices = {"SONIA": ql.Sonia(), "SOFR": ql.Sofr()}
    for (name, index), start in zip(indices.items(), (7_000, 15_000)):
        write_fixings(name, fixings(dice, index, start))
    kinds = ["fixed", "fixed", "fixed", "zero", "step-up", "floating", "floating", "amortising", "callable", "puttable"]
    rows = []
    for number in range(RANDOM_BONDS):
        rows.append(random_row(dice, random_terms(dice, kinds[number % len(kinds)]), indices))
    write("random.jsonl", rows)
    rows = []
    for path in sorted(HERE.glob("real/*.toml")) + sorted(HERE.parents[1].glob("deploy/terms/*.toml")):
        terms = tomllib.loads(path.read_text())
        scale = 10 ** EXPONENTS[terms["currency"]]
        rows.append(row(dice, str(path.relative_to(HERE.parents[1])), terms, 1_000_000 * scale, indices.get(terms["coupon"].get("reference_rate"))))
    write("real.jsonl", rows)
    below_zero()


if __name__ == "__main__":
    main()
