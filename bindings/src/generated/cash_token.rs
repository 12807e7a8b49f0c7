// Written by `cargo codegen` from the Solidity sources; do not edit.

//! `CashToken`, from `contracts/src/cash/CashToken.sol`.

use crate::artifacts::{Artifact, Immutable};

alloy::sol! {
    /// A stablecoin for tests and devnets, OpenZeppelin's ERC-20 with permit. Nobody backs it, and nothing of the
    /// system needs it: every contract here takes any ERC-20 that moves what it is told.
    ///
    /// **ROLES**
    ///
    /// One role mints, burns and admits. The deployment gives it with the manager's `setTargetFunctionRole`; until
    /// then the issuer mints, as on every contract with a function of this name, and the governor does the rest.
    ///
    /// **PROPERTIES**
    ///
    /// - With a registry, whoever receives is registered and has none of the forbidden flags, or was admitted.
    ///   Whoever gives is not asked: somebody who is restricted may still pay.
    ///
    /// - Without one it is a plain ERC-20.
    #[sol(rpc, all_derives, bytecode = "0x61020080604052346104fe57611635803803809161001d8285610502565b833981019060e0818303126104fe5761003581610525565b60208201519092906001600160401b0381116104fe5781610057918401610539565b604083015190916001600160401b0382116104fe57610077918401610539565b9260608301519060ff821682036104fe5760808401519061ffff821682036104fe5760c06100a760a08701610525565b9501519362ffffff851685036104fe576040968751916100c78984610502565b60018352603160f81b6020840190815281519092906001600160401b03811161040357600354600181811c911680156104f4575b60208210146103e557601f8111610486575b50806020601f8211600114610422575f91610417575b508160011b915f199060031b1c1916176003555b8051906001600160401b03821161040357600454600181811c911680156103f9575b60208210146103e557601f8111610377575b50602090601f83116001146102fe57918060209694925f5160206116155f395f51905f529896945f926102f3575b50508160011b915f199060031b1c1916176004555b6101b78161058e565b610120526101c48361058e565b61014052848151910120918260e05251902080610100524660a052895190848201927f8b73c3c69bb8fe3d512ecc4cf759cc79239f7b179b0ffacaa9a75d522b39400f84528b83015260608201524660808201523060a082015260a0815261022d60c082610502565b5190206080523060c05261016081905287516001600160a01b039091168152a1610180526101e0526101c0526101a0525161101b90816105fa823960805181610d1d015260a05181610dda015260c05181610ce7015260e05181610d6c01526101005181610d92015261012051816105f20152610140518161061b0152610160518181816102fe0152610e270152610180518161011f01526101a0518181816105ab0152610b2801526101c0518181816109710152610bc601526101e051816108360152f35b015190505f80610199565b90601f1983169160045f52815f20925f5b81811061035f57509260019285925f5160206116155f395f51905f529a989660209a989610610347575b505050811b016004556101ae565b01515f1960f88460031b161c191690555f8080610339565b9293602060018192878601518155019501930161030f565b8281111561016b5760045f52601f830160051c7f8a35acfbc15ff81a39ae7d344fd709f28e8600b4aa8c65c6b64bfe7fe36bd19b602085106103dd575b81601f9101920160051c03905f5b8281106103d057505061016b565b5f828201556001016103c2565b5f91506103b4565b634e487b7160e01b5f52602260045260245ffd5b90607f1690610159565b634e487b7160e01b5f52604160045260245ffd5b90508301515f610123565b60035f9081528181209250601f198416905b81811061046e57509083600194939210610456575b5050811b01600355610137565b8501515f1960f88460031b161c191690555f80610449565b9192602060018192868a015181550194019201610434565b8181111561010d5760035f52601f820160051c7fc2575a0e9e593c00f959f8c92f12db2869c3395a3b0502d05e2516446f71f85b602084106104ec575b81601f9101920160051c03905f5b8281106104df57505061010d565b5f828201556001016104d1565b5f91506104c3565b90607f16906100fb565b5f80fd5b601f909101601f19168101906001600160401b0382119082101761040357604052565b51906001600160a01b03821682036104fe57565b81601f820112156104fe578051906001600160401b038211610403576040519261056d601f8401601f191660200185610502565b828452602083830101116104fe57815f9260208093018386015e8301015290565b601f8151116105b95760208151910151602082106105aa571790565b5f198260200360031b1b161790565b604460209160405192839163305a27a960e01b83528160048401528051918291826024860152018484015e5f828201840152601f01601f19168101030190fdfe6080806040526004361015610012575f80fd5b5f905f3560e01c90816306fdde03146109e857508063095ea7b3146109c257806311e447b81461099557806317f4deef1461095657806318160ddd1461093957806323b872dd1461085a578063313ce5671461081d5780633644e515146107fb57806340c10f191461074157806370a082311461070a5780637ecebe00146106d257806384b0196e146105da5780638ac27f5f1461059657806395d89b411461048a5780639dc29fac146103e2578063a9059cbb146103b0578063b4cfcecb1461032d578063bf7e214f146102e8578063d505accf14610199578063dd62ed3e146101465763e5a6b10f14610105575f80fd5b34610143578060031936011261014357602060405161ffff7f0000000000000000000000000000000000000000000000000000000000000000168152f35b80fd5b5034610143576040366003190112610143576040610162610ac4565b9161016b610ada565b9260018060a01b031681526001602052209060018060a01b03165f52602052602060405f2054604051908152f35b50346101435760e0366003190112610143576101b3610ac4565b906101bc610ada565b604435906064359360843560ff811681036102e4578542116102d0576102906102999160018060a01b03841697888852600760205260408820908154916001830190556040519060208201927f6e71edae12b1b97f4d1f60370fef10105fa2faae0126114a169c64845d6126c984528b604084015260018060a01b038916606084015289608084015260a083015260c082015260c0815261025e60e082610af0565b519020610269610ce4565b906040519161190160f01b83526002830152602282015260c43591604260a4359220610f0e565b90929192610f86565b6001600160a01b0316948086036102b957506102b6939450610e6d565b80f35b6325c0072360e11b85526004869052602452604484fd5b63313c898160e11b85526004869052602485fd5b8480fd5b50346101435780600319360112610143576040517f00000000000000000000000000000000000000000000000000000000000000006001600160a01b03168152602090f35b503461014357604036600319011261014357610347610ac4565b602435908115158092036103ac5760207f7ef4a5ab772eec12d50fa33a90280a4596126cad3f677577819db52a983b131891610381610e00565b6001600160a01b0316808552600882526040808620805460ff191660ff87161790555193845292a280f35b8280fd5b5034610143576040366003190112610143576103d76103cd610ac4565b6024359033610c3a565b602060405160018152f35b34610486576040366003190112610486576103fb610ac4565b60243590610407610e00565b6001600160a01b0316801561047357805f525f60205260405f205482811061045a576020835f945f516020610ffb5f395f51905f52938587528684520360408620558060025403600255604051908152a3005b9063391434e360e21b5f5260045260245260445260645ffd5b634b637e8f60e11b5f525f60045260245ffd5b5f80fd5b34610486575f366003190112610486576040515f6004548060011c9060018116801561058c575b6020831081146105785782855290811561055457506001146104f6575b6104f2836104de81850382610af0565b604051918291602083526020830190610aa0565b0390f35b60045f9081527f8a35acfbc15ff81a39ae7d344fd709f28e8600b4aa8c65c6b64bfe7fe36bd19b939250905b80821061053a575090915081016020016104de6104ce565b919260018160209254838588010152019101909291610522565b60ff191660208086019190915291151560051b840190910191506104de90506104ce565b634e487b7160e01b5f52602260045260245ffd5b91607f16916104b1565b34610486575f366003190112610486576040517f00000000000000000000000000000000000000000000000000000000000000006001600160a01b03168152602090f35b34610486575f366003190112610486576106766106167f0000000000000000000000000000000000000000000000000000000000000000610ed0565b61063f7f0000000000000000000000000000000000000000000000000000000000000000610ed0565b6020610684604051926106528385610af0565b5f84525f368137604051958695600f60f81b875260e08588015260e0870190610aa0565b908582036040870152610aa0565b4660608501523060808501525f60a085015283810360c08501528180845192838152019301915f5b8281106106bb57505050500390f35b8351855286955093810193928101926001016106ac565b34610486576020366003190112610486576001600160a01b036106f3610ac4565b165f526007602052602060405f2054604051908152f35b34610486576020366003190112610486576001600160a01b0361072b610ac4565b165f525f602052602060405f2054604051908152f35b346104865760403660031901126104865761075a610ac4565b602435610765610e00565b6001600160a01b0382169182156107e85761077f90610b26565b156107d557600254908082018092116107c15760205f516020610ffb5f395f51905f52915f9360025584845283825260408420818154019055604051908152a3005b634e487b7160e01b5f52601160045260245ffd5b5063b58da67b60e01b5f5260045260245ffd5b63ec442f0560e01b5f525f60045260245ffd5b34610486575f366003190112610486576020610815610ce4565b604051908152f35b34610486575f36600319011261048657602060405160ff7f0000000000000000000000000000000000000000000000000000000000000000168152f35b3461048657606036600319011261048657610873610ac4565b61087b610ada565b6001600160a01b0382165f818152600160209081526040808320338452909152902054909260443592915f1981106108b9575b506103d79350610c3a565b83811061091e57841561090b5733156108f8576103d7945f52600160205260405f2060018060a01b0333165f526020528360405f2091039055846108ae565b634a1406b160e11b5f525f60045260245ffd5b63e602df0560e01b5f525f60045260245ffd5b8390637dc7a0d960e11b5f523360045260245260445260645ffd5b34610486575f366003190112610486576020600254604051908152f35b34610486575f36600319011261048657602060405162ffffff7f0000000000000000000000000000000000000000000000000000000000000000168152f35b346104865760203660031901126104865760206109b86109b3610ac4565b610b26565b6040519015158152f35b34610486576040366003190112610486576103d76109de610ac4565b6024359033610e6d565b34610486575f366003190112610486575f6003548060011c90600181168015610a96575b602083108114610578578285529081156105545750600114610a38576104f2836104de81850382610af0565b60035f9081527fc2575a0e9e593c00f959f8c92f12db2869c3395a3b0502d05e2516446f71f85b939250905b808210610a7c575090915081016020016104de6104ce565b919260018160209254838588010152019101909291610a64565b91607f1691610a0c565b805180835260209291819084018484015e5f828201840152601f01601f1916010190565b600435906001600160a01b038216820361048657565b602435906001600160a01b038216820361048657565b90601f8019910116810190811067ffffffffffffffff821117610b1257604052565b634e487b7160e01b5f52604160045260245ffd5b7f00000000000000000000000000000000000000000000000000000000000000006001600160a01b03168015610c3357604051632254f92560e01b81526001600160a01b039092166004830181905290602090839060249082905afa918215610c28575f92610bf4575b5064ffffffffff821615159182610bc1575b508115610bad575090565b90505f52600860205260ff60405f20541690565b60481c7f00000000000000000000000000000000000000000000000000000000000000001662ffffff161591505f610ba2565b9091506020813d602011610c20575b81610c1060209383610af0565b810103126104865751905f610b90565b3d9150610c03565b6040513d5f823e3d90fd5b5050600190565b90916001600160a01b03909116908115610473576001600160a01b0383169283156107e857610c6890610b26565b15610cd157815f525f60205260405f2054818110610cb857815f516020610ffb5f395f51905f5292602092855f525f84520360405f2055845f525f825260405f20818154019055604051908152a3565b8263391434e360e21b5f5260045260245260445260645ffd5b8263b58da67b60e01b5f5260045260245ffd5b307f00000000000000000000000000000000000000000000000000000000000000006001600160a01b03161480610dd7575b15610d3f577f000000000000000000000000000000000000000000000000000000000000000090565b60405160208101907f8b73c3c69bb8fe3d512ecc4cf759cc79239f7b179b0ffacaa9a75d522b39400f82527f000000000000000000000000000000000000000000000000000000000000000060408201527f000000000000000000000000000000000000000000000000000000000000000060608201524660808201523060a082015260a08152610dd160c082610af0565b51902090565b507f00000000000000000000000000000000000000000000000000000000000000004614610d16565b60205f60446040516301a615d160e01b8152336004820152823560248201528260288201527f00000000000000000000000000000000000000000000000000000000000000005afa60015f511490601f3d11161615610e5b57565b62d1953b60e31b5f523360045260245ffd5b6001600160a01b031690811561090b576001600160a01b03169182156108f85760207f8c5be1e5ebec7d5bd14f71427d1e84f3dd0314c0f7b2291e5b200ac8c7c3b92591835f526001825260405f20855f5282528060405f2055604051908152a3565b60ff811690601f8211610eff5760405191610eec604084610af0565b6020808452838101919036833783525290565b632cd44ac360e21b5f5260045ffd5b91906fa2a8918ca85bafe22016d0b997e4df60600160ff1b038411610f7b579160209360809260ff5f9560405194855216868401526040830152606082015282805260015afa15610c28575f516001600160a01b03811615610f7157905f905f90565b505f906001905f90565b5050505f9160039190565b6004811015610fe65780610f98575050565b60018103610faf5763f645eedf60e01b5f5260045ffd5b60028103610fca575063fce698f760e01b5f5260045260245ffd5b600314610fd45750565b6335e2f38360e21b5f5260045260245ffd5b634e487b7160e01b5f52602160045260245ffdfeddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef2f658b440c35314f52658ea8a740e05b284cdc84dc9ae01e891f21b8933e7cad")]
    interface CashToken {
        error AccessManagedUnauthorized(address caller);
        /// The signature is invalid.
        error ECDSAInvalidSignature();
        /// The signature has an invalid length.
        error ECDSAInvalidSignatureLength(uint256 length);
        /// The signature has an S value that is in the upper half order.
        error ECDSAInvalidSignatureS(bytes32 s);
        /// Indicates a failure with the `spender`’s `allowance`. Used in transfers.
        ///
        /// - `spender`: Address that may be allowed to operate on tokens without being their owner.
        /// - `allowance`: Amount of tokens a `spender` is allowed to operate with.
        /// - `needed`: Minimum amount required to perform a transfer.
        error ERC20InsufficientAllowance(address spender, uint256 allowance, uint256 needed);
        /// Indicates an error related to the current `balance` of a `sender`. Used in transfers.
        ///
        /// - `sender`: Address whose tokens are being transferred.
        /// - `balance`: Current balance for the interacting account.
        /// - `needed`: Minimum amount required to perform a transfer.
        error ERC20InsufficientBalance(address sender, uint256 balance, uint256 needed);
        /// Indicates a failure with the `approver` of a token to be approved. Used in approvals.
        ///
        /// - `approver`: Address initiating an approval operation.
        error ERC20InvalidApprover(address approver);
        /// Indicates a failure with the token `receiver`. Used in transfers.
        ///
        /// - `receiver`: Address to which tokens are being transferred.
        error ERC20InvalidReceiver(address receiver);
        /// Indicates a failure with the token `sender`. Used in transfers.
        ///
        /// - `sender`: Address whose tokens are being transferred.
        error ERC20InvalidSender(address sender);
        /// Indicates a failure with the `spender` to be approved. Used in approvals.
        ///
        /// - `spender`: Address that may be allowed to operate on tokens without being their owner.
        error ERC20InvalidSpender(address spender);
        /// Permit deadline has expired.
        error ERC2612ExpiredSignature(uint256 deadline);
        /// Mismatched signature.
        error ERC2612InvalidSigner(address signer, address owner);
        /// The nonce used for an `account` is not the expected current nonce.
        error InvalidAccountNonce(address account, uint256 currentNonce);
        error InvalidShortString();
        /// The account may not receive this token.
        ///
        /// Why: the token asks the investor registry, which does not know the account or has it restricted, and it was
        /// not admitted. What to do: register the investor, lift the restriction, or have the contract admitted.
        error ReceiverNotAdmitted(address account);
        error StringTooLong(string str);

        /// Emitted when the allowance of a `spender` for an `owner` is set by a call to `approve`. `value` is the new
        /// allowance.
        event Approval(address indexed owner, address indexed spender, uint256 value);
        /// At creation, as in OpenZeppelin's `IAccessManaged`.
        event AuthorityUpdated(address authority);
        /// MAY be emitted to signal that the domain could have changed.
        event EIP712DomainChanged();
        /// A contract was admitted as a receiver, or is not any more.
        event ReceiverAdmitted(address indexed account, bool admitted);
        /// Emitted when `value` tokens are moved from one account (`from`) to another (`to`). Note that `value` may be
        /// zero.
        event Transfer(address indexed from, address indexed to, uint256 value);

        constructor(address authority_, string name_, string symbol_, uint8 decimals_, uint16 currency_, address investors_, uint24 forbiddenFlags_);

        /// Returns the domain separator used in the encoding of the signature for `permit`, as defined by `EIP712`.
        function DOMAIN_SEPARATOR() external view returns (bytes32);
        /// Returns the remaining number of tokens that `spender` will be allowed to spend on behalf of `owner` through
        /// `transferFrom`. This is zero by default. This value changes when `approve` or `transferFrom` are called.
        function allowance(address owner, address spender) external view returns (uint256);
        /// See `IERC20-approve`. NOTE: If `value` is the maximum `uint256`, the allowance is not updated on
        /// `transferFrom`. This is semantically equivalent to an infinite approval. Requirements: - `spender` cannot be
        /// the zero address.
        function approve(address spender, uint256 value) external returns (bool);
        /// The access manager. It is fixed; its roles and their members can change.
        function authority() external view returns (address);
        /// Returns the value of tokens owned by `account`.
        function balanceOf(address account) external view returns (uint256);
        /// Takes `amount` from `from`, who was paid for it elsewhere. Caller: the minter's role.
        function burn(address from, uint256 amount) external;
        /// ISO 4217 numeric code of the currency that it stands for.
        function currency() external view returns (uint16);
        /// Decimal places of the unit, as in ERC-20.
        function decimals() external view returns (uint8);
        /// returns the fields and values that describe the domain separator used by this contract for EIP-712 signature.
        function eip712Domain() external view returns (bytes1 fields, string memory name, string memory version, uint256 chainId, address verifyingContract, bytes32 salt, uint256[] memory extensions);
        /// The flags of a standing that keep its wallet from receiving.
        function forbiddenFlags() external view returns (uint24);
        /// The registry that is asked who may receive; zero when everybody may.
        function investors() external view returns (address);
        /// Whether `account` may receive now.
        function mayReceive(address account) external view returns (bool);
        /// Issues `amount` to `to`. Caller: the minter's role.
        function mint(address to, uint256 amount) external;
        /// Returns the name of the token.
        function name() external view returns (string memory);
        /// Returns the current nonce for `owner`. This value must be included whenever a signature is generated for
        /// `permit`. Every successful call to `permit` increases ``owner``'s nonce by one. This prevents a signature from
        /// being used multiple times.
        function nonces(address owner) external view returns (uint256);
        /// Sets `value` as the allowance of `spender` over ``owner``'s tokens, given ``owner``'s signed approval.
        /// IMPORTANT: The same issues `IERC20-approve` has related to transaction ordering also applies here. Emits an
        /// `Approval` event. Requirements: - `spender` cannot be the zero address. - `deadline` must be a timestamp in
        /// the future. - `v`, `r` and `s` must be a valid `secp256k1` signature from `owner` over the EIP712-formatted
        /// function arguments. - the signature must use ``owner``'s current nonce (see `nonces`). For more information on
        /// the signature format, see the https://eips.ethereum.org/EIPS/eip-2612#specification[relevant EIP section].
        /// CAUTION: See Security Considerations above.
        function permit(address owner, address spender, uint256 value, uint256 deadline, uint8 v, bytes32 r, bytes32 s) external;
        /// Lets `account` receive without being registered, as contracts that pass cash on need; or no longer. Caller:
        /// the minter's role.
        function setAdmitted(address account, bool admitted) external;
        /// Returns the symbol of the token, usually a shorter version of the name.
        function symbol() external view returns (string memory);
        /// Returns the value of tokens in existence.
        function totalSupply() external view returns (uint256);
        /// See `IERC20-transfer`. Requirements: - `to` cannot be the zero address. - the caller must have a balance of at
        /// least `value`.
        function transfer(address to, uint256 value) external returns (bool);
        /// See `IERC20-transferFrom`. Skips emitting an `Approval` event indicating an allowance update. This is not
        /// required by the ERC. See `xref-ERC20-_approve-address-address-uint256-bool-`[_approve]. NOTE: Does not update
        /// the allowance if the current allowance is the maximum `uint256`. Requirements: - `from` and `to` cannot be the
        /// zero address. - `from` must have a balance of at least `value`. - the caller must have allowance for
        /// ``from``'s tokens of at least `value`.
        function transferFrom(address from, address to, uint256 value) external returns (bool);
    }
}

/// Code and immutables of [`CashToken`].
pub static ARTIFACT: Artifact = Artifact {
    name: "CashToken",
    source: "src/cash/CashToken.sol",
    creation: &CashToken::BYTECODE,
    runtime: (1530, 4123),
    immutables: &[
        Immutable { name: "_cachedChainId", ty: "uint256", references: &[(3546, 32)] },
        Immutable { name: "_cachedDomainSeparator", ty: "bytes32", references: &[(3357, 32)] },
        Immutable { name: "_cachedThis", ty: "address", references: &[(3303, 32)] },
        Immutable { name: "_decimals", ty: "uint8", references: &[(2102, 32)] },
        Immutable { name: "_hashedName", ty: "bytes32", references: &[(3436, 32)] },
        Immutable { name: "_hashedVersion", ty: "bytes32", references: &[(3474, 32)] },
        Immutable { name: "_name", ty: "ShortString", references: &[(1522, 32)] },
        Immutable { name: "_version", ty: "ShortString", references: &[(1563, 32)] },
        Immutable { name: "authority", ty: "address", references: &[(766, 32), (3623, 32)] },
        Immutable { name: "currency", ty: "uint16", references: &[(287, 32)] },
        Immutable { name: "forbiddenFlags", ty: "uint24", references: &[(2417, 32), (3014, 32)] },
        Immutable { name: "investors", ty: "address", references: &[(1451, 32), (2856, 32)] },
    ],
};
