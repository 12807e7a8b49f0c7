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
    #[sol(rpc, all_derives, bytecode = "0x60c0346100c657601f61146138819003918201601f19168301916001600160401b038311848410176100ca5780849260409485528339810103126100c6577f2f658b440c35314f52658ea8a740e05b284cdc84dc9ae01e891f21b8933e7cad60206100748161006d856100de565b94016100de565b60808490526040516001600160a01b03909416845292a16001600160a01b031660a05260405161136e90816100f382396080518181816109430152611328015260a05181818161028e0152610c2f0152f35b5f80fd5b634e487b7160e01b5f52604160045260245ffd5b51906001600160a01b03821682036100c65756fe60806040526004361015610011575f80fd5b5f3560e01c806315921a061461115657806364175540146110965780637f456a381461104657806380211d0a14610e5357806387e35aa714610c5e5780638ac27f5f14610c1a5780638bf96c1e14610ba75780638c84ed8714610b01578063953af6b814610a59578063a408b186146109be578063b461021b14610972578063bf7e214f1461092e578063c41c72181461085b578063cadc163814610619578063cd22ec97146105de578063cdb1af6a1461045a578063dab56416146103a2578063e7030cf614610216578063ebabb360146101bf5763ec7cf0ea146100f5575f80fd5b346101bb5760203660031901126101bb5761010e6111ef565b5f608060405161011d8161128f565b828152826020820152826040820152826060820152015260018060a01b03165f52600660205260a060405f206040516101558161128f565b61ffff600183549384845201549181602082018185168152816040840191818760101c16835260ff60806060870196848a60201c168852019760301c16151587526040519788525116602087015251166040850152511660608301525115156080820152f35b5f80fd5b346101bb5760403660031901126101bb576101d86111ef565b6101e0611205565b9060018060a01b03165f52600360205260405f209060018060a01b03165f52602052602060ff60405f2054166040519015158152f35b346101bb5760a03660031901126101bb5761022f6111ef565b610237611231565b9061024061121b565b91610249611263565b91610252611301565b6001600160a01b031690811561039357604051632254f92560e01b81526001600160a01b039485166004820181905294602090829060249082907f0000000000000000000000000000000000000000000000000000000000000000165afa8015610388575f90610351575b64ffffffffff91501693841561033f5750604060ff7f02c04a8db2ea46a2d719be81d92962dff86824b926366b3550f3411a19e34f6292845f526001602052825f208282165f52602052825f2064ffffffffff88165f52602052825f2061ffff871661ffff1982541617905561ffff83519616865260843560208701521693a4005b638ba9381f60e01b5f5260045260245ffd5b506020813d602011610380575b8161036b602093836112aa565b810103126101bb5764ffffffffff90516102bd565b3d915061035e565b6040513d5f823e3d90fd5b63e6c4247b60e01b5f5260045ffd5b346101bb5760203660031901126101bb576004355f52600760205260405f20604051806020835491828152019081935f5260205f20905f5b81811061043b57505050816103f09103826112aa565b604051918291602083019060208452518091526040830191905f5b818110610419575050500390f35b82516001600160a01b031684528594506020938401939092019160010161040b565b82546001600160a01b03168452602090930192600192830192016103da565b346101bb5760203660031901126101bb576104736111ef565b61047b611301565b6001600160a01b03165f81815260066020526040902060018101805461ffff1680156105cb5782545f52600760205260405f2080545f1981019081116105b7576104c590826112d8565b905460039190911b1c6001600160a01b0316905f1983018381116105b757826104f161051592846112d8565b9080546001600160a01b0360039390931b83811b199091169290931690921b179055565b805480156105a3575f19019061054361052e83836112d8565b81549060018060a01b039060031b1b19169055565b555f52600660205261ffff600160405f2001911661ffff1982541617905560ff60301b19815416815561ffff19815416905554907f72516a445781840b4ed5b1f86b694aaa3d711c7531131e03f7d535371e207add60206040515f8152a3005b634e487b7160e01b5f52603160045260245ffd5b634e487b7160e01b5f52601160045260245ffd5b8363f9eb745360e01b5f5260045260245ffd5b346101bb5760203660031901126101bb576001600160a01b036105ff6111ef565b165f526004602052602060ff60405f205416604051908152f35b346101bb5760803660031901126101bb576106326111ef565b6024359061063e611252565b90610647611263565b61064f611301565b6001600160a01b03821692831561039357841561084c5761ffff168015158061083d575b1561082b57835f52600660205260405f2060806001604051926106958461128f565b8054845201549160ff602082019361ffff8116855261ffff8160101c16604084015261ffff8160201c16606084015260301c1615159182910152610818575161ffff1661080557845f52600760205260405f20918254600160401b8110156107f1577fa9227a45b2ae26f0aebb64434d6e7db9119629f464557533f72ac57958663c8e946104f182606096600161072e950181556112d8565b855f52600760205261ffff60405f2054169160405161074c8161128f565b8781526020810190848252604081019383855261ffff87830191169485825261ffff80600160808601955f87528d5f52600660205260405f2090518155019551161661ffff19855416178455519063ffff000065ffff000000008554925160201b169260101b169065ffffffff000019161717825551151581549060ff60301b90151560301b169060ff60301b191617905560405192835260208301526040820152a3005b634e487b7160e01b5f52604160045260245ffd5b8363180f6d4b60e11b5f5260045260245ffd5b846309084f2b60e41b5f5260045260245ffd5b631762072760e31b5f5260045260245ffd5b50620151804204811115610673565b63036c503960e61b5f5260045ffd5b346101bb5760603660031901126101bb576108746111ef565b61087c611205565b61088461121b565b915f6040805161089381611274565b828152826020820152015260018060a01b03165f52600260205260405f209060018060a01b03165f5260205260405f209060018060a01b03165f52602052606060405f206001600160401b03604051916108ec83611274565b5464ffffffffff60018060801b038216938481528360406020830192848660801c168452019360a81c1683526040519485525116602084015251166040820152f35b346101bb575f3660031901126101bb576040517f00000000000000000000000000000000000000000000000000000000000000006001600160a01b03168152602090f35b346101bb5760403660031901126101bb576001600160a01b036109936111ef565b165f52600560205260405f206024355f52602052602060018060801b0360405f205416604051908152f35b346101bb5760603660031901126101bb576109d76111ef565b6109df611231565b6109e7611252565b916109f0611301565b6001600160a01b031690811561039357602060ff7f97391a4cb09ad963ebab55f5bf0cc3908e7f09b7e032ca8ef4c5965f735e642692845f525f835260405f208282165f52835260405f2061ffff871661ffff1982541617905561ffff604051961686521693a3005b346101bb5760403660031901126101bb576001600160a01b03610a7a6111ef565b165f52600660205260405f20610ada600160405192610a988461128f565b805484520154602083019261ffff8216845261ffff8260101c1690816040820152608060ff61ffff8560201c169485606085015260301c1615159101526112cb565b6024351115610af85761ffff60209151165b61ffff60405191168152f35b5060205f610aec565b346101bb5760603660031901126101bb57610b1a6111ef565b610b22611241565b906044356001600160801b03811691908290036101bb57610b41611301565b6001600160a01b03169081156103935760207f0431d49ae8123ef1335aefd3a56fffbd57ab89064ef1b608cb834cbda9ca2f3e91835f526005825261ffff60405f20951694855f52825260405f208160018060801b0319825416179055604051908152a3005b346101bb5760603660031901126101bb57610bc06111ef565b610bc8611231565b6044359164ffffffffff831683036101bb5760018060a01b03165f52600160205260ff60405f2091165f5260205264ffffffffff60405f2091165f52602052602061ffff60405f205416604051908152f35b346101bb575f3660031901126101bb576040517f00000000000000000000000000000000000000000000000000000000000000006001600160a01b03168152602090f35b346101bb5760403660031901126101bb57610c776111ef565b610c7f611241565b90610c88611301565b60018060a01b031690815f52600660205260405f2090600160405192610cad8461128f565b80548452015490610cf4602084019261ffff8116845261ffff8160101c166040860195818752608060ff61ffff8560201c169485606085015260301c1615159101526112cb565b9261ffff808251169216918210159283610e48575b83610e38575b5161ffff1615928315610e2e575b505161ffff169115610e165783805f52600660205260405f206001810161ffff81541680156105cb5782545f52600760205260405f2080545f1981019081116105b757610d6a90826112d8565b905460039190911b1c6001600160a01b0316905f1983018381116105b757826104f1610d9692846112d8565b805480156105a3575f190190610daf61052e83836112d8565b555f52600660205261ffff600160405f2001911661ffff19825416179055600160301b60ff60301b1982541617815561ffff19815416905554907f72516a445781840b4ed5b1f86b694aaa3d711c7531131e03f7d535371e207add602060405160018152a3005b6354652dbb60e01b5f5260045260245260445260645ffd5b925061ffff610d1d565b6201518042048311159350610d0f565b848311159350610d09565b346101bb5760a03660031901126101bb57610e6c6111ef565b610e74611205565b90610e7d61121b565b906064356001600160801b03811691908290036101bb576084359064ffffffffff82168092036101bb57610eaf611301565b6001600160a01b03169182151580611034575b80611022575b156103935780158015611018575b1561100557825f52600260205260405f2060018060a01b0386165f5260205260405f2060018060a01b0385165f5260205260016001600160401b0360405f205460a81c1601936001600160401b0385116105b7577fd9844204b165728434a6c56c7e1d1cc51cc12a5fcfb03e3a776094bfdb1cccb592606092604051610f5b81611274565b81815260208082018481526001600160401b0390991660408084018281525f8b8152600285528281206001600160a01b039e8f1680835290865283822099909e16808252988552829020945185549c5191516001600160e81b0319909d166001600160801b03919091161760809190911b64ffffffffff60801b161760a89b909b1b67ffffffffffffffff60a81b169a909a179092558851918252810191909152958601529493a4005b506335f65b0f60e11b5f5260045260245ffd5b5042821015610ed6565b506001600160a01b0384161515610ec8565b506001600160a01b0385161515610ec2565b346101bb5760403660031901126101bb5761105f6111ef565b611067611231565b9060018060a01b03165f525f60205260ff60405f2091165f52602052602061ffff60405f205416604051908152f35b346101bb5760603660031901126101bb576110af6111ef565b6110b7611205565b604435918215158093036101bb576110cd611301565b6001600160a01b03169081151580611144575b156103935760207f8a722e824869a86a25a448c70a36ef56a10cae76d75b8eff7ee30d8233e4703291835f526003825260405f2060018060a01b0382165f52825260405f2060ff1981541660ff871617905560405194855260018060a01b031693a3005b506001600160a01b03811615156110e0565b346101bb5760403660031901126101bb5761116f6111ef565b611177611231565b90611180611301565b6001600160a01b03169081156103935760ff16600f81116111dd5760207f5d8af2382c6c13173a36bdeb5c1df8a725f48dd6755c4c029080d1ac75eba78491835f526004825260405f208160ff19825416179055604051908152a2005b630b91ef7f60e01b5f5260045260245ffd5b600435906001600160a01b03821682036101bb57565b602435906001600160a01b03821682036101bb57565b604435906001600160a01b03821682036101bb57565b6024359060ff821682036101bb57565b6024359061ffff821682036101bb57565b6044359061ffff821682036101bb57565b6064359061ffff821682036101bb57565b606081019081106001600160401b038211176107f157604052565b60a081019081106001600160401b038211176107f157604052565b90601f801991011681019081106001600160401b038211176107f157604052565b919082018092116105b757565b80548210156112ed575f5260205f2001905f90565b634e487b7160e01b5f52603260045260245ffd5b60205f60446040516301a615d160e01b8152336004820152823560248201528260288201527f00000000000000000000000000000000000000000000000000000000000000005afa60015f511490601f3d1116161561135c57565b62d1953b60e31b5f523360045260245ffd")]
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

        /// At creation, as in OpenZeppelin's `IAccessManaged`.
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
        /// The access manager. It is fixed; its roles and their members can change.
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
        /// Whether `account` is a venue of `instrument`.
        function isVenue(address instrument, address account) external view returns (bool);
        /// Records the issuer's objection, received on `day`, which bars the symbol. Caller: registrar.
        function recordObjection(address instrument, uint16 day) external;
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
    runtime: (243, 4974),
    immutables: &[
        Immutable { name: "authority", ty: "address", references: &[(2371, 32), (4904, 32)] },
        Immutable { name: "investors", ty: "contract IInvestorRegistry", references: &[(654, 32), (3119, 32)] },
    ],
};
