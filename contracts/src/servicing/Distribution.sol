// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {Declaration, EventKind, Progress} from "../interfaces/IServicing.sol";
import {PaymentHead, PaymentHeadLibrary} from "../types/PaymentHead.sol";
import {PaymentRate, PaymentRateLibrary} from "../types/PaymentRate.sol";
import {PaymentSums} from "../types/PaymentSums.sol";

/// @notice How far the batches have come.
struct Course {
    address cursor;
    /// One more than there were: never zero, so that the first batch pays no more than every other.
    uint40 nextBatch;
    uint40 electionEnd;
}

/// @notice A fraction of any numbers.
struct Ratio {
    uint128 numerator;
    uint128 denominator;
}

/// @notice A distribution where it is stored: {Declaration} and {Progress}, in the order of use. A claim of interest before any batch
/// needs the first three words and no more.
struct Distribution {
    PaymentHead head;
    PaymentRate rate;
    PaymentSums sums;
    Course course;
    uint128 funded;
    uint128 held;
    uint128 returned;
    uint128 redeemed;
    uint128 elected;
    address funder;
    /// The rate, where its word has no room for it.
    Ratio wideRate;
    /// Of the holding, what is redeemed.
    Ratio part;
}

using DistributionLibrary for Distribution global;

/// @title DistributionLibrary
/// @notice Writes distributions, and reads them as their interface has them.
library DistributionLibrary {
    /// @notice Keeps what was declared.
    function write(Distribution storage self, Declaration calldata declared) internal {
        self.head = PaymentHeadLibrary.pack(declared);
        self.rate = PaymentRateLibrary.pack(declared.cash, declared.numerator, declared.denominator);
        if (!PaymentRateLibrary.fits(declared.numerator, declared.denominator)) {
            self.wideRate = Ratio(declared.numerator, declared.denominator);
        }
        if (declared.fractionDenominator != 0) {
            self.part = Ratio(declared.fractionNumerator, declared.fractionDenominator);
        }
        self.course = Course(address(0), 1, declared.electionEnd);
        if (declared.funder != address(0)) self.funder = declared.funder;
    }

    /// @notice What is paid, for how many units.
    function rateOf(Distribution storage self)
        internal
        view
        returns (address cash, uint256 numerator, uint256 denominator)
    {
        PaymentRate rate = self.rate;
        (cash, numerator, denominator) = (rate.cash(), rate.numerator(), rate.denominator());
        if (denominator == 0) (numerator, denominator) = (self.wideRate.numerator, self.wideRate.denominator);
    }

    /// @notice What was declared, without what no payment asks: the election, the funder, and the part of kinds that have none.
    function terms(Distribution storage self) internal view returns (Declaration memory declared) {
        PaymentHead head = self.head;
        (declared.bond, declared.kind, declared.recordDateIndex) = (head.bond(), head.kind(), head.recordDateIndex());
        declared.paymentDate = head.paymentDate();
        (address cash, uint256 numerator, uint256 denominator) = self.rateOf();
        // Kept in no more bits.
        (declared.cash, declared.numerator, declared.denominator) = (cash, uint128(numerator), uint128(denominator));
        if (declared.kind != EventKind.PartialCall && declared.kind != EventKind.PartialRedemption) return declared;
        (declared.fractionNumerator, declared.fractionDenominator) = (self.part.numerator, self.part.denominator);
    }

    /// @notice All of what was declared.
    function declaration(Distribution storage self) internal view returns (Declaration memory declared) {
        declared = self.terms();
        (declared.electionEnd, declared.funder) = (self.course.electionEnd, self.funder);
        (declared.fractionNumerator, declared.fractionDenominator) = (self.part.numerator, self.part.denominator);
    }

    /// @notice What has happened so far.
    function progress(Distribution storage self) internal view returns (Progress memory made) {
        (PaymentSums sums, Course memory course) = (self.sums, self.course);
        (made.status, made.cursor) = (self.head.status(), course.cursor);
        // Zero where nothing was declared.
        made.batches = course.nextBatch == 0 ? 0 : course.nextBatch - 1;
        (made.anyAlone, made.paid, made.settled) = (sums.anyAlone(), uint128(sums.paid()), uint128(sums.settled()));
        (made.funded, made.held, made.returned) = (self.funded, self.held, self.returned);
        (made.redeemed, made.elected) = (self.redeemed, self.elected);
    }
}
