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
    #[sol(rpc, all_derives, bytecode = "0x608034609957601f6117cd38819003918201601f19168301916001600160401b03831184841017609d57808492602094604052833981010312609957516001600160a01b038116908190036099575f80546001600160a01b031916821790556040519081527f2f658b440c35314f52658ea8a740e05b284cdc84dc9ae01e891f21b8933e7cad90602090a160405161171b90816100b28239f35b5f80fd5b634e487b7160e01b5f52604160045260245ffdfe6080806040526004361015610012575f80fd5b5f3560e01c9081632254f92514610deb5750806330282a2114610d475780633a9578d314610b8c5780635027dbe21461096957806366f437531461094e5780636d9aedfe146108db5780637a9e5e4b146107c15780637d5ce8f0146106585780638fb36037146105e55780639a98d7fb146104fb578063a38f2945146103f7578063aab86bea146103b2578063af1d5cb914610237578063bf7e214f14610205578063d7e64c00146101df578063df93a70d146101685763e30342e7146100d7575f80fd5b34610164576040600319360112610164576100f0610e2c565b6024359062ffffff82168203610164576101629161010e36336110e9565b6bfff0000000000000000000006101248361131f565b9161013483610fff831615610f83565b60481b167fffffffffffffffffffffffffffffffffffffffff000fffffffffffffffffffff82161791611608565b005b5f80fd5b3461016457604060031936011261016457610181610e2c565b7fae749b9bbb41abe70daa5e0dc1e516bf2532d695410fd4d92d334c5e8cb81277602073ffffffffffffffffffffffffffffffffffffffff602435936101c736336110e9565b1692835f52600282528060405f2055604051908152a2005b34610164575f60031936011261016457602064ffffffffff5f5460a81c16604051908152f35b34610164575f60031936011261016457602073ffffffffffffffffffffffffffffffffffffffff5f5416604051908152f35b346101645760206003193601126101645773ffffffffffffffffffffffffffffffffffffffff610265610e2c565b16805f52600160205264ffffffffff60405f20541690815f52600360205260405f20604051808260208294549384815201905f5260205f20925f5b8181106103835750506102b592500382610fb6565b9115158281610379575b50610320575b506040518091602082016020835281518091526020604084019201905f5b8181106102f1575050500390f35b825173ffffffffffffffffffffffffffffffffffffffff168452859450602093840193909201916001016102e3565b905060405190610331604083610fb6565b6001825260208083019036823782511561034c5752816102c5565b7f4e487b71000000000000000000000000000000000000000000000000000000005f52603260045260245ffd5b90505115836102bf565b845473ffffffffffffffffffffffffffffffffffffffff168352600194850194869450602090930192016102a0565b346101645760206003193601126101645773ffffffffffffffffffffffffffffffffffffffff6103e0610e2c565b165f526002602052602060405f2054604051908152f35b3461016457606060031936011261016457610410610e2c565b602435906044359161ffff831680930361016457600a8110156104d0576104368261131f565b907f0fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff811681036104a35760041b606001806060116104a3576101629361ffff821b91335f5260026020526104978360405f205461ffff8760281c16906114c5565b1b901982161791611608565b7f4e487b71000000000000000000000000000000000000000000000000000000005f52601160045260245ffd5b7fc364c29e000000000000000000000000000000000000000000000000000000005f5260045260245ffd5b3461016457606060031936011261016457610514610e2c565b6024359061ffff82168203610164576044359162ffffff8316830361016457610162926a0fff00000000000000000066ffff00000000006105548561131f565b93335f52600260205261057c8160405f205461057761ffff8960281c168261137f565b61137f565b60281b16916105b5837fffffffffffffffffffffffffffffffffffffffffffffffffff0000ffffffffff86161762fff000831615610f83565b60481b16907ffffffffffffffffffffffffffffffffffffffffffff000ffff0000ffffffffff8316171791611608565b34610164575f600319360112610164575f5460a01c60ff16156106505760207f8fb36037000000000000000000000000000000000000000000000000000000005b7fffffffff0000000000000000000000000000000000000000000000000000000060405191168152f35b60205f610626565b3461016457604060031936011261016457610671610e2c565b610679610e4f565b9061068436336110e9565b61068d8161131f565b73ffffffffffffffffffffffffffffffffffffffff831692831561079957835f5260016020526106c98164ffffffffff60405f20541615610ee2565b64ffffffffff821692835f52600360205260405f20908154600881101561076d57927fac5c74a78ceddf5e3ad114defeccb77aa58aacf4bbfa59b1641dee717cc65bc79492610721926020951561075d575b50610f2c565b845f52600182528060405f20556040519085857f31b60d49e0b5ab0f2a245877094fbee1c9b59e1520193d88db78d766c7ce58d45f80a38152a3005b6107679082610f2c565b8861071b565b857fa0bfe09f000000000000000000000000000000000000000000000000000000005f5260045260245ffd5b7f23455ba1000000000000000000000000000000000000000000000000000000005f5260045ffd5b34610164576020600319360112610164576107da610e2c565b5f549073ffffffffffffffffffffffffffffffffffffffff821633036108af57803b1561086d577fffffffffffffffffffffffff00000000000000000000000000000000000000007f2f658b440c35314f52658ea8a740e05b284cdc84dc9ae01e891f21b8933e7cad9273ffffffffffffffffffffffffffffffffffffffff6020931691829116175f55604051908152a1005b73ffffffffffffffffffffffffffffffffffffffff907fc2f31e5e000000000000000000000000000000000000000000000000000000005f521660045260245ffd5b7f068ca9d8000000000000000000000000000000000000000000000000000000005f523360045260245ffd5b346101645760406003193601126101645760406108f6610e2c565b73ffffffffffffffffffffffffffffffffffffffff610913610e4f565b91165f52600160205273ffffffffffffffffffffffffffffffffffffffff825f205491165f526001602052815f205482519182526020820152f35b34610164575f60031936011261016457602060405160088152f35b3461016457602060031936011261016457610982610e2c565b61098c36336110e9565b64ffffffffff61099b8261131f565b1690815f52600360205260405f20918254926001841115610b4a5773ffffffffffffffffffffffffffffffffffffffff5f949316935b838110610a3b575b8483815f5260016020525f60408120557fac5c74a78ceddf5e3ad114defeccb77aa58aacf4bbfa59b1641dee717cc65bc7602060405184847f2c1fa422d89dba8c1d82bc95f4d9f33127e199b24806f2aa4d7067ac48e2d6a55f80a35f8152a3005b8473ffffffffffffffffffffffffffffffffffffffff610a5b8385610ecd565b90549060031b1c1614610a70576001016109d1565b5f1984929394019182116104a357610ab273ffffffffffffffffffffffffffffffffffffffff610aa3610ade9486610ecd565b90549060031b1c169184610ecd565b90919073ffffffffffffffffffffffffffffffffffffffff8084549260031b9316831b921b1916179055565b80548015610b1d575f190190610af48282610ecd565b73ffffffffffffffffffffffffffffffffffffffff82549160031b1b19169055558083806109d9565b7f4e487b71000000000000000000000000000000000000000000000000000000005f52603160045260245ffd5b73ffffffffffffffffffffffffffffffffffffffff837f5169ff5e000000000000000000000000000000000000000000000000000000005f521660045260245ffd5b346101645760606003193601126101645760043567ffffffffffffffff811161016457610bbd903690600401610e72565b9060243567ffffffffffffffff811161016457610bde903690600401610e72565b909260443567ffffffffffffffff811161016457610c00903690600401610e72565b9083831480610d3e575b15610d165792939190335f52600260205260405f205464ffffffffff5f5460a81c1694610c3686610ea3565b965f955b858710610c9c57602089897fffffffffffff0000000000ffffffffffffffffffffffffffffffffffffffffff79ffffffffff0000000000000000000000000000000000000000005f549260a81b169116175f5564ffffffffff60405191168152f35b9091929394959664ffffffffff1664ffffffffff81146104a35760010196610cc5818884610ebd565b359073ffffffffffffffffffffffffffffffffffffffff8216820361016457610d0a600192610cf583878f610ebd565b35610d01848b8a610ebd565b35918c8a610ff7565b01959493929190610c3a565b7f17e37b5c000000000000000000000000000000000000000000000000000000005f5260045ffd5b50818314610c0a565b34610164576060600319360112610164576020610d62610e2c565b610ddc5f5491610d7b64ffffffffff8460a81c16610ea3565b927fffffffffffff0000000000ffffffffffffffffffffffffffffffffffffffffff79ffffffffff0000000000000000000000000000000000000000008560a81b169116175f55335f526002845260443590602435908460405f2054610ff7565b64ffffffffff60405191168152f35b346101645760206003193601126101645760209073ffffffffffffffffffffffffffffffffffffffff610e1c610e2c565b165f526001825260405f20548152f35b6004359073ffffffffffffffffffffffffffffffffffffffff8216820361016457565b6024359073ffffffffffffffffffffffffffffffffffffffff8216820361016457565b9181601f840112156101645782359167ffffffffffffffff8311610164576020808501948460051b01011161016457565b64ffffffffff60019116019064ffffffffff82116104a357565b919081101561034c5760051b0190565b805482101561034c575f5260205f2001905f90565b15610eea5750565b73ffffffffffffffffffffffffffffffffffffffff907f78d8bf08000000000000000000000000000000000000000000000000000000005f521660045260245ffd5b9081549168010000000000000000831015610f565782610ab2916001610f5495018155610ecd565b565b7f4e487b71000000000000000000000000000000000000000000000000000000005f52604160045260245ffd5b15610f8b5750565b7f5526990c000000000000000000000000000000000000000000000000000000005f5260045260245ffd5b90601f7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe0910116810190811067ffffffffffffffff821117610f5657604052565b9091929373ffffffffffffffffffffffffffffffffffffffff84169485156107995764ffffffffff7f76387d5dc1734a07245b1bc236adab5be334dd1f860dc64b4c1bdc96b5f64d47946110a97fffffffffffffffffffffffffffffffffffffffffffffffffffffff00000000009761107b8560209861ffff8260281c16906114c5565b83851615806110d6575b85816110c4575b61109591610f83565b895f52600187528360405f20541615610ee2565b16948591875f5260018552161760405f2055604051908152a3565b604881901c62fff0001615915061108c565b5068ffff00000000000000851615611085565b5f915f549173ffffffffffffffffffffffffffffffffffffffff83169282600411610164575f5f9060405f81519573ffffffffffffffffffffffffffffffffffffffff60208801917fb700961300000000000000000000000000000000000000000000000000000000835216968760248201523060448201527fffffffff0000000000000000000000000000000000000000000000000000000083351660648201526064815261119a608482610fb6565b828052826020525190895afa61130c575b156111b9575b505050505050565b63ffffffff16156112e0577fffffffffffffffffffffff00ffffffffffffffffffffffffffffffffffffffff1674010000000000000000000000000000000000000000175f55823b15610164577fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe0925f92836064601f94604051978896879586937f94c7d7ee00000000000000000000000000000000000000000000000000000000855260048501526040602485015280604485015280868686013785858286010152011681010301925af180156112d5576112c2575b507fffffffffffffffffffffff00ffffffffffffffffffffffffffffffffffffffff81541690555f80808080806111b1565b6112ce91505f90610fb6565b5f5f611290565b6040513d5f823e3d90fd5b507f068ca9d8000000000000000000000000000000000000000000000000000000005f5260045260245ffd5b50505f516020518060201c1502906111ab565b73ffffffffffffffffffffffffffffffffffffffff1690815f52600160205260405f20549164ffffffffff8316156113545750565b7f239a7cdf000000000000000000000000000000000000000000000000000000005f5260045260245ffd5b6bffffffffffffffffffffffff169061ffff81169182151591826113e5575b5050806113dd575b156113ae5750565b7fd81fe7d2000000000000000000000000000000000000000000000000000000005f523360045260245260445ffd5b5060016113a6565b8161146092935061ffff7f800080008000800080008000800080008000800080008000800080008000800092167e0100010001000100010001000100010001000100010001000100010001000102187ffffefffefffefffefffefffefffefffefffefffefffefffefffefffefffeffff811991011616151590565b908115611470575b505f8061139e565b7f800080008000800080008000800080008000800080008000800080008000800091505f19187ffffefffefffefffefffefffefffefffefffefffefffefffefffefffefffeffff81199101161615155f611468565b916bffffffffffffffffffffffff83169261ffff8316938415159384611526575b5050826114f8575b5050156113ae5750565b7fffffffffffffffffffffffffffffffffffffffff0000000000000000000000009250191616155f806114ee565b816115a29293955061ffff7f800080008000800080008000800080008000800080008000800080008000800092167e0100010001000100010001000100010001000100010001000100010001000102187ffffefffefffefffefffefffefffefffefffefffefffefffefffefffefffeffff811991011616151590565b9081156115b3575b50915f806114e6565b7f800080008000800080008000800080008000800080008000800080008000800091505f19187ffffefffefffefffefffefffefffefffefffefffefffefffefffefffefffeffff81199101161615155f6115aa565b919064ffffffffff16805f52600360205260405f2080549384156116c6575b505f5b848110611638575050505050565b8073ffffffffffffffffffffffffffffffffffffffff61165a60019385610ecd565b90549060031b1c165f52816020528460405f205573ffffffffffffffffffffffffffffffffffffffff61168d8285610ecd565b90549060031b1c16847fac5c74a78ceddf5e3ad114defeccb77aa58aacf4bbfa59b1641dee717cc65bc76020604051898152a30161162a565b73ffffffffffffffffffffffffffffffffffffffff16805f5260016020528360405f2055827fac5c74a78ceddf5e3ad114defeccb77aa58aacf4bbfa59b1641dee717cc65bc76020604051878152a35f61162756")]
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
        function standingsOf(address sender, address recipient) external view returns (Standing, Standing);
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
    runtime: (178, 5915),
    immutables: &[
    ],
};
