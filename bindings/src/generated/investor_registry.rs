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
    #[sol(rpc, all_derives, bytecode = "0x608034609957601f61111c38819003918201601f19168301916001600160401b03831184841017609d57808492602094604052833981010312609957516001600160a01b038116908190036099575f80546001600160a01b031916821790556040519081527f2f658b440c35314f52658ea8a740e05b284cdc84dc9ae01e891f21b8933e7cad90602090a160405161106a90816100b28239f35b5f80fd5b634e487b7160e01b5f52604160045260245ffdfe60806040526004361015610011575f80fd5b5f3560e01c80630353e60014610b6b5780632254f92514610b3357806330282a2114610aa45780633a9578d3146109785780635027dbe2146107c457806366f43753146107a95780637a9e5e4b146106fc5780637d5ce8f0146105d45780638fb3603714610591578063a38f2945146104ca578063aab86bea14610492578063af1d5cb914610358578063bf7e214f14610331578063d7e64c001461030b578063ddef4e8014610233578063df93a70d146101c7578063e30342e7146101575763eb1222ee146100df575f80fd5b346101535760203660031901126101535760043567ffffffffffffffff811161015357610110903690600401610bd7565b908160051b906040519260208452602084015260016020525f5b828110610138576040830184f35b806020918301355f5260405f2054604082870101520161012a565b5f80fd5b3461015357604036600319011261015357610170610bab565b6024359062ffffff82168203610153576101c59161018e3633610d9e565b61019782610eef565b906101a88262800fff831615610cce565b6107ff60541b19821660489190911b6107ff60541b161791610f88565b005b34610153576040366003190112610153576101e0610bab565b7fae749b9bbb41abe70daa5e0dc1e516bf2532d695410fd4d92d334c5e8cb812776020602435926102113633610d9e565b6001600160a01b03165f818152600283526040908190208590555193845292a2005b346101535760803660031901126101535761024c610bab565b6024359061ffff8216820361015357610263610c08565b916064359262ffffff84168403610153576101c5936a0fff00000000000000000061ffff60381b61ffff60281b61029987610eef565b95335f5260026020526102c260405f20546102b6848a1682610f76565b838360281b1690610f76565b60281b1661ffff60281b198616179360381b16916102f08361ffff60381b1986161762fff000831615610cce565b60481b16916a0fffffff000000000000001916171791610f88565b34610153575f36600319011261015357602064ffffffffff5f5460a81c16604051908152f35b34610153575f366003190112610153575f546040516001600160a01b039091168152602090f35b3461015357602036600319011261015357610371610bab565b60018060a01b0316805f52600160205264ffffffffff60405f20541690815f52600360205260405f20604051808260208294549384815201905f5260205f20925f5b8181106104705750506103c892500382610cac565b9115158281610466575b50610426575b506040518091602082016020835281518091526020604084019201905f5b818110610404575050500390f35b82516001600160a01b03168452859450602093840193909201916001016103f6565b905060405190610437604083610cac565b600182526020808301903682378251156104525752816103d8565b634e487b7160e01b5f52603260045260245ffd5b90505115836103d2565b84546001600160a01b03168352600194850194869450602090930192016103b3565b34610153576020366003190112610153576001600160a01b036104b3610bab565b165f526002602052602060405f2054604051908152f35b34610153576060366003190112610153576104e3610bab565b602435906104ef610c08565b91600a81101561057f5761050282610eef565b906001600160fc1b038116810361056b5760041b606001928360601161056b578361ffff806101c5961b92335f52600260205261055d60405f205461ffff60281b848860281c1660281b1661ffff60281b1987161790610f76565b16901b901982161791610f88565b634e487b7160e01b5f52601160045260245ffd5b6361b2614f60e11b5f5260045260245ffd5b34610153575f366003190112610153575f5460a01c60ff16156105cc576020638fb3603760e01b5b6040516001600160e01b03199091168152f35b60205f6105b9565b34610153576040366003190112610153576105ed610bab565b6105f5610bc1565b6105ff3633610d9e565b61060882610eef565b906001600160a01b03811680156106ed57805f52600160205264ffffffffff60405f2054166106db5764ffffffffff8316805f52600360205260405f206008815410156106c8576101c595628000008660481c1615610696575b508361066d91610c6e565b7f31b60d49e0b5ab0f2a245877094fbee1c9b59e1520193d88db78d766c7ce58d45f80a3610f2a565b6001605f1b199095166001605f1b179461066d9185916106c19088906106bc8185610c6e565b610f2a565b9150610662565b5063a0bfe09f60e01b5f5260045260245ffd5b630f1b17e160e31b5f5260045260245ffd5b6323455ba160e01b5f5260045ffd5b3461015357602036600319011261015357610715610bab565b5f546001600160a01b038116330361079757813b15610776576001600160a01b0319166001600160a01b039091169081175f556040519081527f2f658b440c35314f52658ea8a740e05b284cdc84dc9ae01e891f21b8933e7cad90602090a1005b506361798f2f60e11b5f9081526001600160a01b0391909116600452602490fd5b62d1953b60e31b5f523360045260245ffd5b34610153575f36600319011261015357602060405160088152f35b34610153576020366003190112610153576107dd610bab565b6107e73633610d9e565b6107f081610eef565b90628000008260481c16156109585764ffffffffff8216805f52600360205260405f20908154905f19820191821161056b57926001600160a01b03165f5b8281106108d9575b508293610844600194610c2e565b7fac5c74a78ceddf5e3ad114defeccb77aa58aacf4bbfa59b1641dee717cc65bc7602060405184847f2c1fa422d89dba8c1d82bc95f4d9f33127e199b24806f2aa4d7067ac48e2d6a55f80a3845f528682525f60408120555f8152a3146108a757005b805415610452576101c591815f526108cc60205f2060018060a01b0390541692610c2e565b6001605f1b191690610f2a565b816108e48286610c19565b905460039190911b1c6001600160a01b0316146109035760010161082e565b93610951849561092d61091886600198610c19565b888060a01b0391549060031b1c169188610c19565b81546001600160a01b0393841660039290921b91821b9390911b1916919091179055565b9392610836565b6328b4ffaf60e11b5f9081526001600160a01b0391909116600452602490fd5b346101535760603660031901126101535760043567ffffffffffffffff8111610153576109a9903690600401610bd7565b60243567ffffffffffffffff8111610153576109c9903690600401610bd7565b60449391933567ffffffffffffffff8111610153576109ec903690600401610bd7565b909184149081610a9a575b5015610a8b57602093335f526002855260405f20549064ffffffffff5f5460a81c1693849560051b925f945b848610610a5e575f805464ffffffffff60a81b191660a889901b64ffffffffff60a81b161790556040516001890164ffffffffff1681528990f35b909192939495600189910196610a808184013582880135838801358b88610ce8565b019493929190610a23565b6305f8ded760e21b5f5260045ffd5b90508314856109f7565b3461015357606036600319011261015357610abd610bab565b5f54600164ffffffffff8260a81c16019064ffffffffff821161056b57602092610b2b9164ffffffffff84169364ffffffffff60a81b9060a81b169064ffffffffff60a81b1916175f55335f526002845260405f20549060443591846024359260018060a01b031691610ce8565b604051908152f35b34610153576020366003190112610153576001600160a01b03610b54610bab565b165f526001602052602060405f2054604051908152f35b3461015357604036600319011261015357610b84610bab565b610b8c610bc1565b9060016020525f5260405f2054905f5260405f20546020525f5260405ff35b600435906001600160a01b038216820361015357565b602435906001600160a01b038216820361015357565b9181601f840112156101535782359167ffffffffffffffff8311610153576020808501948460051b01011161015357565b6044359061ffff8216820361015357565b8054821015610452575f5260205f2001905f90565b80548015610c5a575f190190610c448282610c19565b81549060018060a01b039060031b1b1916905555565b634e487b7160e01b5f52603160045260245ffd5b9081549168010000000000000000831015610c98578261092d916001610c9695018155610c19565b565b634e487b7160e01b5f52604160045260245ffd5b90601f8019910116810190811067ffffffffffffffff821117610c9857604052565b15610cd65750565b631549a64360e21b5f5260045260245ffd5b9193909290916001600160a01b035f19860110156106ed5781610d0a91610ff1565b15610d80576bfff00000000000ffffffffff8116610cd657835f52600160205260405f20908154610d6257831790555f527f76387d5dc1734a07245b1bc236adab5be334dd1f860dc64b4c1bdc96b5f64d4760205fa3565b630f1b17e160e31b5f9081526001600160a01b038616600452602490fd5b61ffff90636c0ff3e960e11b5f523360045260281c1660245260445ffd5b5f805490926001600160a01b038216929160048210610153575f5f9060405f815196602088019063b700961360e01b825260018060a01b03169788602482015230604482015263ffffffff60e01b833516606482015260648152610e03608482610cac565b828052826020525190895afa610edc575b15610e22575b505050505050565b63ffffffff1615610eca5760ff60a01b1916600160a01b175f55823b15610153576064925f9283604051958680958194634a63ebf760e11b83526004830152604060248301528060448301528084848401378181018301849052601f01601f191681010301925af18015610ebf57610eac575b50805460ff60a01b191690555f8080808080610e1a565b610eb891505f90610cac565b5f5f610e95565b6040513d5f823e3d90fd5b8262d1953b60e31b5f5260045260245ffd5b50505f516020518060201c150290610e14565b6001600160a01b03165f81815260016020526040902054919064ffffffffff831615610f185750565b63239a7cdf60e01b5f5260045260245ffd5b60018060a01b031690815f5260016020528060405f20557fac5c74a78ceddf5e3ad114defeccb77aa58aacf4bbfa59b1641dee717cc65bc7602064ffffffffff604051938085521692a3565b81610f8091610ff1565b15610d805750565b628000008260481c1615610fe6575064ffffffffff165f52600360205260405f20908154915f5b838110610fbc5750505050565b80610fe084610fcd60019486610c19565b858060a01b0391549060031b1c16610f2a565b01610faf565b610c96929150610f2a565b61ffff8260281c166b8000800080008000800080006001600160601b0383166001600160601b03836a010001000100010001000102821891189215928019906a0100010001000100010000190116908019906a01000100010001000100001901161716151715916001600160601b03199119161615169056")]
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
        /// Why: investor id and highest flag are the registry's, restriction flags an enforcement officer's. What to do:
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
        /// Gives `newWallet` the standing of `wallet`, and all of them the flag of several wallets. Caller: registrar.
        function linkWallet(address wallet, address newWallet) external;
        /// Registers a new investor with its first wallet. Caller: a verifier whose scope covers the facts.
        ///
        /// - `facts`: jurisdiction, subdivision, attested flags and category expiries; every other field zero
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
        /// Rewrites jurisdiction, subdivision and attested flags for the investor of `wallet`, on each of its wallets.
        ///
        /// - `subdivision`: as a `Standing` holds it; 0 for none
        function setFacts(address wallet, uint16 jurisdiction, uint16 subdivision, uint24 attestedFlags) external;
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
    runtime: (178, 4202),
    immutables: &[
    ],
};
