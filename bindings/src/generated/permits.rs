// Written by `cargo codegen` from the Solidity sources; do not edit.

//! `Permits`, from `contracts/src/Permits.sol`.

use crate::artifacts::{Artifact, Immutable};

alloy::sol! {
    /// Facts that people put on chain for rules to read, of every instrument.
    ///
    /// **ROLES**
    ///
    /// The registrar records facts, certificates, approvals in advance, symbols and objections; the supervisor names
    /// venues, classes of cash and average volumes.
    ///
    /// **PROPERTIES**
    ///
    /// - A permit is good through its last day, or its last second, and nothing has to be done for it to end.
    ///
    /// - The symbols of a group have the ranks 1, 2, 3 ... without a gap. A barred symbol never has one again.
    ///
    /// **WHAT THIS DOES NOT GUARANTEE**
    ///
    /// That a fact is true: it is on record who was allowed to write it.
    #[sol(rpc, all_derives, bytecode = "0x60a0346100c457601f61164438819003918201601f19168301916001600160401b038311848410176100c85780849260409485528339810103126100c4577f2f658b440c35314f52658ea8a740e05b284cdc84dc9ae01e891f21b8933e7cad60206100748161006d856100dc565b94016100dc565b5f80546001600160a01b0319166001600160a01b03909516948517905560405193845292a16001600160a01b031660805260405161155390816100f182396080518181816102a60152610c7d0152f35b5f80fd5b634e487b7160e01b5f52604160045260245ffd5b51906001600160a01b03821682036100c45756fe60806040526004361015610011575f80fd5b5f3560e01c806315921a061461125d578063641755401461119b5780637a9e5e4b146110ee5780637f456a381461109d57806380211d0a14610ea657806387e35aa714610cac5780638ac27f5f14610c685780638bf96c1e14610bf55780638c84ed8714610b4d5780638fb3603714610b0a578063953af6b814610a62578063a408b186146109c4578063b461021b14610977578063bf7e214f14610950578063c41c72181461087b578063cadc163814610633578063cd22ec97146105f8578063cdb1af6a14610472578063dab56416146103ba578063e7030cf61461022c578063ebabb360146101d55763ec7cf0ea1461010b575f80fd5b346101d15760203660031901126101d1576101246112f8565b5f608060405161013381611399565b828152826020820152826040820152826060820152015260018060a01b03165f52600760205260a060405f2060405161016b81611399565b61ffff600183549384845201549181602082018185168152816040840191818760101c16835260ff60806060870196848a60201c168852019760301c16151587526040519788525116602087015251166040850152511660608301525115156080820152f35b5f80fd5b346101d15760403660031901126101d1576101ee6112f8565b6101f661130e565b9060018060a01b03165f52600460205260405f209060018060a01b03165f52602052602060ff60405f2054166040519015158152f35b346101d15760a03660031901126101d1576102456112f8565b61024d61133a565b90610256611324565b9161025f61136c565b9161026a363361140d565b6001600160a01b03169081156103ab57604051632254f92560e01b81526001600160a01b039485166004820181905294602090829060249082907f0000000000000000000000000000000000000000000000000000000000000000165afa80156103a0575f90610369575b64ffffffffff9150169384156103575750604060ff7f02c04a8db2ea46a2d719be81d92962dff86824b926366b3550f3411a19e34f6292845f526002602052825f208282165f52602052825f2064ffffffffff88165f52602052825f2061ffff871661ffff1982541617905561ffff83519616865260843560208701521693a4005b638ba9381f60e01b5f5260045260245ffd5b506020813d602011610398575b81610383602093836113b5565b810103126101d15764ffffffffff90516102d5565b3d9150610376565b6040513d5f823e3d90fd5b63e6c4247b60e01b5f5260045ffd5b346101d15760203660031901126101d1576004355f52600860205260405f20604051806020835491828152019081935f5260205f20905f5b81811061045357505050816104089103826113b5565b604051918291602083019060208452518091526040830191905f5b818110610431575050500390f35b82516001600160a01b0316845285945060209384019390920191600101610423565b82546001600160a01b03168452602090930192600192830192016103f2565b346101d15760203660031901126101d15761048b6112f8565b610495363361140d565b6001600160a01b03165f81815260076020526040902060018101805461ffff1680156105e55782545f52600860205260405f2080545f1981019081116105d1576104df90826113e4565b905460039190911b1c6001600160a01b0316905f1983018381116105d1578261050b61052f92846113e4565b81546001600160a01b0393841660039290921b91821b9390911b1916919091179055565b805480156105bd575f19019061055d61054883836113e4565b81549060018060a01b039060031b1b19169055565b555f52600760205261ffff600160405f2001911661ffff1982541617905560ff60301b19815416815561ffff19815416905554907f72516a445781840b4ed5b1f86b694aaa3d711c7531131e03f7d535371e207add60206040515f8152a3005b634e487b7160e01b5f52603160045260245ffd5b634e487b7160e01b5f52601160045260245ffd5b8363f9eb745360e01b5f5260045260245ffd5b346101d15760203660031901126101d1576001600160a01b036106196112f8565b165f526005602052602060ff60405f205416604051908152f35b346101d15760803660031901126101d15761064c6112f8565b6024359061065861135b565b9061066161136c565b61066b363361140d565b6001600160a01b0382169283156103ab57841561086c5761ffff168015158061085d575b1561084b57835f52600760205260405f2060806001604051926106b184611399565b8054845201549160ff602082019361ffff8116855261ffff8160101c16604084015261ffff8160201c16606084015260301c1615159182910152610838575161ffff1661082557845f52600860205260405f2091825468010000000000000000811015610811577fa9227a45b2ae26f0aebb64434d6e7db9119629f464557533f72ac57958663c8e9461050b82606096600161074f950181556113e4565b855f52600860205261ffff60405f2054169160405161076d81611399565b8781526020810190848252604081019383855261ffff87830191169485825261ffff80600160808601955f87528d5f52600760205260405f2090518155019551161661ffff19855416178455519063ffff000065ffff000000008554925160201b169260101b169065ffffffff000019161717825551151560ff60301b825491151560301b169060ff60301b191617905560405192835260208301526040820152a3005b634e487b7160e01b5f52604160045260245ffd5b8363180f6d4b60e11b5f5260045260245ffd5b846309084f2b60e41b5f5260045260245ffd5b631762072760e31b5f5260045260245ffd5b5062015180420481111561068f565b63036c503960e61b5f5260045ffd5b346101d15760603660031901126101d1576108946112f8565b61089c61130e565b6108a4611324565b915f604080516108b38161137d565b828152826020820152015260018060a01b03165f52600360205260405f209060018060a01b03165f5260205260405f209060018060a01b03165f52602052606060405f2067ffffffffffffffff6040519161090d8361137d565b5464ffffffffff6001600160801b038216938481528360406020830192848660801c168452019360a81c1683526040519485525116602084015251166040820152f35b346101d1575f3660031901126101d1575f546040516001600160a01b039091168152602090f35b346101d15760403660031901126101d1576001600160a01b036109986112f8565b165f52600660205260405f206024355f5260205260206001600160801b0360405f205416604051908152f35b346101d15760603660031901126101d1576109dd6112f8565b6109e561133a565b6109ed61135b565b916109f8363361140d565b6001600160a01b03169081156103ab57602060ff7f97391a4cb09ad963ebab55f5bf0cc3908e7f09b7e032ca8ef4c5965f735e642692845f526001835260405f208282165f52835260405f2061ffff871661ffff1982541617905561ffff604051961686521693a3005b346101d15760403660031901126101d1576001600160a01b03610a836112f8565b165f52600760205260405f20610ae3600160405192610aa184611399565b805484520154602083019261ffff8216845261ffff8260101c1690816040820152608060ff61ffff8560201c169485606085015260301c1615159101526113d7565b6024351115610b015761ffff60209151165b61ffff60405191168152f35b5060205f610af5565b346101d1575f3660031901126101d1575f5460a01c60ff1615610b45576020638fb3603760e01b5b6040516001600160e01b03199091168152f35b60205f610b32565b346101d15760603660031901126101d157610b666112f8565b610b6e61134a565b90604435906001600160801b0382168092036101d157610b8e363361140d565b6001600160a01b03169081156103ab5760207f0431d49ae8123ef1335aefd3a56fffbd57ab89064ef1b608cb834cbda9ca2f3e91835f526006825261ffff60405f20951694855f52825260405f20816001600160801b0319825416179055604051908152a3005b346101d15760603660031901126101d157610c0e6112f8565b610c1661133a565b6044359164ffffffffff831683036101d15760018060a01b03165f52600260205260ff60405f2091165f5260205264ffffffffff60405f2091165f52602052602061ffff60405f205416604051908152f35b346101d1575f3660031901126101d1576040517f00000000000000000000000000000000000000000000000000000000000000006001600160a01b03168152602090f35b346101d15760403660031901126101d157610cc56112f8565b610ccd61134a565b90610cd8363361140d565b60018060a01b031690815f52600760205260405f2090600160405192610cfd84611399565b80548452015490610d44602084019261ffff8116845261ffff8160101c166040860195818752608060ff61ffff8560201c169485606085015260301c1615159101526113d7565b9261ffff808251169216918210159283610e9b575b83610e8b575b5161ffff1615928315610e81575b505161ffff169115610e695783805f52600760205260405f206001810161ffff81541680156105e55782545f52600860205260405f2080545f1981019081116105d157610dba90826113e4565b905460039190911b1c6001600160a01b0316905f1983018381116105d1578261050b610de692846113e4565b805480156105bd575f190190610dff61054883836113e4565b555f52600760205261ffff600160405f2001911661ffff19825416179055660100000000000060ff60301b1982541617815561ffff19815416905554907f72516a445781840b4ed5b1f86b694aaa3d711c7531131e03f7d535371e207add602060405160018152a3005b6354652dbb60e01b5f5260045260245260445260645ffd5b925061ffff610d6d565b6201518042048311159350610d5f565b848311159350610d59565b346101d15760a03660031901126101d157610ebf6112f8565b610ec761130e565b90610ed0611324565b90606435906001600160801b0382168092036101d1576084359064ffffffffff82168092036101d157610f03363361140d565b6001600160a01b0316918215158061108b575b80611079575b156103ab578015801561106f575b1561105c57825f52600360205260405f2060018060a01b0386165f5260205260405f2060018060a01b0385165f52602052600167ffffffffffffffff60405f205460a81c16019367ffffffffffffffff85116105d1577fd9844204b165728434a6c56c7e1d1cc51cc12a5fcfb03e3a776094bfdb1cccb592606092604051610fb18161137d565b818152602080820184815267ffffffffffffffff90991660408084018281525f8b8152600385528281206001600160a01b039e8f1680835290865283822099909e16808252988552829020945185549c5191516001600160e81b0319909d166001600160801b03919091161760809190911b64ffffffffff60801b161760a89b909b1b67ffffffffffffffff60a81b169a909a179092558851918252810191909152958601529493a4005b506335f65b0f60e11b5f5260045260245ffd5b5042821015610f2a565b506001600160a01b0384161515610f1c565b506001600160a01b0385161515610f16565b346101d15760403660031901126101d1576110b66112f8565b6110be61133a565b9060018060a01b03165f52600160205260ff60405f2091165f52602052602061ffff60405f205416604051908152f35b346101d15760203660031901126101d1576111076112f8565b5f546001600160a01b038116330361118957813b15611168576001600160a01b0319166001600160a01b039091169081175f556040519081527f2f658b440c35314f52658ea8a740e05b284cdc84dc9ae01e891f21b8933e7cad90602090a1005b506361798f2f60e11b5f9081526001600160a01b0391909116600452602490fd5b62d1953b60e31b5f523360045260245ffd5b346101d15760603660031901126101d1576111b46112f8565b6111bc61130e565b604435918215158093036101d1576111d4363361140d565b6001600160a01b0316908115158061124b575b156103ab5760207f8a722e824869a86a25a448c70a36ef56a10cae76d75b8eff7ee30d8233e4703291835f526004825260405f2060018060a01b0382165f52825260405f2060ff1981541660ff871617905560405194855260018060a01b031693a3005b506001600160a01b03811615156111e7565b346101d15760403660031901126101d1576112766112f8565b61127e61133a565b90611289363361140d565b6001600160a01b03169081156103ab5760ff16600f81116112e65760207f5d8af2382c6c13173a36bdeb5c1df8a725f48dd6755c4c029080d1ac75eba78491835f526005825260405f208160ff19825416179055604051908152a2005b630b91ef7f60e01b5f5260045260245ffd5b600435906001600160a01b03821682036101d157565b602435906001600160a01b03821682036101d157565b604435906001600160a01b03821682036101d157565b6024359060ff821682036101d157565b6024359061ffff821682036101d157565b6044359061ffff821682036101d157565b6064359061ffff821682036101d157565b6060810190811067ffffffffffffffff82111761081157604052565b60a0810190811067ffffffffffffffff82111761081157604052565b90601f8019910116810190811067ffffffffffffffff82111761081157604052565b919082018092116105d157565b80548210156113f9575f5260205f2001905f90565b634e487b7160e01b5f52603260045260245ffd5b5f805490926001600160a01b0382169291600482106101d1575f5f9060405f815196602088019063b700961360e01b825260018060a01b03169788602482015230604482015263ffffffff60e01b8335166064820152606481526114726084826113b5565b828052826020525190895afa611540575b15611491575b505050505050565b63ffffffff161561152e5760ff60a01b1916600160a01b175f55823b156101d1576064925f9283604051958680958194634a63ebf760e11b83526004830152604060248301528060448301528084848401378181018301849052601f01601f191681010301925af180156103a05761151b575b50805460ff60a01b191690555f8080808080611489565b61152791505f906113b5565b5f5f611504565b8262d1953b60e31b5f5260045260245ffd5b50505f516020518060201c15029061148356")]
    interface Permits {
        /// A transfer that was approved in advance.
        struct Approval {
            /// Smallest units that were approved, used ones included; 0 when there is none.
            uint128 units;
            /// Last second at which it can be used, unix seconds.
            uint40 lastMoment;
            /// Tells one approval of the same pair from the next.
            uint64 id;
        }
        /// A symbol among those of its venue group.
        struct SymbolRecord {
            /// Affiliated venues that count their symbols together; zero for an instrument that was never admitted.
            bytes32 group;
            /// Place among the symbols of the group, from 1; 0 while it is none of them.
            uint16 rank;
            /// Day of the notice to the issuer, days since 1970-01-01.
            uint16 noticeDay;
            /// Days after the notice through which an objection bars the symbol.
            uint16 objectionDays;
            /// Whether the issuer objected in time.
            bool barred;
        }

        error AccessManagedInvalidAuthority(address authority);
        error AccessManagedRequiredDelay(address caller, uint32 delay);
        error AccessManagedUnauthorized(address caller);
        /// The instrument is a symbol already.
        ///
        /// Why: it has a rank in its group. What to do: withdraw it first.
        error AlreadyAdmitted(address instrument);
        /// The approval would have ended already.
        ///
        /// Why: its last moment is past. What to do: choose a later one, or approve 0 units to withdraw.
        error ApprovalInThePast(uint40 lastMoment);
        /// The wallet has no standing.
        ///
        /// Why: certificates are given to investors, and nobody registered it. What to do: register the investor first.
        error HolderNotRegistered(address wallet);
        /// Zero stands for nobody.
        ///
        /// Why: a permit for the zero address would be one for every movement without that side. What to do: name the
        /// address.
        error InvalidAddress();
        /// There is no cash class of this number.
        ///
        /// Why: a rule names classes by sixteen bits, and class 0 stands for tokens of none. What to do: use 1 to 15, or
        /// 0 to remove.
        error InvalidCashClass(uint8 class);
        /// Zero is no venue group.
        ///
        /// Why: it is what an instrument without one has. What to do: name the group.
        error InvalidGroup();
        /// The notice cannot have been given on that day.
        ///
        /// Why: it lies in the future, or is zero. What to do: pass the day on which the issuer was told.
        error InvalidNoticeDay(uint16 day);
        /// The instrument is no symbol.
        ///
        /// Why: it was not admitted, or was withdrawn. What to do: admit it first.
        error NotAdmitted(address instrument);
        /// The objection came outside its time.
        ///
        /// Why: it bars from the day of the notice through the last day for objections only, and cannot lie in the
        /// future. What to do: pass the day it was received; when it was late, the symbol stays.
        error ObjectionOutOfTime(uint16 day, uint16 noticeDay, uint256 lastDay);
        /// The issuer objected in time.
        ///
        /// Why: an objection bars a symbol for good. What to do: nothing; agree with the issuer and list another
        /// instrument.
        error SymbolBarred(address instrument);

        /// Authority that manages this contract was updated.
        event AuthorityUpdated(address authority);
        /// The average daily volume of a month was recorded.
        event AverageVolumeSet(address indexed instrument, uint16 indexed month, uint128 volume);
        /// A cash token was put in a class; 0 for none.
        event CashClassSet(address indexed token, uint8 class);
        /// An investor's certificate for an instrument was recorded; last day 0 withdraws it.
        event CertificateSet(address indexed instrument, uint8 indexed kind, uint40 indexed investor, uint16 lastDay, bytes32 document);
        /// A fact about an instrument was recorded; last day 0 withdraws it.
        event FactSet(address indexed instrument, uint8 indexed fact, uint16 lastDay);
        /// An instrument was admitted as a symbol of a venue group.
        event SymbolAdmitted(address indexed instrument, bytes32 indexed group, uint16 rank, uint16 noticeDay, uint16 objectionDays);
        /// A symbol was withdrawn. Whoever had the last rank has its rank now.
        event SymbolWithdrawn(address indexed instrument, bytes32 indexed group, bool barred);
        /// A transfer was approved in advance; 0 units withdraw the approval.
        event TransferApproved(address indexed instrument, address indexed from, address indexed to, uint64 id, uint128 units, uint40 lastMoment);
        /// A venue of an instrument was named or removed.
        event VenueSet(address indexed instrument, address indexed venue, bool named);

        constructor(address authority_, address investors_);

        /// Admits an instrument as the next symbol of a venue group. It may be traded once the time for objections has
        /// passed. Caller: registrar.
        ///
        /// - `noticeDay`: day of the notice to the issuer, today or earlier
        /// - `objectionDays`: days after it through which an objection bars the symbol
        function admitSymbol(address instrument, bytes32 group, uint16 noticeDay, uint16 objectionDays) external;
        /// What was approved in advance for a pair; its use is in the instrument ledger.
        function approvalOf(address instrument, address from, address to) external view returns (Approval memory);
        /// Approves transfers in advance, replacing what was approved for the pair. Caller: registrar.
        ///
        /// - `units`: smallest units that may be transferred; 0 withdraws the approval
        /// - `lastMoment`: last second at which it can be used, unix seconds
        function approveTransfer(address instrument, address from, address to, uint128 units, uint40 lastMoment) external;
        /// Returns the current authority.
        function authority() external view returns (address);
        /// Average daily volume of a month, counted from January 1970; 0 when nobody recorded it.
        function averageVolume(address instrument, uint256 month) external view returns (uint128);
        /// The class of a cash token; 0 for none.
        function cashClass(address token) external view returns (uint8);
        /// Last day on which the investor's certificate is good; 0 when there is none.
        function certificateUntil(address instrument, uint8 kind, uint40 investor) external view returns (uint16);
        /// Last day on which the fact holds; 0 when it never did.
        function factUntil(address instrument, uint8 fact) external view returns (uint16);
        /// Standings of all wallets.
        function investors() external view returns (address);
        /// Returns true only in the context of a delayed restricted call, at the moment that the scheduled operation is
        /// being consumed. Prevents denial of service for delayed restricted calls in the case that the contract performs
        /// attacker controlled calls.
        function isConsumingScheduledOp() external view returns (bytes4);
        /// Whether `account` is a venue of `instrument`.
        function isVenue(address instrument, address account) external view returns (bool);
        /// Records the issuer's objection, received on `day`, which bars the symbol. Caller: registrar.
        function recordObjection(address instrument, uint16 day) external;
        /// Transfers control to a new authority. The caller must be the current authority.
        function setAuthority(address newAuthority) external;
        /// Records the average daily volume of a calendar month. Caller: supervisor.
        ///
        /// - `month`: months since January 1970
        function setAverageVolume(address instrument, uint16 month, uint128 volume) external;
        /// Puts a cash token in a class, 1 to 15; 0 takes it out. Caller: supervisor.
        function setCashClass(address token, uint8 class) external;
        /// Records a certificate of the investor of `wallet`, for all its wallets. Caller: registrar.
        ///
        /// - `lastDay`: last day on which it is good; 0 withdraws it
        /// - `document`: hash of the certificate; it is logged, never stored
        function setCertificate(address instrument, uint8 kind, address wallet, uint16 lastDay, bytes32 document) external;
        /// Records a fact about an instrument. Caller: registrar.
        ///
        /// - `fact`: its number in the vocabulary of the profiles
        /// - `lastDay`: last day on which it holds, days since 1970-01-01; 0 withdraws it
        function setFact(address instrument, uint8 fact, uint16 lastDay) external;
        /// Names a venue through which an instrument may be traded, or removes it. Caller: supervisor.
        function setVenue(address instrument, address venue, bool named) external;
        /// The record of a symbol.
        function symbolOf(address instrument) external view returns (SymbolRecord memory);
        /// The place of `instrument` among the symbols of its group on `day`; 0 when it may not be traded then: it is not
        /// admitted, is barred, or the time for objections has not passed.
        function symbolRank(address instrument, uint256 day) external view returns (uint256);
        /// The symbols of a venue group, in the order of their ranks.
        function symbolsOf(bytes32 group) external view returns (address[] memory);
        /// Takes a symbol out of its group. Caller: registrar.
        function withdrawSymbol(address instrument) external;
    }
}

/// Code and immutables of [`Permits`].
pub static ARTIFACT: Artifact = Artifact {
    name: "Permits",
    source: "src/Permits.sol",
    creation: &Permits::BYTECODE,
    runtime: (241, 5459),
    immutables: &[
        Immutable { name: "investors", ty: "contract IInvestorRegistry", references: &[(678, 32), (3197, 32)] },
    ],
};
