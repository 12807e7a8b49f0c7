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
    #[sol(rpc, all_derives, bytecode = "0x60c0346100c657601f61108f38819003918201601f19168301916001600160401b038311848410176100ca5780849260409485528339810103126100c6577f2f658b440c35314f52658ea8a740e05b284cdc84dc9ae01e891f21b8933e7cad60206100748161006d856100de565b94016100de565b60808490526040516001600160a01b03909416845292a16001600160a01b031660a052604051610f9c90816100f382396080518181816103420152610d13015260a0518181816106ee0152610dc00152f35b5f80fd5b634e487b7160e01b5f52604160045260245ffd5b51906001600160a01b03821682036100c65756fe60806040526004361015610011575f80fd5b5f3560e01c80630353e60014610ac05780632254f92514610a8857806330282a2114610a0f5780633a9578d3146108f35780635027dbe21461073857806366f437531461071d57806371a97305146106d95780637d5ce8f0146105aa578063a38f2945146104e3578063aab86bea146104ab578063af1d5cb914610371578063bf7e214f1461032d578063d7e64c001461030a578063ddef4e8014610223578063df93a70d146101b9578063e30342e71461014b5763eb1222ee146100d4575f80fd5b34610147576020366003190112610147576004356001600160401b03811161014757610104903690600401610b2c565b908160051b906040519260208452602084015260016020525f5b82811061012c576040830184f35b806020918301355f5260405f2054604082870101520161011e565b5f80fd5b3461014757604036600319011261014757610164610b00565b6024359062ffffff82168203610147576101b791610180610cec565b61018982610d59565b9061019a8262800fff831615610c1c565b6107ff60541b19821660489190911b6107ff60541b161791610ec4565b005b34610147576040366003190112610147576101d2610b00565b7fae749b9bbb41abe70daa5e0dc1e516bf2532d695410fd4d92d334c5e8cb81277602060243592610201610cec565b6001600160a01b03165f818152600283526040908190208590555193845292a2005b346101475760803660031901126101475761023c610b00565b6024359061ffff8216820361014757610253610b5c565b916064359262ffffff84168403610147576101b79361027184610d59565b92335f5260026020526102a560405f205461029361ffff60281b871682610eb2565b602883901b61ffff60281b1690610eb2565b61ffff60281b19841660289190911b61ffff60281b169081179260381b61ffff60381b1691906102e99063ffffffff60281b19861617831762fff000831615610c1c565b630fffffff60381b199092161760489190911b610fff60481b161791610ec4565b34610147575f36600319011261014757602064ffffffffff5f5416604051908152f35b34610147575f366003190112610147576040517f00000000000000000000000000000000000000000000000000000000000000006001600160a01b03168152602090f35b346101475760203660031901126101475761038a610b00565b60018060a01b0316805f52600160205264ffffffffff60405f20541690815f52600360205260405f20604051808260208294549384815201905f5260205f20925f5b8181106104895750506103e192500382610bfb565b911515828161047f575b5061043f575b506040518091602082016020835281518091526020604084019201905f5b81811061041d575050500390f35b82516001600160a01b031684528594506020938401939092019160010161040f565b905060405190610450604083610bfb565b6001825260208083019036823782511561046b5752816103f1565b634e487b7160e01b5f52603260045260245ffd5b90505115836103eb565b84546001600160a01b03168352600194850194869450602090930192016103cc565b34610147576020366003190112610147576001600160a01b036104cc610b00565b165f526002602052602060405f2054604051908152f35b34610147576060366003190112610147576104fc610b00565b60243590610508610b5c565b91600a8110156105985761051b82610d59565b906001600160fc1b03811681036105845760041b606001928360601161058457335f908152600260205260409020546101b79461ffff80821b9391929091906105769061ffff60281b19861661ffff60281b88161790610eb2565b16901b901982161791610ec4565b634e487b7160e01b5f52601160045260245ffd5b6361b2614f60e11b5f5260045260245ffd5b34610147576040366003190112610147576105c3610b00565b6105cb610b16565b6105d3610cec565b6105dc82610d59565b906001600160a01b03811680156106ca57805f52600160205264ffffffffff60405f2054166106b85761060e82610d94565b64ffffffffff8316805f52600360205260405f206008815410156106a5576101b795628000008660481c1615610673575b508361064a91610bc2565b7f31b60d49e0b5ab0f2a245877094fbee1c9b59e1520193d88db78d766c7ce58d45f80a3610e66565b6001605f1b199095166001605f1b179461064a91859161069e9088906106998185610bc2565b610e66565b915061063f565b5063a0bfe09f60e01b5f5260045260245ffd5b630f1b17e160e31b5f5260045260245ffd5b6323455ba160e01b5f5260045ffd5b34610147575f366003190112610147576040517f00000000000000000000000000000000000000000000000000000000000000006001600160a01b03168152602090f35b34610147575f36600319011261014757602060405160088152f35b3461014757602036600319011261014757610751610b00565b610759610cec565b61076281610d59565b90628000008260481c16156108d35761077a81610d94565b64ffffffffff8216805f52600360205260405f20908154905f19820191821161058457926001600160a01b03165f5b828110610854575b5082936107bf600194610b82565b7fac5c74a78ceddf5e3ad114defeccb77aa58aacf4bbfa59b1641dee717cc65bc7602060405184847f2c1fa422d89dba8c1d82bc95f4d9f33127e199b24806f2aa4d7067ac48e2d6a55f80a3845f528682525f60408120555f8152a31461082257005b80541561046b576101b791815f5261084760205f2060018060a01b0390541692610b82565b6001605f1b191690610e66565b8161085f8286610b6d565b905460039190911b1c6001600160a01b03161461087e576001016107a9565b936108cc84956108a861089386600198610b6d565b888060a01b0391549060031b1c169188610b6d565b9080546001600160a01b0360039390931b83811b199091169290931690921b179055565b93926107b1565b6328b4ffaf60e11b5f9081526001600160a01b0391909116600452602490fd5b34610147576060366003190112610147576004356001600160401b03811161014757610923903690600401610b2c565b6024356001600160401b03811161014757610942903690600401610b2c565b6044939193356001600160401b03811161014757610964903690600401610b2c565b909184149081610a05575b50156109f65790602093335f526002855260405f20549064ffffffffff5f541692839560051b925f955b8487106109c957888864ffffffffff881664ffffffffff195f5416175f5564ffffffffff60016040519201168152f35b90919293946001899101966109ea8184013582880135838801358b88610c36565b01959493929190610999565b6305f8ded760e21b5f5260045ffd5b905083148561096f565b3461014757606036600319011261014757610a28610b00565b5f54600164ffffffffff82160164ffffffffff81116105845760209264ffffffffff610a809216809364ffffffffff1916175f55335f526002845260405f20549060443591846024359260018060a01b031691610c36565b604051908152f35b34610147576020366003190112610147576001600160a01b03610aa9610b00565b165f526001602052602060405f2054604051908152f35b3461014757604036600319011261014757610ad9610b00565b610ae1610b16565b9060016020525f5260405f2054905f5260405f20546020525f5260405ff35b600435906001600160a01b038216820361014757565b602435906001600160a01b038216820361014757565b9181601f84011215610147578235916001600160401b038311610147576020808501948460051b01011161014757565b6044359061ffff8216820361014757565b805482101561046b575f5260205f2001905f90565b80548015610bae575f190190610b988282610b6d565b81549060018060a01b039060031b1b1916905555565b634e487b7160e01b5f52603160045260245ffd5b80549190600160401b831015610be757826108a8916001610be595018155610b6d565b565b634e487b7160e01b5f52604160045260245ffd5b90601f801991011681019081106001600160401b03821117610be757604052565b15610c245750565b631549a64360e21b5f5260045260245ffd5b9193909290916001600160a01b035f19860110156106ca5781610c5891610f2d565b15610cce576bfff00000000000ffffffffff8116610c2457835f52600160205260405f20908154610cb057831790555f527f76387d5dc1734a07245b1bc236adab5be334dd1f860dc64b4c1bdc96b5f64d4760205fa3565b630f1b17e160e31b5f9081526001600160a01b038616600452602490fd5b61ffff90636c0ff3e960e11b5f523360045260281c1660245260445ffd5b60205f60446040516301a615d160e01b8152336004820152823560248201528260288201527f00000000000000000000000000000000000000000000000000000000000000005afa60015f511490601f3d11161615610d4757565b62d1953b60e31b5f523360045260245ffd5b6001600160a01b03165f81815260016020526040902054919064ffffffffff831615610d825750565b63239a7cdf60e01b5f5260045260245ffd5b6040516303ba3d3b60e01b81526001600160a01b039182166004820181905291602090829060249082907f0000000000000000000000000000000000000000000000000000000000000000165afa908115610e5b575f91610e19575b506001600160a01b03169081610e04575050565b633771261d60e11b5f5260045260245260445ffd5b90506020813d602011610e53575b81610e3460209383610bfb565b8101031261014757516001600160a01b0381168103610147575f610df0565b3d9150610e27565b6040513d5f823e3d90fd5b60018060a01b031690815f5260016020528060405f20557fac5c74a78ceddf5e3ad114defeccb77aa58aacf4bbfa59b1641dee717cc65bc7602064ffffffffff604051938085521692a3565b81610ebc91610f2d565b15610cce5750565b628000008260481c1615610f22575064ffffffffff165f52600360205260405f20908154915f5b838110610ef85750505050565b80610f1c84610f0960019486610b6d565b858060a01b0391549060031b1c16610e66565b01610eeb565b610be5929150610e66565b801982166001600160601b031916156a0100010001000100010000196a010001000100010001000160289490941c61ffff169384026001600160601b039384169081188281019019169318908101901916919091176b800080008000800080008000161591159190911715169056")]
    interface InvestorRegistry {
        type Standing is uint256;
        type VerifierScope is uint256;

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

        /// At creation, as in OpenZeppelin's `IAccessManaged`.
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
        /// The access manager. It is fixed; its roles and their members can change.
        function authority() external view returns (address);
        /// Number of investors registered so far, which is the highest id given.
        function investorCount() external view returns (uint40);
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
    runtime: (243, 3996),
    immutables: &[
        Immutable { name: "assets", ty: "contract IAssetRegistry", references: &[(1774, 32), (3520, 32)] },
        Immutable { name: "authority", ty: "address", references: &[(834, 32), (3347, 32)] },
    ],
};
