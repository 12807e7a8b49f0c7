// Written by `cargo codegen` from the Solidity sources; do not edit.

//! `IBondToken`, from `contracts/src/interfaces/IBondToken.sol`; the rest of its functions and events is in [`ISecurityToken`](crate::ISecurityToken).

alloy_sol_types::sol! {
    /// One leg of a bond, as its callers see it.
    #[sol(extra_derives(Debug, PartialEq, Eq))]
    interface IBondToken {
        type ShortString is bytes32;
        type TermsWord is uint256;

        /// Annual coupon in basis points, rounded down; the exact rate is in millionths.
        function couponRate() external view returns (uint256);
        /// Annual coupon in millionths: 4.25 % is 42,500.
        function couponRateInMillionths() external view returns (uint256);
        /// Smallest denomination, in smallest units.
        function denomination() external view returns (uint256);
        /// Writes the terms and the first regime of a bond that is being created, and never again.
        function initialise(ShortString name_, ShortString symbol_, TermsWord terms, uint128 denomination_, uint128 issueVolume_, address regime_) external;
        /// Unix seconds.
        function maturityDate() external view returns (uint256);
    }
}
