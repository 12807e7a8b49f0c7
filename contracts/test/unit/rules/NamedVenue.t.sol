// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.37;

import {Predicates} from "../../../src/rules/Predicates.sol";
import {Movement} from "../../../src/types/Movement.sol";
import {BooksTest} from "../../support/BooksTest.sol";

contract NamedVenueTest is BooksTest {
    address private constant VENUE = address(0x7e4e);

    function setVenue(bool named) private {
        vm.prank(supervisor);
        permits.setVenue(address(token), VENUE, named);
    }

    function refused(Movement memory movement) private view returns (bool) {
        return fails(Predicates.NAMED_VENUE, 0, movement);
    }

    function test_AnySideMayBeTheVenue() external {
        Movement memory moved = transferOf(alice, bob, UNIT);
        check(refused(moved), "no venue");
        moved.by = VENUE;
        check(refused(moved), "not named yet");
        setVenue(true);
        check(!refused(moved), "the venue moves");
        check(refused(transferOf(alice, bob, UNIT)), "past it");
        Movement memory given = transferOf(VENUE, bob, UNIT);
        check(!refused(given), "the venue gives");
        given.by = stranger;
        check(!refused(given), "and somebody else moves");
        check(!refused(transferOf(alice, VENUE, UNIT)), "the venue receives");
        setVenue(false);
        check(refused(moved), "removed");
    }

    function test_VenuesAreOfOneInstrument() external {
        setVenue(true);
        token = newToken();
        check(refused(transferOf(alice, VENUE, UNIT)), "another instrument");
    }

    function testFuzz_EqualsItsDefinition(address from, address to, address by, bool named) external {
        if (named && from != address(0)) {
            vm.prank(supervisor);
            permits.setVenue(address(token), from, true);
        }
        Movement memory moved = transferOf(alice, bob, UNIT);
        (moved.from, moved.to, moved.by) = (to, from, by);
        check(refused(moved) == !(named && from != address(0)), "definition");
    }
}
