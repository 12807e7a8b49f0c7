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
    #[sol(rpc, all_derives, bytecode = "0x608034609957601f61123a38819003918201601f19168301916001600160401b03831184841017609d57808492602094604052833981010312609957516001600160a01b038116908190036099575f80546001600160a01b031916821790556040519081527f2f658b440c35314f52658ea8a740e05b284cdc84dc9ae01e891f21b8933e7cad90602090a160405161118890816100b28239f35b5f80fd5b634e487b7160e01b5f52604160045260245ffdfe6080806040526004361015610012575f80fd5b5f3560e01c9081630353e60014610ace575080632254f92514610a9657806330282a2114610a175780633a9578d3146108ab5780635027dbe21461070e57806366f43753146106f35780637a9e5e4b146106465780637d5ce8f01461052f5780638fb36037146104ec5780639a98d7fb1461042e578063a38f294514610375578063aab86bea1461033d578063af1d5cb914610203578063bf7e214f146101dc578063d7e64c00146101b6578063df93a70d1461014a5763e30342e7146100d7575f80fd5b34610146576040366003190112610146576100f0610b1e565b6024359062ffffff82168203610146576101449161010e3633610d27565b61011782610e78565b9061012782610fff831615610c20565b610fff60541b19821660489190911b610fff60541b161791611032565b005b5f80fd5b3461014657604036600319011261014657610163610b1e565b7fae749b9bbb41abe70daa5e0dc1e516bf2532d695410fd4d92d334c5e8cb812776020602435926101943633610d27565b6001600160a01b03165f818152600283526040908190208590555193845292a2005b34610146575f36600319011261014657602064ffffffffff5f5460a81c16604051908152f35b34610146575f366003190112610146575f546040516001600160a01b039091168152602090f35b346101465760203660031901126101465761021c610b1e565b60018060a01b0316805f52600160205264ffffffffff60405f20541690815f52600360205260405f20604051808260208294549384815201905f5260205f20925f5b81811061031b57505061027392500382610c3a565b9115158281610311575b506102d1575b506040518091602082016020835281518091526020604084019201905f5b8181106102af575050500390f35b82516001600160a01b03168452859450602093840193909201916001016102a1565b9050604051906102e2604083610c3a565b600182526020808301903682378251156102fd575281610283565b634e487b7160e01b5f52603260045260245ffd5b905051158361027d565b84546001600160a01b031683526001948501948694506020909301920161025e565b34610146576020366003190112610146576001600160a01b0361035e610b1e565b165f526002602052602060405f2054604051908152f35b346101465760603660031901126101465761038e610b1e565b602435906044359161ffff831680930361014657600a81101561041c576103b482610e78565b906001600160fc1b03811681036104085760041b60600180606011610408576101449361ffff821b91335f5260026020526103fc8360405f205461ffff8760281c1690610f71565b1b901982161791611032565b634e487b7160e01b5f52601160045260245ffd5b6361b2614f60e11b5f5260045260245ffd5b3461014657606036600319011261014657610447610b1e565b6024359061ffff82168203610146576044359162ffffff8316830361014657610144926a0fff00000000000000000066ffff000000000061048785610e78565b93335f5260026020526104af8160405f20546104aa61ffff8960281c1682610eb3565b610eb3565b60281b16916104d066ffff0000000000198516841762fff000831615610c20565b60481b16906a0fff0000ffff0000000000198316171791611032565b34610146575f366003190112610146575f5460a01c60ff1615610527576020638fb3603760e01b5b6040516001600160e01b03199091168152f35b60205f610514565b3461014657604036600319011261014657610548610b1e565b610550610b34565b9061055b3633610d27565b61056481610e78565b6001600160a01b03831692831561063757835f5260016020526105938164ffffffffff60405f20541615610bba565b64ffffffffff821692835f52600360205260405f20908154600881101561062457925f5160206111685f395f51905f5294926105d89260209515610614575b50610be2565b845f52600182528060405f20556040519085857f31b60d49e0b5ab0f2a245877094fbee1c9b59e1520193d88db78d766c7ce58d45f80a38152a3005b61061e9082610be2565b886105d2565b8563a0bfe09f60e01b5f5260045260245ffd5b6323455ba160e01b5f5260045ffd5b346101465760203660031901126101465761065f610b1e565b5f546001600160a01b03811633036106e157813b156106c0576001600160a01b0319166001600160a01b039091169081175f556040519081527f2f658b440c35314f52658ea8a740e05b284cdc84dc9ae01e891f21b8933e7cad90602090a1005b506361798f2f60e11b5f9081526001600160a01b0391909116600452602490fd5b62d1953b60e31b5f523360045260245ffd5b34610146575f36600319011261014657602060405160088152f35b3461014657602036600319011261014657610727610b1e565b6107313633610d27565b64ffffffffff61074082610e78565b1690815f52600360205260405f2091825492600184111561088d576001600160a01b0390921692915f5b8381106107c1575b8483815f5260016020525f60408120555f5160206111685f395f51905f52602060405184847f2c1fa422d89dba8c1d82bc95f4d9f33127e199b24806f2aa4d7067ac48e2d6a55f80a35f8152a3005b846107cc8284610ba5565b905460039190911b1c6001600160a01b0316146107eb5760010161076a565b919290915f1982019182116104085761082361080a6108479385610ba5565b905460039190911b1c6001600160a01b03169184610ba5565b81546001600160a01b0393841660039290921b91821b9390911b1916919091179055565b80548015610879575f19019061085d8282610ba5565b81549060018060a01b039060031b1b1916905555808380610772565b634e487b7160e01b5f52603160045260245ffd5b6328b4ffaf60e11b5f9081526001600160a01b038416600452602490fd5b346101465760603660031901126101465760043567ffffffffffffffff8111610146576108dc903690600401610b4a565b9060243567ffffffffffffffff8111610146576108fd903690600401610b4a565b909260443567ffffffffffffffff81116101465761091f903690600401610b4a565b9083831480610a0e575b156109ff5792939190335f52600260205260405f205464ffffffffff5f5460a81c169461095586610b7b565b965f955b858710610992575f805464ffffffffff60a81b191660a88a901b64ffffffffff60a81b1617905560405164ffffffffff8a168152602090f35b9091929394959664ffffffffff1664ffffffffff811461040857600101966109bb818884610b95565b35906001600160a01b0382168203610146576109f36001926109de83878f610b95565b356109ea848b8a610b95565b35918c8a610c5c565b01959493929190610959565b6305f8ded760e21b5f5260045ffd5b50818314610929565b34610146576060366003190112610146576020610a32610b1e565b610a875f5491610a4b64ffffffffff8460a81c16610b7b565b64ffffffffff60a81b1990931660a884901b64ffffffffff60a81b16175f90815533815260028552604090205460443591602435918590610c5c565b64ffffffffff60405191168152f35b34610146576020366003190112610146576001600160a01b03610ab7610b1e565b165f526001602052602060405f2054604051908152f35b3461014657604036600319011261014657604090610aea610b1e565b610af2610b34565b6001600160a01b039182165f908152600160209081528582205493909216815284902054918352820152f35b600435906001600160a01b038216820361014657565b602435906001600160a01b038216820361014657565b9181601f840112156101465782359167ffffffffffffffff8311610146576020808501948460051b01011161014657565b64ffffffffff60019116019064ffffffffff821161040857565b91908110156102fd5760051b0190565b80548210156102fd575f5260205f2001905f90565b15610bc25750565b630f1b17e160e31b5f9081526001600160a01b0391909116600452602490fd5b9081549168010000000000000000831015610c0c5782610823916001610c0a95018155610ba5565b565b634e487b7160e01b5f52604160045260245ffd5b15610c285750565b631549a64360e21b5f5260045260245ffd5b90601f8019910116810190811067ffffffffffffffff821117610c0c57604052565b6001600160a01b0383169491929091908515610637577f76387d5dc1734a07245b1bc236adab5be334dd1f860dc64b4c1bdc96b5f64d4793610ce164ffffffffff92610cb38860209761ffff8260281c1690610f71565b8388161580610d14575b8881610d02575b610ccd91610c20565b885f52600186528360405f20541615610bba565b168094865f526001845264ffffffffff19161760405f2055604051908152a3565b604881901c62fff00016159150610cc4565b5068ffff00000000000000881615610cbd565b5f805490926001600160a01b038216929160048210610146575f5f9060405f815196602088019063b700961360e01b825260018060a01b03169788602482015230604482015263ffffffff60e01b833516606482015260648152610d8c608482610c3a565b828052826020525190895afa610e65575b15610dab575b505050505050565b63ffffffff1615610e535760ff60a01b1916600160a01b175f55823b15610146576064925f9283604051958680958194634a63ebf760e11b83526004830152604060248301528060448301528084848401378181018301849052601f01601f191681010301925af18015610e4857610e35575b50805460ff60a01b191690555f8080808080610da3565b610e4191505f90610c3a565b5f5f610e1e565b6040513d5f823e3d90fd5b8262d1953b60e31b5f5260045260245ffd5b50505f516020518060201c150290610d9d565b6001600160a01b03165f81815260016020526040902054919064ffffffffff831615610ea15750565b63239a7cdf60e01b5f5260045260245ffd5b6bffffffffffffffffffffffff169061ffff8116918215159182610f00575b505080610ef8575b15610ee25750565b636c0ff3e960e11b5f523360045260245260445ffd5b506001610eda565b81610f0c9293506110f3565b908115610f1c575b505f80610ed2565b7f800080008000800080008000800080008000800080008000800080008000800091505f19187ffffefffefffefffefffefffefffefffefffefffefffefffefffefffefffeffff81199101161615155f610f14565b6bffffffffffffffffffffffff81169261ffff8316938415159384610fbf575b505082610fa3575b505015610ee25750565b9019166bffffffffffffffffffffffff19161590505f80610f99565b81610fcc929395506110f3565b908115610fdd575b50915f80610f91565b7f800080008000800080008000800080008000800080008000800080008000800091505f19187ffffefffefffefffefffefffefffefffefffefffefffefffefffefffefffeffff81199101161615155f610fd4565b919064ffffffffff16805f52600360205260405f2080549384156110bf575b505f5b848110611062575050505050565b8061106f60019284610ba5565b838060a01b0391549060031b1c165f52816020528460405f20556110938184610ba5565b838060a01b0391549060031b1c16845f5160206111685f395f51905f526020604051898152a301611054565b60018060a01b0316805f5260016020528360405f2055825f5160206111685f395f51905f526020604051878152a35f611051565b61ffff7f800080008000800080008000800080008000800080008000800080008000800092167e0100010001000100010001000100010001000100010001000100010001000102187ffffefffefffefffefffefffefffefffefffefffefffefffefffefffefffeffff81199101161615159056feac5c74a78ceddf5e3ad114defeccb77aa58aacf4bbfa59b1641dee717cc65bc7")]
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
        /// The standings of both parties of a movement in one call; zero for an unregistered party.
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
    runtime: (178, 4488),
    immutables: &[
    ],
};
