"""Bonds as QuantLib has them, from the terms files of this project."""

import math
from datetime import date

import QuantLib as ql

US = ql.UnitedStates
CENTRES = {
    "London": ql.UnitedKingdom(ql.UnitedKingdom.Settlement),
    # Federal Reserve Banks are open on the Friday before a Saturday's holiday, QuantLib's Settlement is not.
    "New York": US(US.FederalReserve),
    "US government securities": US(US.GovernmentBond),
    "SOFR": US(US.SOFR),
    "TARGET": ql.TARGET(),
}
CONVENTIONS = {
    "following": ql.Following,
    "modified following": ql.ModifiedFollowing,
    "preceding": ql.Preceding,
    "unadjusted": ql.Unadjusted,
}
EXPONENTS = {"GBP": 2, "USD": 2, "EUR": 2, "AUD": 2, "JPY": 0, "KWD": 3}


def to_ql(day):
    return ql.Date(day.day, day.month, day.year)


def of_ql(day):
    return date(day.year(), day.month(), day.dayOfMonth())


def joint(centres):
    """The business days that centres have in common."""
    calendars = [CENTRES[name] for name in centres]
    if not calendars:
        return ql.WeekendsOnly()
    if len(calendars) == 1:
        return calendars[0]
    return ql.JointCalendar(*calendars, ql.JoinHolidays)


def units(amount, exponent):
    """Smallest units, a half going up in size. What a double lacks of a half is given to it."""
    size = math.floor(abs(amount) * 10**exponent + 0.5 + 1e-6)
    return -size if amount < 0 else size


def millionths(text):
    """A per cent figure of a terms file, exactly; a minus sign stands before the first digit."""
    whole, _, fraction = text.partition(".")
    return int(whole + fraction.ljust(4, "0"))


class Bond:
    """A terms file as a QuantLib bond, for a nominal amount in smallest units."""

    def __init__(self, terms, nominal, index=None):
        self.terms, self.coupon, self.index = terms, terms["coupon"], index
        self.face = self.nominal = nominal
        self.exponent = EXPONENTS[terms["currency"]]
        self.calendar = joint(self.coupon.get("business_centres", []))
        self.convention = CONVENTIONS[self.coupon["business_day_convention"]]
        self.kind = self.coupon.get("kind", "fixed")
        self.issue, self.maturity = to_ql(terms["issue_date"]), to_ql(terms["maturity_date"])
        self.redemption = millionths(terms["redemption_price"]) / 1e4
        self.schedule = None if self.kind == "zero" else self.make_schedule()
        self.counter = self.make_counter()
        self.frequency = ql.Annual if self.kind == "zero" else {
            1: ql.Annual, 2: ql.Semiannual, 4: ql.Quarterly, 12: ql.Monthly,
        }[self.coupon["frequency"]]
        self.bond = self.make(self.convention)
        # Yields are counted to the days by the terms, and for an amount that repayments leave whole.
        self.nominal = 10 ** (8 + self.exponent)
        self.street = self.make(ql.Unadjusted)

    def make_schedule(self):
        coupon = self.coupon
        convention = self.convention if coupon.get("adjusted") else ql.Unadjusted
        first, last = to_ql(coupon["first_date"]), coupon.get("last_regular_date")
        return ql.Schedule(
            self.issue, self.maturity, ql.Period(12 // coupon["frequency"], ql.Months), self.calendar,
            convention, convention, ql.DateGeneration.Backward, is_month_end(coupon),
            first if first != self.maturity else ql.Date(), to_ql(last) if last else ql.Date(),
        )

    def make_counter(self):
        name = self.coupon["day_count"]
        if name == "ACT/ACT ICMA":
            # Without the schedule: with it, QuantLib miscounts regular periods beside a long one.
            return ql.ActualActual(ql.ActualActual.ISMA)
        return {
            "30/360 US": ql.Thirty360(ql.Thirty360.USA),
            "30E/360": ql.Thirty360(ql.Thirty360.EurobondBasis),
            "ACT/360": ql.Actual360(),
            "ACT/365F": ql.Actual365Fixed(),
        }[name]

    def ends(self):
        """Days interest is due by the terms, without regard to holidays."""
        coupon, tenor = self.coupon, ql.Period(12 // self.coupon["frequency"], ql.Months)
        first, last = to_ql(coupon["first_date"]), coupon.get("last_regular_date")
        plain = ql.Schedule(
            self.issue, self.maturity, tenor, self.calendar, ql.Unadjusted, ql.Unadjusted,
            ql.DateGeneration.Backward, is_month_end(coupon),
            first if first != self.maturity else ql.Date(), to_ql(last) if last else ql.Date(),
        )
        return list(plain.dates())

    def outstanding(self):
        """Nominal amount in each period, in smallest units: in all, what is repaid is rounded down."""
        ends, parts = self.ends(), {to_ql(one["date"]): one for one in self.terms.get("amortisation", [])}
        amounts, repaid = [], 0
        for start, _ in zip(ends, ends[1:]):
            repaid += millionths(parts[start]["percentage"]) if start in parts else 0
            amounts.append(self.nominal - self.nominal * repaid // 1_000_000)
        return amounts

    def rates(self):
        """The rate of each period."""
        steps = [(to_ql(one["from"]), millionths(one["rate"]) / 1e6) for one in self.coupon.get("step", [])]
        first = millionths(self.coupon["rate"]) / 1e6
        return [([first] + [rate for start, rate in steps if start <= begin])[-1] for begin in self.ends()[:-1]]

    def make(self, convention, until=None, redemption=None):
        face = self.nominal / 10**self.exponent
        redemption = self.redemption if redemption is None else redemption
        if self.kind == "zero":
            return ql.ZeroCouponBond(0, self.calendar, face, self.maturity, convention, redemption, self.issue)
        schedule = self.schedule.until(until) if until else self.schedule
        if self.kind == "floating":
            return self.make_floating(face, convention)
        ex = self.coupon.get("ex_dividend_days")
        # QuantLib's day is the first without the coupon, that of the terms is the last with it.
        period = ql.Period(ex - 1, ql.Days) if ex else ql.Period()
        if self.terms.get("amortisation"):
            notionals = [amount / 10**self.exponent for amount in self.outstanding()]
            # QuantLib never reads the first one.
            redemptions = [100.0] * (1 + len(self.terms["amortisation"])) + [redemption]
            return ql.AmortizingFixedRateBond(
                0, notionals, schedule, self.rates(), self.counter, convention, self.issue, period,
                self.calendar, ql.Unadjusted, False, redemptions,
            )
        return ql.FixedRateBond(
            0, face, schedule, self.rates()[: len(schedule) - 1], self.counter, convention, redemption, self.issue,
            self.calendar, period, self.calendar, ql.Unadjusted, False,
        )

    def make_floating(self, face, convention):
        coupon = self.coupon
        decimals = coupon.get("rate_decimals")
        leg = ql.OvernightLeg(
            [face], self.schedule, self.index, self.counter, convention,
            spreads=[millionths(coupon.get("spread", "0")) / 1e6], paymentCalendar=self.calendar,
            lookbackDays=coupon.get("lookback_days", 0), applyObservationShift=coupon.get("observation_shift", False),
            roundingPrecision=decimals + 2 if decimals else None,
        )
        return ql.Bond(0, self.calendar, self.issue, leg)

    def flows(self):
        """Start, end, payment, record and ex-dividend day, outstanding, interest and principal of each period."""
        flows = [flow for flow in self.bond.cashflows()]
        record = self.coupon.get("record_days", self.coupon.get("ex_dividend_days", 1))
        if self.kind == "zero":
            payment = flows[-1].date()
            return [[self.issue, self.maturity, payment, self.before(payment, record), None, self.face, 0,
                     units(flows[-1].amount(), self.exponent)]]
        rows, ex = [], self.coupon.get("ex_dividend_days")
        coupons = [ql.as_coupon(flow) for flow in flows]
        principals = {}
        for flow, coupon in zip(flows, coupons):
            if coupon is None:
                principals[flow.date()] = principals.get(flow.date(), 0) + units(flow.amount(), self.exponent)
        for coupon in coupons:
            if coupon is None:
                continue
            payment = coupon.date()
            rows.append([
                coupon.accrualStartDate(), coupon.accrualEndDate(), payment, self.before(payment, record),
                self.before(payment, ex) if ex else None, units(coupon.nominal(), self.exponent),
                units(self.at_least(coupon, coupon.amount(), coupon.accrualPeriod()), self.exponent), principals.get(payment, 0),
            ])
        return rows

    def at_least(self, coupon, amount, period):
        """An amount of interest, or the minimum for that part of a year. QuantLib's own floors are options with a value, and ask for volatilities."""
        least = self.coupon.get("minimum_rate")
        return amount if least is None else max(amount, coupon.nominal() * millionths(least) / 1e6 * period)

    def before(self, day, count):
        if count == 0:
            return self.calendar.adjust(day, ql.Preceding)
        return self.calendar.advance(day, -count, ql.Days)

    def accrued(self, day):
        """Accrued interest of the nominal amount, in smallest units."""
        if self.kind == "zero":
            return 0
        amount = self.bond.accruedAmount(day) / 100 * self.bond.notional(day)
        if "minimum_rate" in self.coupon:
            coupons = filter(None, map(ql.as_coupon, self.bond.cashflows()))
            coupon = next(one for one in coupons if one.date() > day)
            until = min(day, coupon.accrualEndDate())
            amount = self.at_least(coupon, amount, self.counter.yearFraction(coupon.accrualStartDate(), until))
        return units(amount, self.exponent)

    def yield_at(self, day, clean, guess, bond=None):
        price = ql.BondPrice(clean, ql.BondPrice.Clean)
        return (bond or self.street).bondYield(
            price, self.counter, ql.Compounded, self.frequency, day, 1e-13, 1000, guess)

    def price_at(self, day, annual, bond=None):
        return (bond or self.street).cleanPrice(annual, self.counter, ql.Compounded, self.frequency, day)


def is_month_end(coupon):
    """Whether regular days are month ends. QuantLib rolls others by clamping, which needs no flag."""
    if not coupon.get("end_of_month"):
        return False
    lengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    return all(lengths[int(day[:2]) - 1] == int(day[3:]) for day in coupon["dates"])
