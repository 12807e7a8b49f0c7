// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.37;

import {IBondToken} from "../../src/interfaces/IBondToken.sol";
import {IEquityToken} from "../../src/interfaces/IEquityToken.sol";
import {Predicates} from "../../src/rules/Predicates.sol";
import {Parties} from "../../src/types/Parties.sol";
import {ShareTerms} from "../../src/types/ShareTerms.sol";
import {SystemContracts} from "../../src/types/SystemContracts.sol";
import {BaseTest} from "../Base.t.sol";
import {Deployed} from "./Deployed.sol";
import {RuleTableBuilder as Table, TableDraft} from "./RuleTableBuilder.sol";

/// @title EquityTest
/// @notice The desk of shares beside that of bonds, and a share whose regime asks for identity, no restriction and no halt.
abstract contract EquityTest is BaseTest {
    /// Bits of {shareTable}.
    uint256 internal constant S_IDENTITY = 1 << 0;
    uint256 internal constant S_BLOCKED = 1 << 1;
    uint256 internal constant S_HALT = 1 << 2;

    uint128 internal constant AUTHORISED = 1_000_000;

    address internal equityDesk;
    IEquityToken internal share;
    /// The same, for helpers that were written for bonds: what moves is the same.
    IBondToken internal moved;

    function setUp() public virtual override {
        super.setUp();
        equityDesk = Deployed.create(
            "EquityDesk", abi.encode(address(manager), address(investors), address(ledger), address(regimes))
        );
        share = deployShare(shareTerms("ZZ0000SHARE1"), deployRegime(shareTable("share v1")));
        moved = IBondToken(address(share));
    }

    function shareTable(bytes32 profile) internal view returns (bytes memory) {
        TableDraft memory t = Table.draft(profile, "share", address(ledger));
        uint256 sides = Parties.SENDER | Parties.RECIPIENT;
        uint256 holders = Table.EVERY_KIND & ~Table.REDEEM;
        t = Table.row(t, Predicates.ATTESTED, holders, sides, IDENTITY, "S-0: identity");
        t = Table.row(t, Predicates.FORBIDDEN_FLAGS, Table.EVERY_KIND, Parties.ALL, BLOCKED_FLAG, "S-1: blocked");
        t = Table.row(t, Predicates.NOT_HALTED, Table.ISSUE | Table.TRANSFER, Parties.MOVEMENT, 0, "S-2: halted");
        return Table.encode(t);
    }

    function shareTerms(bytes12 isin) internal pure returns (ShareTerms memory) {
        return ShareTerms({
            name: "Invented plc",
            symbol: "INV",
            shareClass: "Ordinary",
            isin: isin,
            cfi: "ESVUFR",
            currency: 826,
            nominalValue: 25_00000000,
            authorised: AUTHORISED,
            issueDate: 1_580_428_800
        });
    }

    function deployShare(ShareTerms memory given, address regime) internal returns (IEquityToken) {
        return IEquityToken(Deployed.create("EquityToken", shareArguments(given, regime)));
    }

    function shareArguments(ShareTerms memory given, address regime) internal view returns (bytes memory) {
        return abi.encode(given, SystemContracts(address(manager), equityDesk), regime);
    }
}
