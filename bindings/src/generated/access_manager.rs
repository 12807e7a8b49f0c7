// Written by `cargo codegen` from the Solidity sources; do not edit.

//! `AccessManager`, from `contracts/node_modules/@openzeppelin/contracts/access/manager/AccessManager.sol`.

use crate::artifacts::Artifact;

alloy::sol! {
    /// AccessManager is a central contract to store the permissions of a system. A smart contract under the control
    /// of an AccessManager instance is known as a target, and will inherit from the `AccessManaged` contract, be
    /// connected to this contract as its manager and implement the `AccessManaged-restricted` modifier on a set of
    /// functions selected to be permissioned. Note that any function without this setup won't be effectively
    /// restricted. The restriction rules for such functions are defined in terms of "roles" identified by an `uint64`
    /// and scoped by target (`address`) and function selectors (`bytes4`). These roles are stored in this contract
    /// and can be configured by admins (`ADMIN_ROLE` members) after a delay (see `getTargetAdminDelay`). For each
    /// target contract, admins can configure the following without any delay: * The target's
    /// `AccessManaged-authority` via `updateAuthority`. * Close or open a target via `setTargetClosed` keeping the
    /// permissions intact. * The roles that are allowed (or disallowed) to call a given function (identified by its
    /// selector) through `setTargetFunctionRole`. By default every address is member of the `PUBLIC_ROLE` and every
    /// target function is restricted to the `ADMIN_ROLE` until configured otherwise. Additionally, each role has the
    /// following configuration options restricted to this manager's admins: * A role's admin role via `setRoleAdmin`
    /// who can grant or revoke roles. * A role's guardian role via `setRoleGuardian` who's allowed to cancel
    /// operations. * A delay in which a role takes effect after being granted through `setGrantDelay`. * A delay of
    /// any target's admin action via `setTargetAdminDelay`. * A role label for discoverability purposes with
    /// `labelRole`. Any account can be added and removed into any number of these roles by using the `grantRole` and
    /// `revokeRole` functions restricted to each role's admin (see `getRoleAdmin`). Since all the permissions of the
    /// managed system can be modified by the admins of this instance, it is expected that they will be highly secured
    /// (e.g., a multisig or a well-configured DAO). NOTE: This contract implements a form of the `IAuthority`
    /// interface, but `canCall` has additional return data so it doesn't inherit `IAuthority`. It is however
    /// compatible with the `IAuthority` interface since the first 32 bytes of the return data are a boolean as
    /// expected by that interface. NOTE: Systems that implement other access control mechanisms (for example using
    /// `Ownable`) can be paired with an `AccessManager` by transferring permissions (ownership in the case of
    /// `Ownable`) directly to the `AccessManager`. Users will be able to interact with these contracts through the
    /// `execute` function, following the access rules registered in the `AccessManager`. Keep in mind that in that
    /// context, the msg.sender seen by restricted functions will be `AccessManager` itself. WARNING: When granting
    /// permissions over an `Ownable` or `AccessControl` contract to an `AccessManager`, be very mindful of the danger
    /// associated with functions such as `Ownable-renounceOwnership` or `AccessControl-renounceRole`.
    #[sol(rpc, all_derives, bytecode = "0x6080604052346102b757604051601f6126f038819003918201601f19168301916001600160401b0383118484101761015a578084926020946040528339810103126102b757516001600160a01b038116908190036102b75780156102a4575f8181525f5160206126b05f395f51905f52602052604090205465ffffffffffff161580156101825765ffffffffffff610096426102bb565b1665ffffffffffff811161016e578060405191604083019383851060018060401b0386111761015a5760409485529183525f60208085018281528783525f5160206126b05f395f51905f529091529481209351845495516001600160a01b031990961665ffffffffffff919091161760309590951b600160301b600160a01b0316949094179092555f5160206126d05f395f51905f52916060915b65ffffffffffff604051928684521660208301526040820152a36040516123c590816102eb8239f35b634e487b7160e01b5f52604160045260245ffd5b634e487b7160e01b5f52601160045260245ffd5b5f8281525f5160206126b05f395f51905f526020526040902054906101a6426102bb565b63ffffffff8360301c169265ffffffffffff808260701c1692168211155f146102925750505b63ffffffff8216801561028b5763ffffffff811161016e575b65ffffffffffff63ffffffff6101fa426102bb565b921691160165ffffffffffff811161016e575f8481525f5160206126b05f395f51905f52602090815260408083208054600160301b600160a01b0319169185901b6dffffffffffff0000000000000000169690921b67ffffffff00000000169590951760301b600160301b600160a01b0316949094179093555f5160206126d05f395f51905f529160609190610131565b505f6101e5565b63ffffffff9060501c169250506101cc565b630409d6d160e11b5f525f60045260245ffd5b5f80fd5b65ffffffffffff81116102d35765ffffffffffff1690565b6306dfcc6560e41b5f52603060045260245260445ffdfe60806040526004361015610011575f80fd5b5f5f3560e01c806308d6122d1461146f5780630b0a93ba1461142a57806312be872714611407578063167bd3951461137c57806318ff183c146112ea5780631cff79cd146111ab57806325c471a014610ea25780633078f11414610e4757806330cae18714610da95780633adc277a14610d7a5780633ca7c02a14610d585780634136a33c14610d255780634665096d14610d075780634c1da1e214610cd55780635296295214610c1d578063530dd45614610bc95780636d5115bd14610b6957806375b238fc14610b4d578063853551b814610a9357806394c7d7ee146109cd578063a166aa8914610981578063a64d95ce14610875578063abd9bd2a14610850578063ac9650d8146106a3578063b70096131461065e578063b7d2b1621461062b578063cc1b6c811461060d578063d1f856ee146105c8578063d22b5989146104f9578063d6bb62c6146103ef578063f801a698146101cc5763fe0776f51461017a575f80fd5b346101c95760403660031901126101c9576101936115cc565b61019b611586565b90336001600160a01b038316036101ba57906101b691611d22565b5080f35b635f159e6360e01b8352600483fd5b80fd5b50346101c95760603660031901126101c9576101e6611570565b906024356001600160401b0381116103eb576102069036906004016115f8565b919060443565ffffffffffff81168091036103e75761022784838733611aca565b905061024363ffffffff61023a42612396565b921680926119f9565b901580156103cc575b610393579065ffffffffffff8092169081808211911802181690610272848287336117f7565b93848452600260205265ffffffffffff6040852054168015159081610382575b5061036e57604095849361035f87947f82a2da5dee54ea8021c6545b4444620291e07ee83be6dd57edb175062715f3b494868b99526002602052600163ffffffff8a8a205460301c160163ffffffff81169989898c9b52600260205281812065ffffffffffff881665ffffffffffff198254161790558981526002602052209069ffffffff00000000000082549160301b169069ffffffff00000000000019161790558a51948594855233602086015260018060a01b03168b8501526080606085015260808401916117d7565b0390a382519182526020820152f35b63813e945960e01b84526004859052602484fd5b61038c9150611ccc565b155f610292565b606484876103a18887611b11565b6381c6f24b60e01b8352336004526001600160a01b039091166024526001600160e01b031916604452fd5b50811515801561024c575065ffffffffffff8116821061024c565b8280fd5b5080fd5b50346101c9576103fe3661167b565b61040c818394969593611b11565b90610419818588866117f7565b93848652600260205265ffffffffffff604087205416155f1461044a5763060a299b60e41b86526004859052602486fd5b90610456918785611dd1565b156104b95760208484808252600283526040822065ffffffffffff1981541690558082526002835263ffffffff604083205460301c1680917fbd9ac67a6e2f6463b80927326310338bcbb4bdb7936ce1365ea3e01067e7b9f76040519480a38152f35b604051630ff89d4760e21b81523360048201526001600160a01b03928316602482015291851660448301526001600160e01b031916606482015260849150fd5b50346101c95760403660031901126101c957610513611570565b7fa56b76017453f399ec2327ba00375dbfb1fd070ff854341ad6191e6a2e2de19c61053c611668565b91610545611a2b565b60018060a01b0316918284528360205261056f816001600160701b03600160408820015416612303565b9190848652856020526001600160701b036001604088200191166001600160701b03198254161790556105c26040519283928390929165ffffffffffff60209163ffffffff604085019616845216910152565b0390a280f35b50346101c95760403660031901126101c9576105f36105e56115cc565b6105ed611586565b906119ce565b60408051921515835263ffffffff91909116602083015290f35b50346101c957806003193601126101c9576020604051620697808152f35b50346101c95760403660031901126101c9576101b66106486115cc565b610650611586565b90610659611a2b565b611d22565b50346101c95760603660031901126101c957610678611570565b610680611586565b604435916001600160e01b03198316830361069f576105f39350611885565b8380fd5b50346101c95760203660031901126101c9576004356001600160401b0381116103eb576106d490369060040161159c565b9060206040516106e482826116fe565b84815281810191601f1981013684376106fc85611846565b9361070a60405195866116fe565b858552601f1961071987611846565b01875b81811061084157505036819003601e190190875b878110156107c9578060051b820135838112156107c5578201908135916001600160401b0383116107c157850182360381136107c1578261079f6107a5928d898c6001986040519687958487013784018281018481528e519283915e010190815203601f1981018352826116fe565b30611d00565b6107af828a61185d565b526107ba818961185d565b5001610730565b8a80fd5b8980fd5b88848860405191808301818452825180915260408401918060408360051b870101940192865b8388106107fc5786860387f35b9091929394838080600193603f198b8203018752818a518051918291828552018484015e86838284010152601f801991011601019701930197019690939291936107ef565b6060878201850152830161071c565b50346101c957602061086d6108643661167b565b929190916117f7565b604051908152f35b50346101c95760403660031901126101c95761088f6115cc565b6001600160401b0361089f611668565b916108a8611a2b565b16906001600160401b03821461096d577ffeb69018ee8b8fd50ea86348f1267d07673379f72cffdeccec63853ee8ce8b489082845260016020526108ff816001600160701b03600160408820015460801c16612303565b84865260016020818152604080892090920180546dffffffffffffffffffffffffffff60801b191660809590951b6dffffffffffffffffffffffffffff60801b1694909417909355805163ffffffff909416845265ffffffffffff90911691830191909152819081016105c2565b63061c6a4360e21b83526004829052602483fd5b50346101c95760203660031901126101c95760206109c36109a0611570565b6001600160a01b03165f9081526020819052604090206001015460701c60ff1690565b6040519015158152f35b50346101c9576109dc36611625565b91604051638fb3603760e01b8152602081600481335afa908115610a88578591610a41575b506001600160e01b03191663704c9fc960e01b01610a2e5791610a29916101b69333906117f7565b611b27565b630641fee960e31b845233600452602484fd5b90506020813d602011610a80575b81610a5c602093836116fe565b81010312610a7c57516001600160e01b031981168103610a7c575f610a01565b8480fd5b3d9150610a4f565b6040513d87823e3d90fd5b50346101c95760403660031901126101c957610aad6115cc565b602435906001600160401b0382116103e757610ad56001600160401b039236906004016115f8565b929091610ae0611a2b565b169182158015610b3d575b610b2957907f1256f5b5ecb89caec12db449738f2fbcd1ba5806cf38f35413f4e5c15bf6a450916105c26040519283926020845260208401916117d7565b63061c6a4360e21b84526004839052602484fd5b506001600160401b038314610aeb565b50346101c957806003193601126101c957602090604051908152f35b50346101c95760403660031901126101c957610b83611570565b6024359063ffffffff60e01b82168092036103e7576001600160a01b0316825260208281526040808420928452918152918190205490516001600160401b039091168152f35b50346101c95760203660031901126101c9576020610c0c610be86115cc565b6001600160401b03165f5260016020526001600160401b03600160405f2001541690565b6001600160401b0360405191168152f35b50346101c95760403660031901126101c957610c376115cc565b6001600160401b03610c476115e2565b91610c50611a2b565b169081158015610cc5575b61096d576001600160401b0390828452600160205260016040852001805467ffffffffffffffff60401b8360401b169067ffffffffffffffff60401b191617905516907f7a8059630b897b5de4c08ade69f8b90c3ead1f8596d62d10b6c4d14a0afb4ae28380a380f35b506001600160401b038214610c5b565b50346101c95760203660031901126101c9576020610cf9610cf4611570565b6117b0565b63ffffffff60405191168152f35b50346101c957806003193601126101c957602060405162093a808152f35b50346101c95760203660031901126101c95763ffffffff6040602092600435815260028452205460301c16604051908152f35b50346101c957806003193601126101c95760206040516001600160401b038152f35b50346101c95760203660031901126101c9576020610d99600435611786565b65ffffffffffff60405191168152f35b50346101c95760403660031901126101c957610dc36115cc565b6001600160401b03610dd36115e2565b91610ddc611a2b565b169081158015610e37575b61096d576001600160401b0390828452600160205260016040852001828216831982541617905516907f1fd6dd7631312dfac2205b52913f99de03b4d7e381d5d27d3dbfe0713e6e63408380a380f35b506001600160401b038214610de7565b50346101c95760403660031901126101c957608063ffffffff65ffffffffffff81610e81610e736115cc565b610e7b611586565b90611733565b93929590918560405197168752166020860152166040840152166060820152f35b50346101c95760603660031901126101c957610ebc6115cc565b610ec4611586565b906044359163ffffffff831680930361069f57610edf611a2b565b6001600160401b03610ef0836116cd565b9216916001600160401b038314611197578285526001602090815260408087206001600160a01b0385165f908152925290205465ffffffffffff161590811561103557610f4d9063ffffffff610f4542612396565b9116906119f9565b604051604081018181106001600160401b03821117611021577ff98448b987f1428e0e230e1f3c6e2ce15b5693eaf31827fbd0b1ec4b424ae7cf94926110026060959365ffffffffffff9360405283831681526001600160701b03602082018b81528a8d52600160205260408d2060018060a01b0389165f52602052858060405f209451161686198454161783555116600160301b600160a01b0382549160301b1690600160301b600160a01b031916179055565b60408051988952911660208801528601526001600160a01b031693a380f35b634e487b7160e01b88526041600452602488fd5b5082855260016020526040852060018060a01b0383165f526020526110696001600160701b0360405f205460301c16611c8f565b50508463ffffffff82168181115f1461114e570363ffffffff811161113a579165ffffffffffff7ff98448b987f1428e0e230e1f3c6e2ce15b5693eaf31827fbd0b1ec4b424ae7cf949261113567ffffffff000000006110da63ffffffff6060985b166110d542612396565b6119f9565b9260201b1665ffffffffffff60401b8360401b16178917888b52600160205260408b2060018060a01b0387165f5260205260405f2090600160301b600160a01b0382549160301b1690600160301b600160a01b031916179055565b611002565b634e487b7160e01b87526011600452602487fd5b50509160609165ffffffffffff7ff98448b987f1428e0e230e1f3c6e2ce15b5693eaf31827fbd0b1ec4b424ae7cf9461113567ffffffff000000006110da63ffffffff8c6110cb565b63061c6a4360e21b85526004839052602485fd5b506111b536611625565b90916111c382848333611aca565b939015806112dc575b6112ce576111dc838284336117f7565b63ffffffff869516158015906112b5575b6112a3575b50600354926112296112048284611b11565b6001600160a01b0385165f9081526001600160e01b0319919091166020526040902090565b6003556001600160401b03811161128f5760405191611252601f8301601f1916602001846116fe565b818352368282011161128b5795602082849382998361127998970137830101523491611bf4565b5060035563ffffffff60405191168152f35b8680fd5b634e487b7160e01b86526041600452602486fd5b6112ae919450611b27565b925f6111f2565b5065ffffffffffff6112c682611786565b1615156111ed565b906103a16064938693611b11565b5063ffffffff8416156111cc565b503461137857604036600319011261137857611304611570565b61130c611586565b90611315611a2b565b6001600160a01b031690813b1561137857604051637a9e5e4b60e01b81526001600160a01b039091166004820152905f908290602490829084905af1801561136d5761135f575080f35b61136b91505f906116fe565b005b6040513d5f823e3d90fd5b5f80fd5b3461137857604036600319011261137857611395611570565b602435908115158092036113785760207f90d4e7bb7e5d933792b3562e1741306f8be94837e1348dacef9b6f1df56eb138916113cf611a2b565b6001600160a01b03165f818152808352604090819020600101805460ff60701b1916607087901b60ff60701b161790555193845292a2005b34611378576020366003190112611378576020610cf96114256115cc565b6116cd565b34611378576020366003190112611378576020610c0c6114486115cc565b6001600160401b03165f5260016020526001600160401b03600160405f20015460401c1690565b3461137857606036600319011261137857611488611570565b6024356001600160401b038111611378576114a790369060040161159c565b9190604435906001600160401b038216809203611378576114c9939293611a2b565b6001600160a01b03909316925f5b8381101561136b578060051b82013563ffffffff60e01b811680910361137857637a9e5e4b60e01b811461155e579083867f9ea6790c7dadfd01c9f8b9762b3682607af2c7e79e05a9f9fdf5580dde9491516020600195835f525f825260405f20815f52825260405f20856001600160401b0319825416179055604051908152a3016114d7565b637a3a272560e11b5f5260045260245ffd5b600435906001600160a01b038216820361137857565b602435906001600160a01b038216820361137857565b9181601f84011215611378578235916001600160401b038311611378576020808501948460051b01011161137857565b600435906001600160401b038216820361137857565b602435906001600160401b038216820361137857565b9181601f84011215611378578235916001600160401b038311611378576020838186019501011161137857565b906040600319830112611378576004356001600160a01b03811681036113785791602435906001600160401b03821161137857611664916004016115f8565b9091565b6024359063ffffffff8216820361137857565b6060600319820112611378576004356001600160a01b038116810361137857916024356001600160a01b03811681036113785791604435906001600160401b03821161137857611664916004016115f8565b6001600160401b03165f5260016020526116f96001600160701b03600160405f20015460801c16611c8f565b505090565b90601f801991011681019081106001600160401b0382111761171f57604052565b634e487b7160e01b5f52604160045260245ffd5b6001600160401b03165f9081526001602090815260408083206001600160a01b039094168352929052205465ffffffffffff9161177c603083901c6001600160701b0316611c8f565b9490931693909291565b5f52600260205265ffffffffffff60405f2054166117a381611ccc565b156117ad57505f90565b90565b60018060a01b03165f525f6020526116f96001600160701b03600160405f20015416611c8f565b908060209392818452848401375f828201840152601f01601f1916010190565b604080516001600160a01b039283166020820190815292909316908301526060808301529290916118409183916118329160808401916117d7565b03601f1981018352826116fe565b51902090565b6001600160401b03811161171f5760051b60200190565b80518210156118715760209160051b010190565b634e487b7160e01b5f52603260045260245ffd5b6001600160a01b0382165f9081526020819052604090206001015491929160701c60ff16156118b7575050505f905f90565b6001600160a01b03811630036118f457506003546001600160a01b039092165f9081526001600160e01b0319909116602052604090205b14905f90565b919291906001600160e01b031916637a9e5e4b60e01b810361194e575061192c63ffffffff806119248194611991565b9390966117b0565b9216911690818082119118021816915f146119475781159190565b5f91508190565b61197e929360018060a01b03165f525f60205260405f20905f526020526001600160401b0360405f2054166119ce565b9190156119475763ffffffff8216159190565b906119a365ffffffffffff925f611733565b5050921680151590816119b557509190565b905065ffffffffffff6119c742612396565b1610159190565b6001600160401b03818116036119e75750506001905f90565b65ffffffffffff92916119a391611733565b9065ffffffffffff8091169116019065ffffffffffff8211611a1757565b634e487b7160e01b5f52601160045260245ffd5b611a353633611ec1565b9015611a3e5750565b63ffffffff16611a73576001600160401b03611a5936611fc4565b50905063f07e038f60e01b5f52336004521660245260445ffd5b611ac76040516020810190338252306040820152606080820152611abf81602060808201368152365f838301375f823683010152601f19601f360116010103601f1981018352826116fe565b519020611b27565b50565b909291906001600160a01b0384163003611ae8576116649350611f75565b9192906004841015611afe57505050505f905f90565b61166493611b0b91611b11565b91611885565b9060041161137857356001600160e01b03191690565b5f81815260026020526040902054909190603081901c63ffffffff169065ffffffffffff1680611b64578363060a299b60e41b5f5260045260245ffd5b65ffffffffffff611b7442612396565b16811115611b8f5783630c65b5bd60e11b5f5260045260245ffd5b611b9c9093919293611ccc565b611be2578190805f52600260205260405f2065ffffffffffff1981541690557f76a2a46953689d4861a5d3f6ed883ad7e6af674a21f8e162707159fc9dde614d5f80a390565b631e2975b960e21b5f5260045260245ffd5b91804710611c7957815f92916020849351920190855af18080611c66575b15611c215750506117ad6122ea565b15611c4657639996b31560e01b5f9081526001600160a01b0391909116600452602490fd5b3d15611c57576040513d5f823e3d90fd5b63d6bda27560e01b5f5260045ffd5b503d151580611c125750813b1515611c12565b4763cf47918160e01b5f5260045260245260445ffd5b611c9842612396565b63ffffffff82169165ffffffffffff604082901c811692168211611cc0575090915f91508190565b60201c63ffffffff1692565b65ffffffffffff62093a8091160165ffffffffffff8111611a175765ffffffffffff80611cf842612396565b169116111590565b905f8091602081519101845af48080611c665715611c215750506117ad6122ea565b6001600160401b0316906001600160401b038214611dbe57815f52600160205260405f2060018060a01b0382165f5260205265ffffffffffff60405f20541615611db857815f52600160205260405f2060018060a01b0382165f526020525f604081205560018060a01b0316907ff229baa593af28c41b1d16b748cd7688f0c83aaf92d4be41c44005defe84c1665f80a3600190565b50505f90565b5063061c6a4360e21b5f5260045260245ffd5b9192916001600160a01b03163314611eb157611dec33611991565b50611df78385611b11565b9160018060a01b031691825f525f60205260405f209063ffffffff60e01b165f52602052611e5c33611e576001600160401b0360405f2054166001600160401b03165f5260016020526001600160401b03600160405f20015460401c1690565b6119ce565b508115611eb9575b50611eb1573014611e755750505f90565b611e7e9161216c565b509080611e9f575b611e905780611db8565b611e9b9033906119ce565b5090565b506001600160401b0381161515611e86565b505050600190565b90505f611e64565b9060048110611f1d576001600160a01b0382163014611f4c57611ee4905f61216c565b9290911580611f2e575b611f2557611efb916119ce565b9015611f1d5763ffffffff808093169116908180821191180218169081159190565b50505f905f90565b5050505f905f90565b50305f9081526020819052604090206001015460701c60ff16611eee565b905060041161137857600354305f90815280356001600160e01b031916602052604090206118ee565b919060048210611f25576001600160a01b0383163014611f995790611ee49161216c565b611fa39250611b11565b600354305f9081526001600160e01b031990921660205260409091206118ee565b5f90600481106121625780600411611378575f356001600160e01b031916906310a6aa3760e31b82148015612152575b8015612142575b8015612132575b8015612122575b6121165763063fc60f60e21b82148015612106575b80156120f6575b6120c65763012e238d60e51b821480156120b6575b612065575030825281602052604082209082526020526001600160401b036040822054169181929190565b90506024116101c957806101c957506004356001600160401b0381168103611378576120af906001600160401b03165f5260016020526001600160401b03600160405f2001541690565b6001915f90565b50635be958b160e11b821461203a565b915050602411611378576004356001600160a01b03811690819003611378576120ee906117b0565b6001915f9190565b506308d6122d60e01b8214612025565b5063167bd39560e01b821461201e565b5050506001905f905f90565b5063d22b598960e01b8214612009565b50635326cae760e11b8214612002565b5063294b14a960e11b8214611ffb565b506330cae18760e01b8214611ff4565b50505f905f905f90565b60048210612162576001600160e01b03196121878383611b11565b16916310a6aa3760e31b831480156122da575b80156122ca575b80156122ba575b80156122aa575b6121165763063fc60f60e21b8314801561229a575b801561228a575b6122635763012e238d60e51b83148015612253575b61220d575050305f525f60205260405f20905f526020526001600160401b0360405f205416905f91905f90565b90915060241161137857600401356001600160401b0381168103611378576120af906001600160401b03165f5260016020526001600160401b03600160405f2001541690565b50635be958b160e11b83146121e0565b909150602411611378576004013560018060a01b038116809103611378576120ee906117b0565b506308d6122d60e01b83146121cb565b5063167bd39560e01b83146121c4565b5063d22b598960e01b83146121af565b50635326cae760e11b83146121a8565b5063294b14a960e11b83146121a1565b506330cae18760e01b831461219a565b604051903d82523d5f602084013e60203d830101604052565b61231463ffffffff91939293611c8f565b505092168063ffffffff84168181115f1461237c570363ffffffff8111611a175761236263ffffffff8067ffffffff00000000935b168062069780118162069780180218166110d542612396565b9360201b1665ffffffffffff60401b8460401b1617179190565b505067ffffffff0000000061236263ffffffff805f612349565b65ffffffffffff81116123ae5765ffffffffffff1690565b6306dfcc6560e41b5f52603060045260245260445ffda6eef7e35abe7026729641147f7915573c7e97b47efa546f5f6e3230263bcb49f98448b987f1428e0e230e1f3c6e2ce15b5693eaf31827fbd0b1ec4b424ae7cf")]
    interface AccessManager {
        error AccessManagerAlreadyScheduled(bytes32 operationId);
        error AccessManagerBadConfirmation();
        error AccessManagerExpired(bytes32 operationId);
        error AccessManagerInvalidInitialAdmin(address initialAdmin);
        error AccessManagerLockedFunction(bytes4 selector);
        error AccessManagerLockedRole(uint64 roleId);
        error AccessManagerNotReady(bytes32 operationId);
        error AccessManagerNotScheduled(bytes32 operationId);
        error AccessManagerUnauthorizedAccount(address msgsender, uint64 roleId);
        error AccessManagerUnauthorizedCall(address caller, address target, bytes4 selector);
        error AccessManagerUnauthorizedCancel(address msgsender, address caller, address target, bytes4 selector);
        error AccessManagerUnauthorizedConsume(address target);
        /// There's no code at `target` (it is not a contract).
        error AddressEmptyCode(address target);
        /// A call to an address target failed. The target may have reverted.
        error FailedCall();
        /// The ETH balance of the account is not enough to perform the operation.
        error InsufficientBalance(uint256 balance, uint256 needed);
        /// Value doesn't fit in a uint of `bits` size.
        error SafeCastOverflowedUintDowncast(uint8 bits, uint256 value);

        /// A scheduled operation was canceled.
        event OperationCanceled(bytes32 indexed operationId, uint32 indexed nonce);
        /// A scheduled operation was executed.
        event OperationExecuted(bytes32 indexed operationId, uint32 indexed nonce);
        /// A delayed operation was scheduled.
        event OperationScheduled(bytes32 indexed operationId, uint32 indexed nonce, uint48 schedule, address caller, address target, bytes data);
        /// Role acting as admin over a given `roleId` is updated.
        event RoleAdminChanged(uint64 indexed roleId, uint64 indexed admin);
        /// Grant delay for a given `roleId` will be updated to `delay` when `since` is reached.
        event RoleGrantDelayChanged(uint64 indexed roleId, uint32 delay, uint48 since);
        /// Emitted when `account` is granted `roleId`. NOTE: The meaning of the `since` argument depends on the
        /// `newMember` argument. If the role is granted to a new member, the `since` argument indicates when the account
        /// becomes a member of the role, otherwise it indicates the timestamp when the execution delay update takes
        /// effect for this account and roleId.
        event RoleGranted(uint64 indexed roleId, address indexed account, uint32 delay, uint48 since, bool newMember);
        /// Role acting as guardian over a given `roleId` is updated.
        event RoleGuardianChanged(uint64 indexed roleId, uint64 indexed guardian);
        /// Informational labelling for a roleId.
        event RoleLabel(uint64 indexed roleId, string label);
        /// Emitted when `account` membership or `roleId` is revoked. Unlike granting, revoking is instantaneous.
        event RoleRevoked(uint64 indexed roleId, address indexed account);
        /// Admin delay for a given `target` will be updated to `delay` when `since` is reached.
        event TargetAdminDelayUpdated(address indexed target, uint32 delay, uint48 since);
        /// Target mode is updated (true = closed, false = open).
        event TargetClosed(address indexed target, bool closed);
        /// Role required to invoke `selector` on `target` is updated to `roleId`.
        event TargetFunctionRoleUpdated(address indexed target, bytes4 selector, uint64 indexed roleId);

        constructor(address initialAdmin);

        /// The identifier of the admin role. Required to perform most configuration operations including other roles'
        /// management and target restrictions.
        function ADMIN_ROLE() external view returns (uint64);
        /// The identifier of the public role. Automatically granted to all addresses with no delay.
        function PUBLIC_ROLE() external view returns (uint64);
        /// Check if an address (`caller`) is authorised to call a given function on a given contract directly (with no
        /// restriction). Additionally, it returns the delay needed to perform the call indirectly through the `schedule`
        /// & `execute` workflow. This function is usually called by the targeted contract to control immediate execution
        /// of restricted functions. Therefore we only return true if the call can be performed without any delay. If the
        /// call is subject to a previously set delay (not zero), then the function should return false and the caller
        /// should schedule the operation for future execution. If `allowed` is true, the delay can be disregarded and the
        /// operation can be immediately executed, otherwise the operation can be executed if and only if delay is greater
        /// than 0. NOTE: The IAuthority interface does not include the `uint32` delay. This is an extension of that
        /// interface that is backward compatible. Some contracts may thus ignore the second return argument. In that case
        /// they will fail to identify the indirect workflow, and will consider calls that require a delay to be
        /// forbidden. NOTE: This function does not report the permissions of the admin functions in the manager itself.
        /// These are defined by the `AccessManager` documentation. NOTE: The `setAuthority(address)` selector is reserved
        /// on all targets (whether or not they are `AccessManaged`): it is gated to `ADMIN_ROLE` with a possible delay,
        /// and it cannot be reconfigured via `setTargetFunctionRole`. Any target function whose selector collides with
        /// `setAuthority(address)` inherits this restriction when routed through the manager.
        function canCall(address caller, address target, bytes4 selector) external view returns (bool immediate, uint32 delay);
        /// Cancel a scheduled (delayed) operation. Returns the nonce that identifies the previously scheduled operation
        /// that is cancelled. Requirements: - the caller must be the proposer, a guardian of the targeted function, or a
        /// global admin Emits a `OperationCanceled` event.
        function cancel(address caller, address target, bytes memory data) external returns (uint32);
        /// Consume a scheduled operation targeting the caller. If such an operation exists, mark it as consumed (emit an
        /// `OperationExecuted` event and clean the state). Otherwise, throw an error. This is useful for contracts that
        /// want to enforce that calls targeting them were scheduled on the manager, with all the verifications that it
        /// implies. Emit a `OperationExecuted` event.
        function consumeScheduledOp(address caller, bytes memory data) external;
        /// Execute a function that is delay restricted, provided it was properly scheduled beforehand, or the execution
        /// delay is 0. Returns the nonce that identifies the previously scheduled operation that is executed, or 0 if the
        /// operation wasn't previously scheduled (if the caller doesn't have an execution delay). Emits an
        /// `OperationExecuted` event only if the call was scheduled and delayed.
        function execute(address target, bytes memory data) external payable returns (uint32);
        /// Expiration delay for scheduled proposals. Defaults to 1 week. IMPORTANT: Avoid overriding the expiration with
        /// 0. Otherwise every contract proposal will be expired immediately, disabling any scheduling usage.
        function expiration() external view returns (uint32);
        /// Get the access details for a given account for a given role. These details include the timepoint at which
        /// membership becomes active, and the delay applied to all operations by this user that requires this permission
        /// level. Returns: [0] Timestamp at which the account membership becomes valid. 0 means role is not granted. [1]
        /// Current execution delay for the account. [2] Pending execution delay for the account. [3] Timestamp at which
        /// the pending execution delay will become active. 0 means no delay update is scheduled.
        function getAccess(uint64 roleId, address account) external view returns (uint48 since, uint32 currentDelay, uint32 pendingDelay, uint48 effect);
        /// Return the nonce for the latest scheduled operation with a given id. Returns 0 if the operation has never been
        /// scheduled.
        function getNonce(bytes32 id) external view returns (uint32);
        /// Get the id of the role that acts as an admin for the given role. The admin permission is required to grant the
        /// role, revoke the role and update the execution delay to execute an operation that is restricted to this role.
        function getRoleAdmin(uint64 roleId) external view returns (uint64);
        /// Get the role current grant delay. Its value may change at any point without an event emitted following a call
        /// to `setGrantDelay`. Changes to this value, including effect timepoint are notified in advance by the
        /// `RoleGrantDelayChanged` event.
        function getRoleGrantDelay(uint64 roleId) external view returns (uint32);
        /// Get the role that acts as a guardian for a given role. The guardian permission allows canceling operations
        /// that have been scheduled under the role.
        function getRoleGuardian(uint64 roleId) external view returns (uint64);
        /// Return the timepoint at which a scheduled operation will be ready for execution. This returns 0 if the
        /// operation is not yet scheduled, has expired, was executed, or was canceled.
        function getSchedule(bytes32 id) external view returns (uint48);
        /// Get the admin delay for a target contract. Changes to contract configuration are subject to this delay.
        function getTargetAdminDelay(address target) external view returns (uint32);
        /// Get the role required to call a function.
        function getTargetFunctionRole(address target, bytes4 selector) external view returns (uint64);
        /// Add `account` to `roleId`, or change its execution delay. This gives the account the authorization to call any
        /// function that is restricted to this role. An optional execution delay (in seconds) can be set. If that delay
        /// is non 0, the user is required to schedule any operation that is restricted to members of this role. The user
        /// will only be able to execute the operation after the delay has passed, before it has expired. During this
        /// period, admin and guardians can cancel the operation (see `cancel`). If the account has already been granted
        /// this role, the execution delay will be updated. This update is not immediate and follows the delay rules. For
        /// example, if a user currently has a delay of 3 hours, and this is called to reduce that delay to 1 hour, the
        /// new delay will take some time to take effect, enforcing that any operation executed in the 3 hours that
        /// follows this update was indeed scheduled before this update. Requirements: - the caller must be an admin for
        /// the role (see `getRoleAdmin`) - granted role must not be the `PUBLIC_ROLE` Emits a `RoleGranted` event.
        function grantRole(uint64 roleId, address account, uint32 executionDelay) external;
        /// Check if a given account currently has the permission level corresponding to a given role. Note that this
        /// permission might be associated with an execution delay. `getAccess` can provide more details.
        function hasRole(uint64 roleId, address account) external view returns (bool isMember, uint32 executionDelay);
        /// Hashing function for delayed operations.
        function hashOperation(address caller, address target, bytes memory data) external view returns (bytes32);
        /// Get whether the contract is closed disabling any access. Otherwise role permissions are applied. NOTE: When
        /// the manager itself is closed, admin functions are still accessible to avoid locking the contract.
        function isTargetClosed(address target) external view returns (bool);
        /// Give a label to a role, for improved role discoverability by UIs. Requirements: - the caller must be a global
        /// admin - `roleId` must not be the `ADMIN_ROLE` or `PUBLIC_ROLE` Emits a `RoleLabel` event.
        function labelRole(uint64 roleId, string memory label) external;
        /// Minimum setback for all delay updates, with the exception of execution delays. It can be increased without
        /// setback (and reset via `revokeRole` in the event of an accidental increase). Defaults to 5 days.
        function minSetback() external view returns (uint32);
        /// Receives and executes a batch of function calls on this contract.
        function multicall(bytes[] memory data) external returns (bytes[] memory results);
        /// Renounce role permissions for the calling account with immediate effect. If the sender is not in the role this
        /// call has no effect. Requirements: - the caller must be `callerConfirmation`. Emits a `RoleRevoked` event if
        /// the account had the role.
        function renounceRole(uint64 roleId, address callerConfirmation) external;
        /// Remove an account from a role, with immediate effect. If the account does not have the role, this call has no
        /// effect. Requirements: - the caller must be an admin for the role (see `getRoleAdmin`) - revoked role must not
        /// be the `PUBLIC_ROLE` Emits a `RoleRevoked` event if the account had the role.
        function revokeRole(uint64 roleId, address account) external;
        /// Schedule a delayed operation for future execution, and return the operation identifier. It is possible to
        /// choose the timestamp at which the operation becomes executable as long as it satisfies the execution delays
        /// required for the caller. The special value zero will automatically set the earliest possible time. Returns the
        /// `operationId` that was scheduled. Since this value is a hash of the parameters, it can reoccur when the same
        /// parameters are used; if this is relevant, the returned `nonce` can be used to uniquely identify this scheduled
        /// operation from other occurrences of the same `operationId` in invocations of `execute` and `cancel`. Emits a
        /// `OperationScheduled` event. NOTE: It is not possible to concurrently schedule more than one operation with the
        /// same `target` and `data`. If this is necessary, a random byte can be appended to `data` to act as a salt that
        /// will be ignored by the target contract if it is using standard Solidity ABI encoding.
        function schedule(address target, bytes memory data, uint48 when) external returns (bytes32 operationId, uint32 nonce);
        /// Update the delay for granting a `roleId`. Requirements: - the caller must be a global admin - `roleId` must
        /// not be the `PUBLIC_ROLE` Emits a `RoleGrantDelayChanged` event.
        function setGrantDelay(uint64 roleId, uint32 newDelay) external;
        /// Change admin role for a given role. Requirements: - the caller must be a global admin - `roleId` must not be
        /// the `ADMIN_ROLE` or `PUBLIC_ROLE` Emits a `RoleAdminChanged` event
        function setRoleAdmin(uint64 roleId, uint64 admin) external;
        /// Change guardian role for a given role. Requirements: - the caller must be a global admin - `roleId` must not
        /// be the `ADMIN_ROLE` or `PUBLIC_ROLE` Emits a `RoleGuardianChanged` event
        function setRoleGuardian(uint64 roleId, uint64 guardian) external;
        /// Set the delay for changing the configuration of a given target contract. Requirements: - the caller must be a
        /// global admin Emits a `TargetAdminDelayUpdated` event.
        function setTargetAdminDelay(address target, uint32 newDelay) external;
        /// Set the closed flag for a contract. Closing the manager itself won't disable access to admin methods to avoid
        /// locking the contract. Requirements: - the caller must be a global admin Emits a `TargetClosed` event.
        function setTargetClosed(address target, bool closed) external;
        /// Set the role required to call functions identified by the `selectors` in the `target` contract. Requirements:
        /// - the caller must be a global admin - `selectors` must not contain the `setAuthority(address)` selector, which
        /// is reserved. See `canCall`. Emits a `TargetFunctionRoleUpdated` event per selector.
        function setTargetFunctionRole(address target, bytes4[] memory selectors, uint64 roleId) external;
        /// Changes the authority of a target managed by this manager instance. Requirements: - the caller must be a
        /// global admin
        function updateAuthority(address target, address newAuthority) external;
    }
}

/// Code and immutables of [`AccessManager`].
pub static ARTIFACT: Artifact = Artifact {
    name: "AccessManager",
    source: "node_modules/@openzeppelin/contracts/access/manager/AccessManager.sol",
    creation: &AccessManager::BYTECODE,
    runtime: (747, 9157),
    immutables: &[
    ],
};
