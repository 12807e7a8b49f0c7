// Written by `cargo codegen` from the Solidity sources; do not edit.

//! `Pledges`, from `contracts/src/settlement/Pledges.sol`.

use crate::artifacts::{Artifact, Immutable};

alloy::sol! {
    /// Security interests over holdings: pledged units stay the holder's, pay the holder, and cannot be moved by it.
    /// It is no repo: title does not pass.
    ///
    /// **ROLES**
    ///
    /// The deployment opens `enforce` and `movePledge` to the enforcement officer with the manager's
    /// `setTargetFunctionRole`; until then they are the governor's. This contract itself needs the enforcement
    /// officer's role on the bonds: it sets what is frozen of a pledgor's holding, and forces the transfer of an
    /// enforcement. It does nothing else with it. Holders pledge; secured parties release.
    ///
    /// **PROPERTIES**
    ///
    /// - What is frozen of a holding is what others froze and what is pledged. Pledging adds and releasing takes away
    ///   what is pledged, and neither touches what others froze; whoever is frozen without limit stays so.
    ///
    /// - Only free units are pledged: none is pledged twice.
    ///
    /// - Only the secured party releases, and only the officer enforces, to the secured party alone. The regime
    ///   judges who receives.
    ///
    /// **REQUIREMENTS ON OFFICERS**
    ///
    /// `setFrozenTokens` sets the whole frozen amount: whoever freezes or unfreezes a pledgor's holding adds what is
    /// pledged. After an order that took pledged units without `enforce`, or a lower freeze, anybody restores what is
    /// frozen; after a recovery the pledge is moved.
    ///
    /// **WHAT THIS DOES NOT GUARANTEE**
    ///
    /// Anything against the bond's own officer, whose orders ignore frozen parts; nor that a redemption waits: frozen
    /// units are not redeemed, so a secured party releases what is to be paid.
    #[sol(rpc, all_derives, bytecode = "0x60a034609b57601f610bcf38819003918201601f19168301916001600160401b03831184841017609f57808492602094604052833981010312609b57516001600160a01b03811690818103609b577f2f658b440c35314f52658ea8a740e05b284cdc84dc9ae01e891f21b8933e7cad91602091608052604051908152a1604051610b1b90816100b482396080518181816101ed0152610ad50152f35b5f80fd5b634e487b7160e01b5f52604160045260245ffdfe60806040526004361015610011575f80fd5b5f3560e01c80634cf8ea0d146107115780637789dc11146106b0578063853e6751146104dd5780638bfb07c91461048257806396210a89146102fe578063b8a6db661461021c578063bf7e214f146101d85763eeeb978214610071575f80fd5b346101cc5760403660031901126101cc5761008a610761565b610092610777565b6001600160a01b039182165f8181526001602090815260408083209585168084529582529182902054915163158b1a5760e01b8152600481018690529293929081602481875afa801561017d5782915f9161019f575b501015610188576020816101119360405194859283926375f22e5d60e11b845260048401610869565b03815f875af190811561017d577fc1185991b6f4dd8f085a67dbb72b15fa5685f35cab724d02b059240d7e6bb7b192602092610152575b50604051908152a3005b61017190833d8511610176575b6101698183610805565b810190610884565b610148565b503d61015f565b6040513d5f823e3d90fd5b505063b941003560e01b5f5260045260245260445ffd5b9150506020813d6020116101d0575b816101bb60209383610805565b810103126101cc578190515f6100e8565b5f80fd5b3d91506101ae565b346101cc575f3660031901126101cc576040517f00000000000000000000000000000000000000000000000000000000000000006001600160a01b03168152602090f35b346101cc5760a03660031901126101cc57610235610761565b61023d610777565b61024561078d565b9060643592610252610aae565b61025e84848484610a15565b604051639fc1d0e760e01b81526001600160a01b03928316600482018190529383166024820181905260448201869052949190921691906020826064815f875af190811561017d577f99d7d868b28af199b44d6c1850062bfdd53be755772102d8d9a4baec7c7acbf6926040926102e1575b5081519081526084356020820152a4005b6102f99060203d602011610176576101698183610805565b6102d0565b346101cc5760803660031901126101cc57610317610761565b61031f610777565b61032761078d565b6064356001600160a01b03811693909291908484036101cc57610348610aae565b6001600160a01b039081165f8181526020818152604080832094871683529381528382208883529052919091205490928115610473576001600160a01b03909216947fe9bc2dc2f6fd4ea31a226685891023caafe511ec69e42ce9f8819a20fa1b2ca792906103ba86828914156107dd565b5f858152602081815260408083206001600160a01b0386168085529083528184208585528352818420849055888452600183528184209084529091529020805461040590859061085c565b9055845f525f60205260405f20875f5260205260405f20905f5260205260405f2061043183825461083b565b9055835f52600160205260405f20865f5260205260405f2061045483825461083b565b905561046e60405192839260018060a01b03169683610869565b0390a4005b631a71ea8160e21b5f5260045ffd5b346101cc57610490366107a3565b61049f81939293338585610a15565b60405190815233926001600160a01b039081169216907fefb6092aa61d438ccc04ee833a4f614dfde5a125bf25f38811be9a915667613490602090a4005b346101cc576104eb366107a3565b908115610473576001600160a01b0381169283151582816106a5575b610510916107dd565b60405163158b1a5760e01b81523360048201526001600160a01b0382169290602081602481875afa90811561017d575f91610673575b50835f52600160205260405f2060018060a01b0333165f5260205260405f2054604051916370a0823160e01b8352336004840152602083602481895afa92831561017d575f9361063f575b508180821191180218810390811115028085116106155750906105e791835f525f60205260405f2060018060a01b0333165f5260205260405f20865f526020526105df8560405f205461083b565b91339061089c565b6040519182527f7d92c0d56c5fdfe40e9efeccdecc442e43e023979b02917af90c33f7a5bf6fba60203393a4005b836084918660405192630706592960e01b8452600484015233602484015260448301526064820152fd5b9092506020813d60201161066b575b8161065b60209383610805565b810103126101cc57519188610591565b3d915061064e565b90506020813d60201161069d575b8161068e60209383610805565b810103126101cc575186610546565b3d9150610681565b338614159150610507565b346101cc5760603660031901126101cc576106c9610761565b6106d1610777565b6106d961078d565b6001600160a01b039283165f908152602081815260408083209486168352938152838220929094168152908352819020549051908152f35b346101cc5760403660031901126101cc5761072a610761565b610732610777565b6001600160a01b039182165f908152600160209081526040808320949093168252928352819020549051908152f35b600435906001600160a01b03821682036101cc57565b602435906001600160a01b03821682036101cc57565b604435906001600160a01b03821682036101cc57565b60609060031901126101cc576004356001600160a01b03811681036101cc57906024356001600160a01b03811681036101cc579060443590565b156107e55750565b63a615325960e01b5f9081526001600160a01b0391909116600452602490fd5b90601f8019910116810190811067ffffffffffffffff82111761082757604052565b634e487b7160e01b5f52604160045260245ffd5b9190820180921161084857565b634e487b7160e01b5f52601160045260245ffd5b9190820391821161084857565b6001600160a01b039091168152602081019190915260400190565b908160209103126101cc575180151581036101cc5790565b6001600160a01b039081165f81815260016020908152604080832086861680855290835281842054858552848452828520918552908352818420958816845294909152902054939491939091906108fe9082906108f9908761085c565b61083b565b5f838152602081815260408083206001600160a01b038881168086529184528285209a168452988252808320868452600183528184208a855283529281902084905593909155915163158b1a5760e01b8152600481019690965294939084602481855afa93841561017d575f946109e1575b505f1984146109da576109ae94846109909260209603908111150261083b565b915f6040518096819582946375f22e5d60e11b845260048401610869565b03925af1801561017d576109bf5750565b6109d79060203d602011610176576101698183610805565b50565b5050505050565b9093506020813d602011610a0d575b816109fd60209383610805565b810103126101cc5751925f610970565b3d91506109f0565b919093928015610473576001600160a01b038381165f818152602081815260408083208a8616845282528083209487168352939052919091205490818311610a6f5750610a6d949591610a679161085c565b9261089c565b565b6040516331a1fb5360e01b815260048101919091526001600160a01b03808816602483015290931660448401526064830191909152608482015260a490fd5b60205f60446040516301a615d160e01b8152336004820152823560248201528260288201527f00000000000000000000000000000000000000000000000000000000000000005afa60015f511490601f3d11161615610b0957565b62d1953b60e31b5f523360045260245ffd")]
    interface Pledges {
        error AccessManagedUnauthorized(address caller);
        /// The secured party is nobody, or the holder itself.
        ///
        /// Why: there is nobody who could release it. What to do: name who is secured.
        error InvalidSecuredParty(address securedParty);
        /// Nothing would be pledged, released or enforced.
        ///
        /// Why: the amount is zero. What to do: name an amount.
        error NoUnits();
        /// The units are not there to be pledged.
        ///
        /// Why: they are frozen or pledged already, or not held. What to do: pledge at most what is free.
        error NotFree(address bond, address holder, uint256 units, uint256 free);
        /// So much is not pledged.
        ///
        /// Why: it was released, enforced, or never pledged to that party. What to do: look at `pledgedTo`.
        error NotPledged(address bond, address holder, address securedParty, uint256 units, uint256 pledged);
        /// What is frozen covers what is pledged.
        ///
        /// Why: nothing has to be put right. What to do: nothing.
        error NothingToRestore(address bond, address holder);

        /// At creation, as in OpenZeppelin's `IAccessManaged`.
        event AuthorityUpdated(address authority);
        /// Pledged units went to the secured party by order.
        event Enforced(address indexed bond, address indexed holder, address indexed securedParty, uint256 units, bytes32 evidence);
        /// What is frozen was put right: it had come to be less than what is pledged.
        event FreezeRestored(address indexed bond, address indexed holder, uint256 frozen);
        /// A pledge followed its units to another wallet of the holder.
        event PledgeMoved(address indexed bond, address indexed lost, address indexed replacement, address securedParty, uint256 units);
        /// Units were pledged.
        event Pledged(address indexed bond, address indexed holder, address indexed securedParty, uint256 units);
        /// A secured party released units.
        event Released(address indexed bond, address indexed holder, address indexed securedParty, uint256 units);

        constructor(address authority_);

        /// The access manager. It is fixed; its roles and their members can change.
        function authority() external view returns (address);
        /// Moves pledged units to the secured party, which the regime judges as any forced transfer. Caller: enforcement
        /// officer.
        ///
        /// - `evidence`: hash of the order
        function enforce(address bond, address holder, address securedParty, uint256 units, bytes32 evidence) external;
        /// Has a pledge follow a holding that was recovered: the bond has moved the units and what was frozen of them.
        /// Caller: enforcement officer.
        function movePledge(address bond, address lost, address replacement, address securedParty) external;
        /// Pledges `units` of the caller's holding. They cannot be moved until they are released.
        function pledge(address bond, address securedParty, uint256 units) external;
        /// What `holder` has pledged in all.
        function pledgedBy(address bond, address holder) external view returns (uint256);
        /// What `holder` has pledged to `securedParty`.
        function pledgedTo(address bond, address holder, address securedParty) external view returns (uint256);
        /// Releases `units` that are pledged to the caller.
        function release(address bond, address holder, uint256 units) external;
        /// Freezes what is pledged again, after an officer set a lower amount.
        function restore(address bond, address holder) external;
    }
}

/// Code and immutables of [`Pledges`].
pub static ARTIFACT: Artifact = Artifact {
    name: "Pledges",
    source: "src/settlement/Pledges.sol",
    creation: &Pledges::BYTECODE,
    runtime: (180, 2843),
    immutables: &[
        Immutable { name: "authority", ty: "address", references: &[(493, 32), (2773, 32)] },
    ],
};
