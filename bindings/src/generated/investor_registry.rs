// Written by `cargo codegen` from the Solidity sources; do not edit.

//! `InvestorRegistry`, from `contracts/src/InvestorRegistry.sol`.

use crate::artifacts::{Artifact, Immutable};

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
    /// - A wallet that holds units of a listed instrument is neither linked nor unlinked: what is counted per
    ///   investor stays.
    ///
    /// - No personal data is stored: an investor is a number, its commitment is in the registration event only.
    ///
    /// **WHAT THIS DOES NOT GUARANTEE**
    ///
    /// That two investor ids are two persons: that is what verifiers attest.
    #[sol(rpc, all_derives, bytecode = "0x60a0346100c457601f61128338819003918201601f19168301916001600160401b038311848410176100c85780849260409485528339810103126100c4577f2f658b440c35314f52658ea8a740e05b284cdc84dc9ae01e891f21b8933e7cad60206100748161006d856100dc565b94016100dc565b5f80546001600160a01b0319166001600160a01b03909516948517905560405193845292a16001600160a01b031660805260405161119290816100f182396080518181816107d20152610fb70152f35b5f80fd5b634e487b7160e01b5f52604160045260245ffd5b51906001600160a01b03821682036100c45756fe60806040526004361015610011575f80fd5b5f3560e01c80630353e60014610bcc5780632254f92514610b9457806330282a2114610b055780633a9578d3146109d95780635027dbe21461081c57806366f437531461080157806371a97305146107bd5780637a9e5e4b146107105780637d5ce8f0146105df5780638fb360371461059c578063a38f2945146104d5578063aab86bea1461049d578063af1d5cb914610363578063bf7e214f1461033c578063d7e64c0014610316578063ddef4e801461023e578063df93a70d146101d2578063e30342e7146101625763eb1222ee146100ea575f80fd5b3461015e57602036600319011261015e5760043567ffffffffffffffff811161015e5761011b903690600401610c38565b908160051b906040519260208452602084015260016020525f5b828110610143576040830184f35b806020918301355f5260405f20546040828701015201610135565b5f80fd5b3461015e57604036600319011261015e5761017b610c0c565b6024359062ffffff8216820361015e576101d0916101993633610dff565b6101a282610f50565b906101b38262800fff831615610d2f565b6107ff60541b19821660489190911b6107ff60541b1617916110b0565b005b3461015e57604036600319011261015e576101eb610c0c565b7fae749b9bbb41abe70daa5e0dc1e516bf2532d695410fd4d92d334c5e8cb8127760206024359261021c3633610dff565b6001600160a01b03165f818152600283526040908190208590555193845292a2005b3461015e57608036600319011261015e57610257610c0c565b6024359061ffff8216820361015e5761026e610c69565b916064359262ffffff8416840361015e576101d0936a0fff00000000000000000061ffff60381b61ffff60281b6102a487610f50565b95335f5260026020526102cd60405f20546102c1848a168261109e565b838360281b169061109e565b60281b1661ffff60281b198616179360381b16916102fb8361ffff60381b1986161762fff000831615610d2f565b60481b16916a0fffffff0000000000000019161717916110b0565b3461015e575f36600319011261015e57602064ffffffffff5f5460a81c16604051908152f35b3461015e575f36600319011261015e575f546040516001600160a01b039091168152602090f35b3461015e57602036600319011261015e5761037c610c0c565b60018060a01b0316805f52600160205264ffffffffff60405f20541690815f52600360205260405f20604051808260208294549384815201905f5260205f20925f5b81811061047b5750506103d392500382610d0d565b9115158281610471575b50610431575b506040518091602082016020835281518091526020604084019201905f5b81811061040f575050500390f35b82516001600160a01b0316845285945060209384019390920191600101610401565b905060405190610442604083610d0d565b6001825260208083019036823782511561045d5752816103e3565b634e487b7160e01b5f52603260045260245ffd5b90505115836103dd565b84546001600160a01b03168352600194850194869450602090930192016103be565b3461015e57602036600319011261015e576001600160a01b036104be610c0c565b165f526002602052602060405f2054604051908152f35b3461015e57606036600319011261015e576104ee610c0c565b602435906104fa610c69565b91600a81101561058a5761050d82610f50565b906001600160fc1b03811681036105765760041b6060019283606011610576578361ffff806101d0961b92335f52600260205261056860405f205461ffff60281b848860281c1660281b1661ffff60281b198716179061109e565b16901b9019821617916110b0565b634e487b7160e01b5f52601160045260245ffd5b6361b2614f60e11b5f5260045260245ffd5b3461015e575f36600319011261015e575f5460a01c60ff16156105d7576020638fb3603760e01b5b6040516001600160e01b03199091168152f35b60205f6105c4565b3461015e57604036600319011261015e576105f8610c0c565b610600610c22565b61060a3633610dff565b61061382610f50565b906001600160a01b038116801561070157805f52600160205264ffffffffff60405f2054166106ef5761064582610f8b565b64ffffffffff8316805f52600360205260405f206008815410156106dc576101d095628000008660481c16156106aa575b508361068191610ccf565b7f31b60d49e0b5ab0f2a245877094fbee1c9b59e1520193d88db78d766c7ce58d45f80a3611052565b6001605f1b199095166001605f1b17946106819185916106d59088906106d08185610ccf565b611052565b9150610676565b5063a0bfe09f60e01b5f5260045260245ffd5b630f1b17e160e31b5f5260045260245ffd5b6323455ba160e01b5f5260045ffd5b3461015e57602036600319011261015e57610729610c0c565b5f546001600160a01b03811633036107ab57813b1561078a576001600160a01b0319166001600160a01b039091169081175f556040519081527f2f658b440c35314f52658ea8a740e05b284cdc84dc9ae01e891f21b8933e7cad90602090a1005b506361798f2f60e11b5f9081526001600160a01b0391909116600452602490fd5b62d1953b60e31b5f523360045260245ffd5b3461015e575f36600319011261015e576040517f00000000000000000000000000000000000000000000000000000000000000006001600160a01b03168152602090f35b3461015e575f36600319011261015e57602060405160088152f35b3461015e57602036600319011261015e57610835610c0c565b61083f3633610dff565b61084881610f50565b90628000008260481c16156109b95761086081610f8b565b64ffffffffff8216805f52600360205260405f20908154905f19820191821161057657926001600160a01b03165f5b82811061093a575b5082936108a5600194610c8f565b7fac5c74a78ceddf5e3ad114defeccb77aa58aacf4bbfa59b1641dee717cc65bc7602060405184847f2c1fa422d89dba8c1d82bc95f4d9f33127e199b24806f2aa4d7067ac48e2d6a55f80a3845f528682525f60408120555f8152a31461090857005b80541561045d576101d091815f5261092d60205f2060018060a01b0390541692610c8f565b6001605f1b191690611052565b816109458286610c7a565b905460039190911b1c6001600160a01b0316146109645760010161088f565b936109b2849561098e61097986600198610c7a565b888060a01b0391549060031b1c169188610c7a565b81546001600160a01b0393841660039290921b91821b9390911b1916919091179055565b9392610897565b6328b4ffaf60e11b5f9081526001600160a01b0391909116600452602490fd5b3461015e57606036600319011261015e5760043567ffffffffffffffff811161015e57610a0a903690600401610c38565b60243567ffffffffffffffff811161015e57610a2a903690600401610c38565b60449391933567ffffffffffffffff811161015e57610a4d903690600401610c38565b909184149081610afb575b5015610aec57602093335f526002855260405f20549064ffffffffff5f5460a81c1693849560051b925f945b848610610abf575f805464ffffffffff60a81b191660a889901b64ffffffffff60a81b161790556040516001890164ffffffffff1681528990f35b909192939495600189910196610ae18184013582880135838801358b88610d49565b019493929190610a84565b6305f8ded760e21b5f5260045ffd5b9050831485610a58565b3461015e57606036600319011261015e57610b1e610c0c565b5f54600164ffffffffff8260a81c16019064ffffffffff821161057657602092610b8c9164ffffffffff84169364ffffffffff60a81b9060a81b169064ffffffffff60a81b1916175f55335f526002845260405f20549060443591846024359260018060a01b031691610d49565b604051908152f35b3461015e57602036600319011261015e576001600160a01b03610bb5610c0c565b165f526001602052602060405f2054604051908152f35b3461015e57604036600319011261015e57610be5610c0c565b610bed610c22565b9060016020525f5260405f2054905f5260405f20546020525f5260405ff35b600435906001600160a01b038216820361015e57565b602435906001600160a01b038216820361015e57565b9181601f8401121561015e5782359167ffffffffffffffff831161015e576020808501948460051b01011161015e57565b6044359061ffff8216820361015e57565b805482101561045d575f5260205f2001905f90565b80548015610cbb575f190190610ca58282610c7a565b81549060018060a01b039060031b1b1916905555565b634e487b7160e01b5f52603160045260245ffd5b9081549168010000000000000000831015610cf9578261098e916001610cf795018155610c7a565b565b634e487b7160e01b5f52604160045260245ffd5b90601f8019910116810190811067ffffffffffffffff821117610cf957604052565b15610d375750565b631549a64360e21b5f5260045260245ffd5b9193909290916001600160a01b035f19860110156107015781610d6b91611119565b15610de1576bfff00000000000ffffffffff8116610d3757835f52600160205260405f20908154610dc357831790555f527f76387d5dc1734a07245b1bc236adab5be334dd1f860dc64b4c1bdc96b5f64d4760205fa3565b630f1b17e160e31b5f9081526001600160a01b038616600452602490fd5b61ffff90636c0ff3e960e11b5f523360045260281c1660245260445ffd5b5f805490926001600160a01b03821692916004821061015e575f5f9060405f815196602088019063b700961360e01b825260018060a01b03169788602482015230604482015263ffffffff60e01b833516606482015260648152610e64608482610d0d565b828052826020525190895afa610f3d575b15610e83575b505050505050565b63ffffffff1615610f2b5760ff60a01b1916600160a01b175f55823b1561015e576064925f9283604051958680958194634a63ebf760e11b83526004830152604060248301528060448301528084848401378181018301849052601f01601f191681010301925af18015610f2057610f0d575b50805460ff60a01b191690555f8080808080610e7b565b610f1991505f90610d0d565b5f5f610ef6565b6040513d5f823e3d90fd5b8262d1953b60e31b5f5260045260245ffd5b50505f516020518060201c150290610e75565b6001600160a01b03165f81815260016020526040902054919064ffffffffff831615610f795750565b63239a7cdf60e01b5f5260045260245ffd5b6040516303ba3d3b60e01b81526001600160a01b039182166004820181905291602090829060249082907f0000000000000000000000000000000000000000000000000000000000000000165afa908115610f20575f91611010575b506001600160a01b03169081610ffb575050565b633771261d60e11b5f5260045260245260445ffd5b90506020813d60201161104a575b8161102b60209383610d0d565b8101031261015e57516001600160a01b038116810361015e575f610fe7565b3d915061101e565b60018060a01b031690815f5260016020528060405f20557fac5c74a78ceddf5e3ad114defeccb77aa58aacf4bbfa59b1641dee717cc65bc7602064ffffffffff604051938085521692a3565b816110a891611119565b15610de15750565b628000008260481c161561110e575064ffffffffff165f52600360205260405f20908154915f5b8381106110e45750505050565b80611108846110f560019486610c7a565b858060a01b0391549060031b1c16611052565b016110d7565b610cf7929150611052565b61ffff8260281c166b8000800080008000800080006001600160601b0383166001600160601b03836a010001000100010001000102821891189215928019906a0100010001000100010000190116908019906a01000100010001000100001901161716151715916001600160601b03199119161615169056")]
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
        /// The wallet holds units of a listed instrument.
        ///
        /// Why: what instruments count per investor would not follow it. What to do: link an empty wallet; before
        /// unlinking, recover the holding to another wallet of the investor.
        error WalletHoldsUnits(address wallet, address token);
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

        constructor(address authority_, address assets_);

        /// Highest number of wallets that one investor may have.
        function MAX_WALLETS() external view returns (uint256);
        /// The instruments, which are asked before a wallet is linked or unlinked.
        function assets() external view returns (address);
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
    runtime: (241, 4498),
    immutables: &[
        Immutable { name: "assets", ty: "contract IAssetRegistry", references: &[(2002, 32), (4023, 32)] },
    ],
};
