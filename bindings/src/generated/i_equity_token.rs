// Written by `cargo codegen` from the Solidity sources; do not edit.

//! `IEquityToken`, from `contracts/src/interfaces/IEquityToken.sol`; the rest of its functions and events is in [`ISecurityToken`](crate::ISecurityToken).

alloy_sol_types::sol! {
    /// One leg of a share, as its callers see it.
    #[sol(extra_derives(Debug, PartialEq, Eq))]
    interface IEquityToken {
        /// The terms of a share that are readable on chain; the whole of them is behind the registry's terms hash.
        struct ShareTerms {
            /// At most 31 bytes.
            string name;
            /// At most 31 bytes.
            string symbol;
            /// What the articles call its class, at most 31 bytes.
            string shareClass;
            /// ISO 6166 identifier, ASCII.
            bytes12 isin;
            /// ISO 10962 classification, ASCII.
            bytes6 cfi;
            /// ISO 4217 numeric code of the nominal value; 0 when there is none.
            uint16 currency;
            /// Nominal value in hundred-millionths of the currency; 0 when there is none.
            uint128 nominalValue;
            /// Highest number of shares that may be outstanding before it is raised.
            uint128 authorised;
            /// Unix seconds.
            uint40 issueDate;
        }

        /// ISO 10962 classification.
        function cfi() external view returns (string memory);
        /// Writes the terms and the first regime of a share that is being created, and never again.
        function initialise(ShareTerms memory terms, address regime_) external;
        /// Nominal value in hundred-millionths of the currency; zero when the share has none.
        function nominalValue() external view returns (uint256);
        /// What the articles call its class.
        function shareClass() external view returns (string memory);
    }
}
