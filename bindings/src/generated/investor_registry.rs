// Written by `cargo codegen` from the Solidity sources; do not edit.

//! `InvestorRegistry`, from `contracts/src/InvestorRegistry.sol`.

use crate::artifacts::Artifact;

alloy::sol! {
    /// Regulatory standings, one storage word a wallet, shared by every instrument.
    ///
    /// **ROLES**
    ///
    /// A verifier is whoever the governor gave a scope; the scope says which categories and jurisdictions it may
    /// attest, and an empty one ends its authority. Registrars link and unlink wallets, enforcement officers write
    /// restriction flags.
    ///
    /// **PROPERTIES**
    ///
    /// - An investor has one to eight wallets, and all of them hold the same standing.
    ///
    /// - No personal data is stored: an investor is a number, its commitment is in the registration event only.
    ///
    /// **WHAT THIS DOES NOT GUARANTEE**
    ///
    /// That two investor ids are two persons: that is what verifiers attest.
    #[sol(rpc, all_derives, bytecode = "0x608034609957601f6110b938819003918201601f19168301916001600160401b03831184841017609d57808492602094604052833981010312609957516001600160a01b038116908190036099575f80546001600160a01b031916821790556040519081527f2f658b440c35314f52658ea8a740e05b284cdc84dc9ae01e891f21b8933e7cad90602090a160405161100790816100b28239f35b5f80fd5b634e487b7160e01b5f52604160045260245ffdfe60806040526004361015610011575f80fd5b5f3560e01c80630353e60014610b2c5780632254f92514610af457806330282a2114610a655780633a9578d3146109395780635027dbe21461079c57806366f43753146107815780637a9e5e4b146106d45780637d5ce8f0146105b05780638fb360371461056d5780639a98d7fb146104bc578063a38f2945146103f1578063aab86bea146103b9578063af1d5cb91461027f578063bf7e214f14610258578063d7e64c0014610232578063df93a70d146101c6578063e30342e7146101575763eb1222ee146100df575f80fd5b346101535760203660031901126101535760043567ffffffffffffffff811161015357610110903690600401610b98565b908160051b906040519260208452602084015260016020525f5b828110610138576040830184f35b806020918301355f5260405f2054604082870101520161012a565b5f80fd5b3461015357604036600319011261015357610170610b6c565b6024359062ffffff82168203610153576101c49161018e3633610d0e565b61019782610e5f565b906101a782610fff831615610c1c565b610fff60541b19821660489190911b610fff60541b161791610eac565b005b34610153576040366003190112610153576101df610b6c565b7fae749b9bbb41abe70daa5e0dc1e516bf2532d695410fd4d92d334c5e8cb812776020602435926102103633610d0e565b6001600160a01b03165f818152600283526040908190208590555193845292a2005b34610153575f36600319011261015357602064ffffffffff5f5460a81c16604051908152f35b34610153575f366003190112610153575f546040516001600160a01b039091168152602090f35b3461015357602036600319011261015357610298610b6c565b60018060a01b0316805f52600160205264ffffffffff60405f20541690815f52600360205260405f20604051808260208294549384815201905f5260205f20925f5b8181106103975750506102ef92500382610c36565b911515828161038d575b5061034d575b506040518091602082016020835281518091526020604084019201905f5b81811061032b575050500390f35b82516001600160a01b031684528594506020938401939092019160010161031d565b90506040519061035e604083610c36565b600182526020808301903682378251156103795752816102ff565b634e487b7160e01b5f52603260045260245ffd5b90505115836102f9565b84546001600160a01b03168352600194850194869450602090930192016102da565b34610153576020366003190112610153576001600160a01b036103da610b6c565b165f526002602052602060405f2054604051908152f35b346101535760603660031901126101535761040a610b6c565b602435906044359161ffff831680930361015357600a8110156104aa5761043082610e5f565b906001600160fc1b03811681036104965760041b6060018060601161049657335f908152600260205260409020546101c49461ffff831b92909161048a9066ffff000000000019851666ffff000000000087161790610e9a565b1b901982161791610eac565b634e487b7160e01b5f52601160045260245ffd5b6361b2614f60e11b5f5260045260245ffd5b34610153576060366003190112610153576104d5610b6c565b6024359061ffff82168203610153576044359162ffffff83168303610153576101c492610fff60481b66ffff000000000061050f85610e5f565b93335f52600260205261053860405f205461052c84881682610e9a565b838360281b1690610e9a565b60281b1666ffff000000000019841617916105598362fff000831615610c1c565b60481b1690610fff60481b19161791610eac565b34610153575f366003190112610153575f5460a01c60ff16156105a8576020638fb3603760e01b5b6040516001600160e01b03199091168152f35b60205f610595565b34610153576040366003190112610153576105c9610b6c565b6105d1610b82565b906105dc3633610d0e565b6105e581610e5f565b6001600160a01b0383169283156106c557835f52600160205264ffffffffff60405f2054166106b25764ffffffffff821692835f52600360205260405f20908154600881101561069f57925f516020610fe75f395f51905f529492610653926020951561068f575b50610bde565b845f52600182528060405f20556040519085857f31b60d49e0b5ab0f2a245877094fbee1c9b59e1520193d88db78d766c7ce58d45f80a38152a3005b6106999082610bde565b8861064d565b8563a0bfe09f60e01b5f5260045260245ffd5b83630f1b17e160e31b5f5260045260245ffd5b6323455ba160e01b5f5260045ffd5b34610153576020366003190112610153576106ed610b6c565b5f546001600160a01b038116330361076f57813b1561074e576001600160a01b0319166001600160a01b039091169081175f556040519081527f2f658b440c35314f52658ea8a740e05b284cdc84dc9ae01e891f21b8933e7cad90602090a1005b506361798f2f60e11b5f9081526001600160a01b0391909116600452602490fd5b62d1953b60e31b5f523360045260245ffd5b34610153575f36600319011261015357602060405160088152f35b34610153576020366003190112610153576107b5610b6c565b6107bf3633610d0e565b64ffffffffff6107ce82610e5f565b1690815f52600360205260405f2091825492600184111561091b576001600160a01b0390921692915f5b83811061084f575b8483815f5260016020525f60408120555f516020610fe75f395f51905f52602060405184847f2c1fa422d89dba8c1d82bc95f4d9f33127e199b24806f2aa4d7067ac48e2d6a55f80a35f8152a3005b8461085a8284610bc9565b905460039190911b1c6001600160a01b031614610879576001016107f8565b919290915f198201918211610496576108b16108986108d59385610bc9565b905460039190911b1c6001600160a01b03169184610bc9565b81546001600160a01b0393841660039290921b91821b9390911b1916919091179055565b80548015610907575f1901906108eb8282610bc9565b81549060018060a01b039060031b1b1916905555808380610800565b634e487b7160e01b5f52603160045260245ffd5b6328b4ffaf60e11b5f9081526001600160a01b038416600452602490fd5b346101535760603660031901126101535760043567ffffffffffffffff81116101535761096a903690600401610b98565b60243567ffffffffffffffff81116101535761098a903690600401610b98565b60449391933567ffffffffffffffff8111610153576109ad903690600401610b98565b909184149081610a5b575b5015610a4c57602093335f526002855260405f20549064ffffffffff5f5460a81c1693849560051b925f945b848610610a1f575f805464ffffffffff60a81b191660a889901b64ffffffffff60a81b161790556040516001890164ffffffffff1681528990f35b909192939495600189910196610a418184013582880135838801358b88610c58565b0194939291906109e4565b6305f8ded760e21b5f5260045ffd5b90508314856109b8565b3461015357606036600319011261015357610a7e610b6c565b5f54600164ffffffffff8260a81c16019064ffffffffff821161049657602092610aec9164ffffffffff84169364ffffffffff60a81b9060a81b169064ffffffffff60a81b1916175f55335f526002845260405f20549060443591846024359260018060a01b031691610c58565b604051908152f35b34610153576020366003190112610153576001600160a01b03610b15610b6c565b165f526001602052602060405f2054604051908152f35b3461015357604036600319011261015357610b45610b6c565b610b4d610b82565b9060016020525f5260405f2054905f5260405f20546020525f5260405ff35b600435906001600160a01b038216820361015357565b602435906001600160a01b038216820361015357565b9181601f840112156101535782359167ffffffffffffffff8311610153576020808501948460051b01011161015357565b8054821015610379575f5260205f2001905f90565b9081549168010000000000000000831015610c0857826108b1916001610c0695018155610bc9565b565b634e487b7160e01b5f52604160045260245ffd5b15610c245750565b631549a64360e21b5f5260045260245ffd5b90601f8019910116810190811067ffffffffffffffff821117610c0857604052565b9193909290916001600160a01b035f19860110156106c55781610c7a91610f6d565b15610cf0576bfff000ffff0000ffffffffff8116610c2457835f52600160205260405f20908154610cd257831790555f527f76387d5dc1734a07245b1bc236adab5be334dd1f860dc64b4c1bdc96b5f64d4760205fa3565b630f1b17e160e31b5f9081526001600160a01b038616600452602490fd5b61ffff90636c0ff3e960e11b5f523360045260281c1660245260445ffd5b5f805490926001600160a01b038216929160048210610153575f5f9060405f815196602088019063b700961360e01b825260018060a01b03169788602482015230604482015263ffffffff60e01b833516606482015260648152610d73608482610c36565b828052826020525190895afa610e4c575b15610d92575b505050505050565b63ffffffff1615610e3a5760ff60a01b1916600160a01b175f55823b15610153576064925f9283604051958680958194634a63ebf760e11b83526004830152604060248301528060448301528084848401378181018301849052601f01601f191681010301925af18015610e2f57610e1c575b50805460ff60a01b191690555f8080808080610d8a565b610e2891505f90610c36565b5f5f610e05565b6040513d5f823e3d90fd5b8262d1953b60e31b5f5260045260245ffd5b50505f516020518060201c150290610d84565b6001600160a01b03165f81815260016020526040902054919064ffffffffff831615610e885750565b63239a7cdf60e01b5f5260045260245ffd5b81610ea491610f6d565b15610cf05750565b919064ffffffffff16805f52600360205260405f208054938415610f39575b505f5b848110610edc575050505050565b80610ee960019284610bc9565b838060a01b0391549060031b1c165f52816020528460405f2055610f0d8184610bc9565b838060a01b0391549060031b1c16845f516020610fe75f395f51905f526020604051898152a301610ece565b60018060a01b0316805f5260016020528360405f2055825f516020610fe75f395f51905f526020604051878152a35f610ecb565b61ffff8260281c166b8000800080008000800080006001600160601b0383166001600160601b03836a010001000100010001000102821891189215928019906a0100010001000100010000190116908019906a01000100010001000100001901161716151715916001600160601b03199119161615169056feac5c74a78ceddf5e3ad114defeccb77aa58aacf4bbfa59b1641dee717cc65bc7")]
    interface InvestorRegistry {
        type Standing is uint256;
        type VerifierScope is uint256;

        error AccessManagedInvalidAuthority(address authority);
        error AccessManagedRequiredDelay(address caller, uint32 delay);
        error AccessManagedUnauthorized(address caller);
        /// The arrays of a batch differ in length.
        ///
        /// Why: each wallet needs its own facts and commitment. What to do: pass arrays of one length.
        error BatchLengthMismatch();
        /// There is no category of this number.
        ///
        /// Why: a standing has ten. What to do: use a position of the vocabulary.
        error InvalidCategory(uint256 category);
        /// The facts set a field that registration does not write.
        ///
        /// Why: investor id and reserved bits are the registry's, restriction flags an enforcement officer's. What to do:
        /// leave them zero.
        error InvalidFacts(Standing facts);
        /// The zero address cannot hold a standing.
        ///
        /// Why: it stands for "no party" in a movement. What to do: pass the investor's own wallet.
        error InvalidWallet();
        /// The wallet is the only one of its investor.
        ///
        /// Why: an investor without a wallet could not be attested again. What to do: revoke its attestations instead.
        error LastWallet(address wallet);
        /// The caller may not attest this for an investor of this jurisdiction.
        ///
        /// Why: the verifier's scope does not cover it. What to do: ask a verifier whose scope does, or have it widened.
        error OutsideVerifierScope(address verifier, uint16 jurisdiction);
        /// The investor has as many wallets as an investor may have.
        ///
        /// Why: every attestation rewrites all of them. What to do: unlink one that is no longer used.
        error TooManyWallets(uint40 investor);
        /// The wallet has a standing already.
        ///
        /// Why: it was registered or linked before, or stands twice in one batch. What to do: attest or link instead.
        error WalletAlreadyRegistered(address wallet);
        /// The wallet has no standing.
        ///
        /// Why: nobody registered it, or it was unlinked. What to do: register it first.
        error WalletNotRegistered(address wallet);

        /// Authority that manages this contract was updated.
        event AuthorityUpdated(address authority);
        /// A new investor was registered with its first wallet.
        ///
        /// - `commitment`: salted hash of the off-chain identity record
        event InvestorRegistered(uint40 indexed investor, address indexed wallet, bytes32 commitment);
        /// A standing was written after registration.
        event StandingChanged(uint40 indexed investor, address indexed wallet, Standing standing);
        /// What a verifier may attest was set; an empty scope ends its authority.
        event VerifierScopeSet(address indexed verifier, VerifierScope scope);
        /// A further wallet was given the investor's standing.
        event WalletLinked(uint40 indexed investor, address indexed wallet);
        /// A wallet lost its standing.
        event WalletUnlinked(uint40 indexed investor, address indexed wallet);

        constructor(address authority_);

        /// Highest number of wallets that one investor may have.
        function MAX_WALLETS() external view returns (uint256);
        /// Attests `category` through `lastDay` for the investor of `wallet`, on each of its wallets.
        ///
        /// - `lastDay`: days since 1970-01-01; 0 revokes
        function attest(address wallet, uint256 category, uint16 lastDay) external;
        /// Returns the current authority.
        function authority() external view returns (address);
        /// Number of investors registered so far, which is the highest id given.
        function investorCount() external view returns (uint40);
        /// Returns true only in the context of a delayed restricted call, at the moment that the scheduled operation is
        /// being consumed. Prevents denial of service for delayed restricted calls in the case that the contract performs
        /// attacker controlled calls.
        function isConsumingScheduledOp() external view returns (bytes4);
        /// Gives `newWallet` the standing of `wallet`. Caller: registrar.
        function linkWallet(address wallet, address newWallet) external;
        /// Registers a new investor with its first wallet. Caller: a verifier whose scope covers the facts.
        ///
        /// - `facts`: jurisdiction, attested flags and category expiries; every other field zero
        /// - `commitment`: salted hash of the off-chain identity record; it is logged, never stored
        /// - returns `investor`: the new investor's id
        function register(address wallet, Standing facts, bytes32 commitment) external returns (uint40 investor);
        /// Registers one new investor per entry, or none at all.
        ///
        /// - returns `firstInvestor`: id of the first entry; the others follow by one
        function registerBatch(address[] memory wallets, Standing[] memory facts, bytes32[] memory commitments) external returns (uint40 firstInvestor);
        /// What `verifier` may attest.
        function scopeOf(address verifier) external view returns (VerifierScope);
        /// Transfers control to a new authority. The caller must be the current authority.
        function setAuthority(address newAuthority) external;
        /// Rewrites jurisdiction and attested flags for the investor of `wallet`, on each of its wallets.
        function setFacts(address wallet, uint16 jurisdiction, uint24 attestedFlags) external;
        /// Rewrites the restriction flags for the investor of `wallet`. Caller: enforcement officer.
        function setRestrictions(address wallet, uint24 restrictionFlags) external;
        /// Sets what `verifier` may attest. Caller: governor.
        function setVerifierScope(address verifier, VerifierScope scope) external;
        /// The standing of `wallet`; zero when it has none.
        function standingOf(address wallet) external view returns (Standing);
        /// The standings of `wallets`, in their order; zero for an unregistered one.
        ///
        /// Batches ask this once. The answer is written as it is read: an offset, a length and the words.
        function standingsOf(address[] memory wallets) external view returns (Standing[] memory);
        /// The standings of both parties of a movement in one call; zero for an unregistered party.
        ///
        /// Every transfer asks this: beside the two reads it should cost next to nothing.
        function twoStandings(address sender, address recipient) external view returns (Standing, Standing);
        /// Takes the standing from `wallet`, which must not be its investor's last. Caller: registrar.
        function unlinkWallet(address wallet) external;
        /// Every wallet of the investor of `wallet`; empty for an unregistered wallet.
        function walletsOf(address wallet) external view returns (address[] memory wallets);
    }
}

/// Code and immutables of [`InvestorRegistry`].
pub static ARTIFACT: Artifact = Artifact {
    name: "InvestorRegistry",
    source: "src/InvestorRegistry.sol",
    creation: &InvestorRegistry::BYTECODE,
    runtime: (178, 4103),
    immutables: &[
    ],
};
