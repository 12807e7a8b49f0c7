// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

/// @notice What a distribution is, and the code that ISO 20022 has for it.
enum EventKind {
    /// INTR: cash on what was held at the record date.
    Interest,
    /// REDM: everything is redeemed, at maturity.
    Redemption,
    /// MCAL: everything is redeemed, because the issuer calls it.
    Call,
    /// PCAL: a part of what was held at the record date is redeemed, because the issuer calls it.
    PartialCall,
    /// PCAL: a part of what was held at the record date is redeemed, because the schedule says so.
    PartialRedemption,
    /// BPUT: what holders elect is redeemed.
    Put
}

/// @notice How far a distribution has come.
enum EventStatus {
    None,
    Declared,
    Funded,
    Closed,
    Cancelled
}

/// @notice What a paying agent declares.
struct Declaration {
    /// The bond, one leg of an instrument.
    address bond;
    EventKind kind;
    /// Index of the bond's record date; {IServicing-NO_RECORD_DATE} for a kind that has none.
    uint16 recordDateIndex;
    /// The first second at which it is paid, unix seconds.
    uint40 paymentDate;
    /// The first second at which nobody can elect any more; zero for a kind that has no election.
    uint40 electionEnd;
    /// The ERC-20 that is paid in.
    address cash;
    /// Cash units for `denominator` token units: of the holding for interest, of what is redeemed for a redemption.
    uint128 numerator;
    uint128 denominator;
    /// Part of the holding that is redeemed; 1 / 1 for all, 0 / 0 for a kind that has no such part.
    uint128 fractionNumerator;
    uint128 fractionDenominator;
    /// Who pays in, and gets back what is left; zero for whoever pays in first, and anybody can be that: name it where somebody could
    /// want to be in the way.
    address funder;
}

/// @notice What has happened to a distribution so far. Amounts are cash units.
struct Progress {
    EventStatus status;
    /// The highest address of the batches so far.
    address cursor;
    /// Number of batches.
    uint40 batches;
    /// Whether anybody was settled out of turn: before the cursor came, or left out by it.
    bool anyAlone;
    /// What holders have received.
    uint128 paid;
    /// The holdings, or elected units, of those whose turn it was.
    uint128 settled;
    /// What the funder has paid in.
    uint128 funded;
    /// What is kept for holders who could not be paid when it was their turn.
    uint128 held;
    /// What went back to the funder.
    uint128 returned;
    /// Units that were redeemed.
    uint128 redeemed;
    /// Units that holders elected, whether they were paid since or not.
    uint128 elected;
}

/// @notice What is kept for a holder who could not be paid when it was its turn.
struct Withholding {
    /// Cash units.
    uint128 amount;
    /// Units to be redeemed for it; zero for interest.
    uint128 units;
}

/// @title IServicing
/// @notice Interest and redemptions of bonds: declared, funded, and paid in batches or when a holder asks.
interface IServicing {
    /// @notice A distribution was declared.
    event DistributionDeclared(
        uint256 indexed id, address indexed bond, EventKind indexed kind, Declaration declaration
    );

    /// @notice Cash came in for a distribution.
    event DistributionFunded(uint256 indexed id, address indexed funder, uint256 amount, uint256 funded);

    /// @notice A batch was paid. Who was in it, the call tells and {batchCommitment} proves; each received what it was due, except
    /// whom a {Withheld} of the same transaction names, and whoever had it before.
    /// @param after_ the cursor before: the batch reaches from above it through `last`
    /// @param paid sum of what was paid in it
    /// @param withheld sum of what was kept back in it
    event BatchPaid(
        uint256 indexed id, uint256 indexed index, address after_, address last, uint256 paid, uint256 withheld
    );

    /// @notice A holder could not be paid when it was its turn. It is kept, and paid when the reasons are gone.
    /// @param reasons the verdict, or {IServicing-CASH_REFUSED}
    event Withheld(uint256 indexed id, address indexed holder, uint256 units, uint256 amount, uint256 reasons);

    /// @notice A holder was paid out of turn: it asked, or somebody did for it.
    event Claimed(uint256 indexed id, address indexed holder, uint256 amount);

    /// @notice A holder's units were redeemed and paid.
    event UnitsRedeemed(uint256 indexed id, address indexed holder, uint256 units, uint256 amount);

    /// @notice A holder elected; what it elected before is replaced.
    event Elected(uint256 indexed id, address indexed holder, uint256 units);

    /// @notice What a lost wallet was due is another wallet's of the same investor.
    event Redirected(
        uint256 indexed id, address indexed lost, address indexed replacement, uint256 units, uint256 amount
    );

    /// @notice What was left went back to the funder.
    event DistributionClosed(uint256 indexed id, address indexed funder, uint256 remainder);

    /// @notice A distribution was withdrawn before anybody was paid.
    event DistributionCancelled(uint256 indexed id, address indexed funder, uint256 refunded);

    /// @notice There is no contract at the address of the bond.
    /// @dev Why: nothing could be asked or redeemed there. What to do: name the bond's own address.
    error NoBond(address bond);

    /// @notice The rate has no value.
    /// @dev Why: its numerator or its denominator is zero. What to do: declare the cash units for a number of token units.
    error InvalidCashRate(uint128 numerator, uint128 denominator);

    /// @notice The redeemed part does not fit the kind of the distribution.
    /// @dev Why: interest and puts have none (0 / 0), redemptions and calls of everything 1 / 1, partial ones less than one and more
    /// than nothing. What to do: declare that fraction, or another kind.
    error InvalidFraction(EventKind kind, uint128 numerator, uint128 denominator);

    /// @notice The record date does not fit the kind of the distribution.
    /// @dev Why: interest and partial redemptions have one, the others go by what is held when they are paid. What to do: name
    /// a record date that the bond has, or none.
    error InvalidRecordDateIndex(EventKind kind, uint16 index);

    /// @notice The distribution would be paid before its record date.
    /// @dev Why: who is paid is not known before. What to do: choose a later payment date.
    error PaymentBeforeRecordDate(uint40 paymentDate, uint40 recordDate);

    /// @notice The election does not fit the distribution.
    /// @dev Why: a put has one, which ends after now and no later than the payment date; no other kind has. What to do: correct it.
    error InvalidElectionEnd(EventKind kind, uint40 electionEnd);

    /// @notice The bond is in default.
    /// @dev Why: an issuer that owes what is due takes nothing up by its own choice. What to do: cure the default first; what
    /// is due can be paid all the time.
    error BondInDefault(address bond);

    /// @notice There is no distribution of this number, or it is not in that state.
    /// @dev Why: it was never declared, is not funded in full, was closed or was cancelled. What to do: look at its progress.
    error WrongStatus(uint256 id, EventStatus status);

    /// @notice Holders can still elect.
    /// @dev Why: what a put needs is known when the election has ended. What to do: fund it then.
    error ElectionOpen(uint256 id, uint40 electionEnd);

    /// @notice The election has ended, or there is none.
    /// @dev Why: only a put has one, through the second before its end. What to do: nothing.
    error ElectionClosed(uint256 id);

    /// @notice More was elected than is held.
    /// @dev Why: a holder can give back what it has. What to do: elect at most the balance.
    error ElectedTooMuch(uint256 units, uint256 balance);

    /// @notice More would be paid in than is due.
    /// @dev Why: what nobody is due would lie here. What to do: pay in what {due} says is missing.
    error OverFunded(uint256 id, uint256 due, uint256 funded);

    /// @notice Somebody else funds this distribution.
    /// @dev Why: what is left goes back to one funder, who was declared or was the first. What to do: have that account pay in; where a stranger
    /// was first, cancel, and declare it with a funder.
    error AnotherFunder(uint256 id, address funder);

    /// @notice The cash that is there is not what is due.
    /// @dev Why: an underfunded distribution pays nobody, or some would have all and others nothing; units that were issued after a
    /// redemption was funded are due too. What to do: fund the rest.
    error NotFunded(uint256 id, uint256 due, uint256 funded);

    /// @notice The payment date has not come.
    /// @dev Why: nobody is paid before it. What to do: wait.
    error PaymentDateNotReached(uint256 id, uint40 paymentDate);

    /// @notice A batch has nobody in it.
    /// @dev Why: it would say nothing. What to do: name holders.
    error EmptyBatch(uint256 id);

    /// @notice The holder is not above the one before it.
    /// @dev Why: addresses ascend over all batches of a distribution, so that nobody is paid twice; a batch that was paid before is
    /// found out by its first holder. What to do: go on above the cursor.
    error NotAscending(address holder, address cursor);

    /// @notice There is nothing for this holder.
    /// @dev Why: it was paid, was due nothing, or its batch has passed. What to do: if a batch left it out, claim with that batch's
    /// list.
    error NothingToClaim(uint256 id, address holder);

    /// @notice The holder may not be paid now.
    /// @dev Why: the bits are rules of the bond's regime and token facts, as in a refused movement. What to do: remove the reasons and
    /// claim again; what is due is kept.
    error PaymentRefused(uint256 id, address holder, uint256 reasons);

    /// @notice The list is not the one that the batch was paid with.
    /// @dev Why: its hash is another. What to do: take the holders and the cursor from the call that paid the batch.
    error NotTheBatch(uint256 id, uint256 index);

    /// @notice The batch did not leave this holder out.
    /// @dev Why: the holder is in it, or lies in another batch's range. What to do: claim without a list, or name the batch whose range it is.
    error NotLeftOut(uint256 id, address holder);

    /// @notice The wallets are not one investor's.
    /// @dev Why: what a wallet is due or has pledged goes to the same investor and nobody else. What to do: link the
    /// replacement, and the lost wallet again for as long as it takes, if it was unlinked before.
    error NotOneInvestor(address lost, address replacement);

    /// @notice Not everybody has had its turn.
    /// @dev Why: holdings of this much at the record date were neither paid nor kept. What to do: pay the rest, and claim for whom a
    /// batch left out.
    error NotFinished(uint256 id, uint256 open);

    /// @notice Nothing is left.
    /// @dev Why: all that was paid in was paid out, is kept, or went back. What to do: nothing.
    error NothingLeft(uint256 id);

    /// @notice Somebody has been paid.
    /// @dev Why: then the others are due the same. What to do: pay it to the end.
    error PaymentBegun(uint256 id);

    /// @notice `caller` is not this contract.
    /// @dev Why: the function is a step of a payment. What to do: pay or claim.
    error NotServicing(address caller);

    /// @notice The sum does not fit the books.
    /// @dev Why: amounts and units are counted in 112 bits. What to do: declare a lower rate, or cash with fewer decimals.
    error SumTooLarge(uint256 amount);

    // PAYING AGENT

    /// @notice Declares a distribution. Caller: paying agent.
    function declare(Declaration calldata declaration) external returns (uint256 id);

    /// @notice Pays a batch. Caller: paying agent.
    /// @param holders ascending, and above the cursor; whoever is due nothing may be in it
    function pay(uint256 id, address[] calldata holders) external;

    /// @notice Withdraws a distribution of which nobody was paid, and returns its funding. Caller: paying agent.
    function cancel(uint256 id) external;

    // ENFORCEMENT OFFICER

    /// @notice Makes what `lost` is due, or has elected, another wallet's of the same investor, after a recovery. Caller: enforcement officer.
    function redirect(uint256 id, address lost, address replacement) external;

    // THE FUNDER

    /// @notice Pays in for a distribution, in one part or several. Caller: the funder.
    function fund(uint256 id, uint256 amount) external;

    // HOLDERS, AND ANYBODY FOR THEM

    /// @notice Elects to give `units` back; 0 withdraws the election.
    function elect(uint256 id, uint256 units) external;

    /// @notice Pays the caller what it is due, before its batch or after it was kept. Of what is kept, units that the caller does not have
    /// stay kept.
    function claim(uint256 id) external;

    /// @notice The same for another holder, who receives it.
    function claimFor(uint256 id, address holder) external;

    /// @notice The same for several distributions at once, all or nothing: what a holder of one bond missed costs half as much a piece.
    function claimEach(uint256[] calldata ids, address holder) external;

    /// @notice Gives a holder whom a batch left out its turn: it is paid, or what it is due is kept for it.
    /// @param index number of the batch
    /// @param after_ the cursor before that batch
    /// @param list the holders of that batch
    function claimMissed(uint256 id, uint256 index, address after_, address[] calldata list, address holder) external;

    /// @notice Returns what is left to the funder, when everybody has had its turn. Units that a redemption of everything has not reached
    /// stay funded. May be called again when such units are gone without it.
    function close(uint256 id) external;

    // ITSELF

    /// @notice Redeems and pays, both or neither. Caller: this contract.
    function redeemAndPay(uint256 id, address holder, uint256 units, uint256 amount) external;

    // VIEWS

    /// @notice Stands for no record date.
    // A constant keeps the name of one.
    // forge-lint: disable-next-line(mixed-case-function)
    function NO_RECORD_DATE() external view returns (uint16);

    /// @notice The bit of a verdict that says that the cash token refused the holder, which no regime can see.
    // forge-lint: disable-next-line(mixed-case-function)
    function CASH_REFUSED() external view returns (uint256);

    /// @notice Number of distributions declared so far; the first is 1.
    function distributionCount() external view returns (uint256);

    /// @notice What was declared.
    function declarationOf(uint256 id) external view returns (Declaration memory);

    /// @notice How far it has come.
    function progressOf(uint256 id) external view returns (Progress memory);

    /// @notice What all holders are due together, paid or not: what has to be paid in.
    function due(uint256 id) external view returns (uint256);

    /// @notice What is neither paid, nor kept, nor due to anybody who has not had its turn.
    function remainder(uint256 id) external view returns (uint256);

    /// @notice What `holder` would be paid by a claim now, and why it would not.
    /// @return units what would be redeemed for it
    /// @return amount cash units; 0 when it is due nothing that a claim without a list reaches
    /// @return reasons the verdict; the cash token's own refusals are not among them
    function explainPayment(uint256 id, address holder)
        external
        view
        returns (uint256 units, uint256 amount, uint256 reasons);

    /// @notice What is kept for `holder`.
    function withheldOf(uint256 id, address holder) external view returns (Withholding memory);

    /// @notice What `holder` has elected and was not paid.
    function electedOf(uint256 id, address holder) external view returns (uint256);

    /// @notice Whether `holder` was settled out of turn.
    function isSettled(uint256 id, address holder) external view returns (bool);

    /// @notice Hash of a batch: of the cursor before it and of its holders, each address in a word.
    function batchCommitment(uint256 id, uint256 index) external view returns (bytes32);
}
