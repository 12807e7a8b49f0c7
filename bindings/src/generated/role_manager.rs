// Written by `cargo codegen` from the Solidity sources; do not edit.

//! `RoleManager`, from `contracts/src/RoleManager.sol`.

use crate::artifacts::Artifact;

alloy::sol! {
    /// OpenZeppelin's AccessManager, with the roles that the functions of this system are open to by themselves, and
    /// one shorter question.
    ///
    /// **PROPERTIES**
    ///
    /// - A contract of this system needs no setting up: its functions are open to their roles when it is created. A
    ///   slot for each of them would be a fifth of what a bond costs.
    ///
    /// - Every other role that the governor opens a function to comes before that. Role 0, OpenZeppelin's
    ///   administrator, gives a function back to its own role.
    ///
    /// **WHAT THIS DOES NOT GUARANTEE**
    ///
    /// That a contract of others, which has a function of the same name and parameters and this authority, means the
    /// same by it.
    #[sol(rpc, all_derives, bytecode = "0x6080604052346102b757604051601f61292238819003918201601f19168301916001600160401b0383118484101761015a578084926020946040528339810103126102b757516001600160a01b038116908190036102b75780156102a4575f8181525f5160206128e25f395f51905f52602052604090205465ffffffffffff161580156101825765ffffffffffff610096426102bb565b1665ffffffffffff811161016e578060405191604083019383851060018060401b0386111761015a5760409485529183525f60208085018281528783525f5160206128e25f395f51905f529091529481209351845495516001600160a01b031990961665ffffffffffff919091161760309590951b600160301b600160a01b0316949094179092555f5160206129025f395f51905f52916060915b65ffffffffffff604051928684521660208301526040820152a36040516125f790816102eb8239f35b634e487b7160e01b5f52604160045260245ffd5b634e487b7160e01b5f52601160045260245ffd5b5f8281525f5160206128e25f395f51905f526020526040902054906101a6426102bb565b63ffffffff8360301c169265ffffffffffff808260701c1692168211155f146102925750505b63ffffffff8216801561028b5763ffffffff811161016e575b65ffffffffffff63ffffffff6101fa426102bb565b921691160165ffffffffffff811161016e575f8481525f5160206128e25f395f51905f52602090815260408083208054600160301b600160a01b0319169185901b6dffffffffffff0000000000000000169690921b67ffffffff00000000169590951760301b600160301b600160a01b0316949094179093555f5160206129025f395f51905f529160609190610131565b505f6101e5565b63ffffffff9060501c169250506101cc565b630409d6d160e11b5f525f60045260245ffd5b5f80fd5b65ffffffffffff81116102d35765ffffffffffff1690565b6306dfcc6560e41b5f52603060045260245260445ffdfe60806040526004361015610011575f80fd5b5f5f3560e01c806301a615d11461142457806308d6122d146113235780630b0a93ba146112de57806312be8727146112bb578063167bd3951461123057806318ff183c1461119e5780631cff79cd1461107e57806325c471a014610df25780633078f11414610d9757806330cae18714610cf95780633adc277a14610cca5780633ca7c02a14610ca85780634136a33c14610c755780634665096d14610c575780634c1da1e214610c255780635296295214610b7d578063530dd45614610b595780636d5115bd14610b1b57806375b238fc14610aff578063853551b814610a4557806394c7d7ee1461097f578063a166aa8914610951578063a64d95ce1461086b578063abd9bd2a14610846578063ac9650d814610699578063b700961314610654578063b7d2b16214610621578063cc1b6c8114610603578063d1f856ee146105be578063d22b5989146104ff578063d6bb62c6146103f5578063f801a698146101d75763fe0776f514610185575f80fd5b346101d45760403660031901126101d45761019e6114c3565b6101a6611466565b90336001600160a01b038316036101c557906101c191611fac565b5080f35b635f159e6360e01b8352600483fd5b80fd5b50346101d45760603660031901126101d4576101f1611450565b906024356001600160401b0381116103f1576102119036906004016114ef565b919060443565ffffffffffff81168091036103ed5761023284838733611a4d565b905061024e63ffffffff61024542612547565b9216809261197c565b901580156103d2575b610399579065ffffffffffff809216908180821191180218169061027d848287336117cd565b93848452600260205265ffffffffffff6040852054168015159081610388575b5061037457604095849361036587947f82a2da5dee54ea8021c6545b4444620291e07ee83be6dd57edb175062715f3b494868b99526002602052600163ffffffff8a8a205460301c160163ffffffff81169989898c9b52600260205281812065ffffffffffff881665ffffffffffff198254161790558981526002602052209081549063ffffffff60301b9060301b169063ffffffff60301b19161790558a51948594855233602086015260018060a01b03168b85015260806060850152608084019161178a565b0390a382519182526020820152f35b63813e945960e01b84526004859052602484fd5b6103929150611c9c565b155f61029d565b606484876103a78887611a94565b6381c6f24b60e01b8352336004526001600160a01b039091166024526001600160e01b031916604452fd5b508115158015610257575065ffffffffffff81168210610257565b8280fd5b5080fd5b50346101d45761040436611572565b610412818394969593611a94565b9061041f818588866117cd565b93848652600260205265ffffffffffff604087205416155f146104505763060a299b60e41b86526004859052602486fd5b9061045c91878561205b565b156104bf5760208484808252600283526040822065ffffffffffff1981541690558082526002835263ffffffff604083205460301c1680917fbd9ac67a6e2f6463b80927326310338bcbb4bdb7936ce1365ea3e01067e7b9f76040519480a38152f35b604051630ff89d4760e21b81523360048201526001600160a01b03928316602482015291851660448301526001600160e01b031916606482015260849150fd5b50346101d45760403660031901126101d457610519611450565b7fa56b76017453f399ec2327ba00375dbfb1fd070ff854341ad6191e6a2e2de19c61054261155f565b9161054b6119ae565b6001600160a01b03168084526020849052604084206001015490929061057b9082906001600160701b03166124b6565b8486526020869052604080872060010180546001600160701b0319166001600160701b039094169390931790925590519182916105b89183611f6b565b0390a280f35b50346101d45760403660031901126101d4576105e96105db6114c3565b6105e3611466565b90611951565b60408051921515835263ffffffff91909116602083015290f35b50346101d457806003193601126101d4576020604051620697808152f35b50346101d45760403660031901126101d4576101c161063e6114c3565b610646611466565b9061064f6119ae565b611fac565b50346101d45760603660031901126101d45761066e611450565b610676611466565b604435916001600160e01b031983168303610695576105e9935061185b565b8380fd5b50346101d45760203660031901126101d4576004356001600160401b0381116103f1576106ca903690600401611493565b9060206040516106da8282611640565b84815281810191601f1981013684376106f28561181c565b936107006040519586611640565b858552601f1961070f8761181c565b01875b81811061083757505036819003601e190190875b878110156107bf578060051b820135838112156107bb578201908135916001600160401b0383116107b757850182360381136107b7578261079561079b928d898c6001986040519687958487013784018281018481528e519283915e010190815203601f198101835282611640565b30611f8a565b6107a5828a611833565b526107b08189611833565b5001610726565b8a80fd5b8980fd5b88848860405191808301818452825180915260408401918060408360051b870101940192865b8388106107f25786860387f35b9091929394838080600193603f198b8203018752818a518051918291828552018484015e86838284010152601f801991011601019701930197019690939291936107e5565b60608782018501528301610712565b50346101d457602061086361085a36611572565b929190916117cd565b604051908152f35b50346101d45760403660031901126101d4576108856114c3565b6001600160401b0361089561155f565b9161089e6119ae565b16906001600160401b03821461093d577ffeb69018ee8b8fd50ea86348f1267d07673379f72cffdeccec63853ee8ce8b489082845260016020526108f48160018060701b03600160408820015460801c166124b6565b8486526001602081905260408088209091018054600160801b600160f01b03191660809490941b600160801b600160f01b03169390931790925590519182916105b89183611f6b565b63061c6a4360e21b83526004829052602483fd5b50346101d45760203660031901126101d4576020610975610970611450565b6117aa565b6040519015158152f35b50346101d45761098e3661151c565b91604051638fb3603760e01b8152602081600481335afa908115610a3a5785916109f3575b506001600160e01b03191663704c9fc960e01b016109e057916109db916101c19333906117cd565b611aaa565b630641fee960e31b845233600452602484fd5b90506020813d602011610a32575b81610a0e60209383611640565b81010312610a2e57516001600160e01b031981168103610a2e575f6109b3565b8480fd5b3d9150610a01565b6040513d87823e3d90fd5b50346101d45760403660031901126101d457610a5f6114c3565b602435906001600160401b0382116103ed57610a876001600160401b039236906004016114ef565b929091610a926119ae565b169182158015610aef575b610adb57907f1256f5b5ecb89caec12db449738f2fbcd1ba5806cf38f35413f4e5c15bf6a450916105b860405192839260208452602084019161178a565b63061c6a4360e21b84526004839052602484fd5b506001600160401b038314610a9d565b50346101d457806003193601126101d457602090604051908152f35b50346101d45760403660031901126101d4576020610b48610b3a611450565b610b4261147c565b90611742565b6001600160401b0360405191168152f35b50346101d45760203660031901126101d4576020610b48610b786114c3565b61171e565b50346101d45760403660031901126101d457610b976114c3565b6001600160401b03610ba76114d9565b91610bb06119ae565b169081158015610c15575b61093d576001600160401b039082845260016020526001604085200180548360401b8360401b16908460401b191617905516907f7a8059630b897b5de4c08ade69f8b90c3ead1f8596d62d10b6c4d14a0afb4ae28380a380f35b506001600160401b038214610bbb565b50346101d45760203660031901126101d4576020610c49610c44611450565b6116f2565b63ffffffff60405191168152f35b50346101d457806003193601126101d457602060405162093a808152f35b50346101d45760203660031901126101d45763ffffffff6040602092600435815260028452205460301c16604051908152f35b50346101d457806003193601126101d45760206040516001600160401b038152f35b50346101d45760203660031901126101d4576020610ce96004356116c8565b65ffffffffffff60405191168152f35b50346101d45760403660031901126101d457610d136114c3565b6001600160401b03610d236114d9565b91610d2c6119ae565b169081158015610d87575b61093d576001600160401b0390828452600160205260016040852001828216831982541617905516907f1fd6dd7631312dfac2205b52913f99de03b4d7e381d5d27d3dbfe0713e6e63408380a380f35b506001600160401b038214610d37565b50346101d45760403660031901126101d457608063ffffffff65ffffffffffff81610dd1610dc36114c3565b610dcb611466565b90611675565b93929590918560405197168752166020860152166040840152166060820152f35b50346101d45760603660031901126101d457610e0c6114c3565b610e14611466565b906044359163ffffffff831680930361069557610e2f6119ae565b6001600160401b03610e4083611610565b9216916001600160401b03831461106a578285526001602090815260408087206001600160a01b0385165f908152925290205465ffffffffffff1615908115610f5357610e9d9063ffffffff610e9542612547565b91169061197c565b604051604081018181106001600160401b03821117610f3f575f5160206125d75f395f51905f529492610f206060959365ffffffffffff936040528383168152602081018a8152898c52600160205260408c2060018060a01b0388165f52602052848060405f2093511616851983541617825560018060701b0390511690611c36565b60408051988952911660208801528601526001600160a01b031693a380f35b634e487b7160e01b88526041600452602488fd5b508285526001602090815260408087206001600160a01b0385165f9081529252902054610f8b9060301c6001600160701b0316611c5f565b50508463ffffffff82168181115f14611035570363ffffffff8111611021579165ffffffffffff5f5160206125d75f395f51905f52949261101c63ffffffff60201b610fe863ffffffff6060985b16610fe342612547565b61197c565b9260201b168360401b8360401b16178917888b52600160205260408b2060018060a01b0387165f5260205260405f20611c36565b610f20565b634e487b7160e01b87526011600452602487fd5b50509160609165ffffffffffff5f5160206125d75f395f51905f529461101c63ffffffff60201b610fe863ffffffff8c610fd9565b63061c6a4360e21b85526004839052602485fd5b506110883661151c565b909161109682848333611a4d565b93901580611190575b611182576110af838284336117cd565b63ffffffff86951615801590611169575b611157575b50600354926110dd6110d78284611a94565b84611b77565b6003556001600160401b0381116111435760405191611106601f8301601f191660200184611640565b818352368282011161113f5795602082849382998361112d98970137830101523491611b9b565b5060035563ffffffff60405191168152f35b8680fd5b634e487b7160e01b86526041600452602486fd5b611162919450611aaa565b925f6110c5565b5065ffffffffffff61117a826116c8565b1615156110c0565b906103a76064938693611a94565b5063ffffffff84161561109f565b503461122c57604036600319011261122c576111b8611450565b6111c0611466565b906111c96119ae565b6001600160a01b031690813b1561122c57604051637a9e5e4b60e01b81526001600160a01b039091166004820152905f908290602490829084905af1801561122157611213575080f35b61121f91505f90611640565b005b6040513d5f823e3d90fd5b5f80fd5b3461122c57604036600319011261122c57611249611450565b6024359081151580920361122c5760207f90d4e7bb7e5d933792b3562e1741306f8be94837e1348dacef9b6f1df56eb138916112836119ae565b6001600160a01b03165f818152808352604090819020600101805460ff60701b1916607087901b60ff60701b161790555193845292a2005b3461122c57602036600319011261122c576020610c496112d96114c3565b611610565b3461122c57602036600319011261122c576020610b486112fc6114c3565b6001600160401b03165f5260016020526001600160401b03600160405f20015460401c1690565b3461122c57606036600319011261122c5761133c611450565b6024356001600160401b03811161122c5761135b903690600401611493565b9190604435906001600160401b03821680920361122c5761137d9392936119ae565b6001600160a01b03909316925f5b8381101561121f578060051b82013563ffffffff60e01b811680910361122c57637a9e5e4b60e01b8114611412579083867f9ea6790c7dadfd01c9f8b9762b3682607af2c7e79e05a9f9fdf5580dde9491516020600195835f525f825260405f20815f52825260405f20856001600160401b0319825416179055604051908152a30161138b565b637a3a272560e11b5f5260045260245ffd5b3461122c57604036600319011261122c576020610975611442611450565b61144a61147c565b906115c4565b600435906001600160a01b038216820361122c57565b602435906001600160a01b038216820361122c57565b602435906001600160e01b03198216820361122c57565b9181601f8401121561122c578235916001600160401b03831161122c576020808501948460051b01011161122c57565b600435906001600160401b038216820361122c57565b602435906001600160401b038216820361122c57565b9181601f8401121561122c578235916001600160401b03831161122c576020838186019501011161122c57565b90604060031983011261122c576004356001600160a01b038116810361122c5791602435906001600160401b03821161122c5761155b916004016114ef565b9091565b6024359063ffffffff8216820361122c57565b606060031982011261122c576004356001600160a01b038116810361122c57916024356001600160a01b038116810361122c5791604435906001600160401b03821161122c5761155b916004016114ef565b906115d8826115d38333611742565b611951565b81611601575b506115f2576115ee91339061185b565b5090565b50506115fd336117aa565b1590565b63ffffffff915016155f6115de565b6001600160401b03165f52600160205261163b60018060701b03600160405f20015460801c16611c5f565b505090565b90601f801991011681019081106001600160401b0382111761166157604052565b634e487b7160e01b5f52604160045260245ffd5b6001600160401b03165f9081526001602090815260408083206001600160a01b039094168352929052205465ffffffffffff916116be603083901c6001600160701b0316611c5f565b9490931693909291565b5f52600260205265ffffffffffff60405f2054166116e581611c9c565b156116ef57505f90565b90565b6001600160a01b03165f9081526020819052604090206001015461163b906001600160701b0316611c5f565b6001600160401b03165f5260016020526001600160401b03600160405f2001541690565b6001600160a01b03165f908152602081815260408083206001600160e01b0319851684529091529020546001600160401b0316908115611780575090565b6116ef9150611cd0565b908060209392818452848401375f828201840152601f01601f1916010190565b6001600160a01b03165f9081526020819052604090206001015460701c60ff1690565b604080516001600160a01b0392831660208201908152929093169083015260608083015292909161181691839161180891608084019161178a565b03601f198101835282611640565b51902090565b6001600160401b0381116116615760051b60200190565b80518210156118475760209160051b010190565b634e487b7160e01b5f52603260045260245ffd5b919091611867836117aa565b15611875575050505f905f90565b6001600160a01b038116300361189957506118939060035492611b77565b14905f90565b919291906001600160e01b03198116637a9e5e4b60e01b036118f357506118d163ffffffff806118c98194611914565b9390966116f2565b9216911690818082119118021816915f146118ec5781159190565b5f91508190565b6115d3906119019394611742565b9190156118ec5763ffffffff8216159190565b9061192665ffffffffffff925f611675565b50509216801515908161193857509190565b905065ffffffffffff61194a42612547565b1610159190565b6001600160401b038181160361196a5750506001905f90565b65ffffffffffff929161192691611675565b9065ffffffffffff8091169116019065ffffffffffff821161199a57565b634e487b7160e01b5f52601160045260245ffd5b6119b836336120fb565b90156119c15750565b63ffffffff166119f6576001600160401b036119dc366121d3565b50905063f07e038f60e01b5f52336004521660245260445ffd5b611a4a6040516020810190338252306040820152606080820152611a4281602060808201368152365f838301375f823683010152601f19601f360116010103601f198101835282611640565b519020611aaa565b50565b909291906001600160a01b0384163003611a6b5761155b9350612198565b9192906004841015611a8157505050505f905f90565b61155b93611a8e91611a94565b9161185b565b9060041161122c57356001600160e01b03191690565b5f81815260026020526040902054909190603081901c63ffffffff169065ffffffffffff1680611ae7578363060a299b60e41b5f5260045260245ffd5b65ffffffffffff611af742612547565b16811115611b125783630c65b5bd60e11b5f5260045260245ffd5b611b1f9093919293611c9c565b611b65578190805f52600260205260405f2065ffffffffffff1981541690557f76a2a46953689d4861a5d3f6ed883ad7e6af674a21f8e162707159fc9dde614d5f80a390565b631e2975b960e21b5f5260045260245ffd5b6001600160a01b03165f9081526001600160e01b0319919091166020526040902090565b91804710611c2057815f92916020849351920190855af18080611c0d575b15611bc85750506116ef61249d565b15611bed57639996b31560e01b5f9081526001600160a01b0391909116600452602490fd5b3d15611bfe576040513d5f823e3d90fd5b63d6bda27560e01b5f5260045ffd5b503d151580611bb95750813b1515611bb9565b4763cf47918160e01b5f5260045260245260445ffd5b8054600160301b600160a01b03191660309290921b600160301b600160a01b0316919091179055565b611c6842612547565b63ffffffff82169165ffffffffffff604082901c811692168211611c90575090915f91508190565b60201c63ffffffff1692565b65ffffffffffff62093a8091160165ffffffffffff811161199a5765ffffffffffff80611cc842612547565b169116111590565b6001600160e01b0319811690639fc1d0e760e01b8214611f565760e01c7c010000000100000001000000010000000100000001000000010000000102905f5160206125b75f395f51905f52732060878cb42b9883a731bb6db871ba06eae8e2f560611b83189081019019165f5160206125775f395f51905f5216611f64575f5160206125b75f395f51905f52671e9a69502380614d60c01b83189081019019165f5160206125775f395f51905f5216611f5d575f5160206125b75f395f51905f526bebe45cba648bf774e30342e760a01b83189081019019165f5160206125775f395f51905f5216611f56575f5160206125b75f395f51905f526652f141524df0d960c81b83189081019019165f5160206125775f395f51905f5216611f4f57638c84ed8760e01b148015611f01575b611efb575f5160206125775f395f51905f52817f7d5ce8f05027dbe2c043da52a3f253cb96566617b7387f6f8de654ba372df785188019905f5160206125975f395f51905f52190116161590811591611eac575b8115611e6a575b5015611e6657600290565b5f90565b5f5160206125775f395f51905f5291506f80211d0acadc1638cdb1af6a87e35aa760801b188019905f5160206125975f395f51905f521901161615155f611e5b565b5f5160206125b75f395f51905f527f8771e2702929da8385b99d328760347000a8ffc345d20ddba408b186e7030cf682189081019019165f5160206125775f395f51905f521615159150611e54565b50600490565b505f5160206125775f395f51905f52817f16c38b3cdcc279c89e1e4dcdb69a634f22deb4e3f3bb53796417554015921a06188019905f5160206125975f395f51905f52190116161515611e00565b5050600690565b5050600590565b5050600390565b5050600190565b63ffffffff909116815265ffffffffffff909116602082015260400190565b905f8091602081519101845af48080611c0d5715611bc85750506116ef61249d565b6001600160401b0316906001600160401b03821461204857815f52600160205260405f2060018060a01b0382165f5260205265ffffffffffff60405f2054161561204257815f52600160205260405f2060018060a01b0382165f526020525f604081205560018060a01b0316907ff229baa593af28c41b1d16b748cd7688f0c83aaf92d4be41c44005defe84c1665f80a3600190565b50505f90565b5063061c6a4360e21b5f5260045260245ffd5b9192916001600160a01b031633146120eb5761207633611914565b50612091336115d36112fc61208b8789611a94565b86611742565b5081156120f3575b506120eb576001600160a01b031630146120b35750505f90565b6120bc91612344565b5090806120d9575b6120ce5780612042565b6115ee903390611951565b506001600160401b03811615156120c4565b505050600190565b90505f612099565b9060048110612157576001600160a01b03821630146121775761211e905f612344565b9290911580612168575b61215f5761213591611951565b90156121575763ffffffff808093169116908180821191180218169081159190565b50505f905f90565b5050505f905f90565b50612172306117aa565b612128565b905060041161122c576003546118935f356001600160e01b03191630611b77565b91906004821061215f576001600160a01b03831630146121bc579061211e91612344565b6121c69250611a94565b6118936003549130611b77565b5f906004811061233a578060041161122c575f356001600160e01b0319166310a6aa3760e31b8114801561232a575b801561231a575b801561230a575b80156122fa575b6122ee5763063fc60f60e21b811480156122de575b80156122ce575b61229e5763012e238d60e51b8114801561228e575b61225d57612257915030611742565b90918290565b506024116101d457806101d457506004356001600160401b038116810361122c576122879061171e565b6001915f90565b50635be958b160e11b8114612248565b50905060241161122c576004356001600160a01b0381169081900361122c576122c6906116f2565b6001915f9190565b506308d6122d60e01b8114612233565b5063167bd39560e01b811461222c565b5050506001905f905f90565b5063d22b598960e01b8114612217565b50635326cae760e11b8114612210565b5063294b14a960e11b8114612209565b506330cae18760e01b8114612202565b50505f905f905f90565b906004811061233a576123578183611a94565b906001600160e01b031982166310a6aa3760e31b8114801561248d575b801561247d575b801561246d575b801561245d575b6124505763063fc60f60e21b81148015612440575b8015612430575b6124095763012e238d60e51b81149081156123f8575b506123d257506123cc915030611742565b5f918290565b905060241161122c57600401356001600160401b038116810361122c576122879061171e565b635be958b160e11b1490505f6123bb565b50905060241161122c576004013560018060a01b03811680910361122c576122c6906116f2565b506308d6122d60e01b81146123a5565b5063167bd39560e01b811461239e565b505050506001905f905f90565b5063d22b598960e01b8114612389565b50635326cae760e11b8114612382565b5063294b14a960e11b811461237b565b506330cae18760e01b8114612374565b604051903d82523d5f602084013e60203d830101604052565b6124c763ffffffff91939293611c5f565b505092168063ffffffff84168181115f1461252e570363ffffffff811161199a5761251463ffffffff8063ffffffff60201b935b16806206978011816206978018021816610fe342612547565b9360201b1665ffffffffffff60401b8460401b1617179190565b505063ffffffff60201b61251463ffffffff805f6124fb565b65ffffffffffff811161255f5765ffffffffffff1690565b6306dfcc6560e41b5f52603060045260245260445ffdfe80000000800000008000000080000000800000008000000080000000800000000000000100000001000000010000000100000001000000010000000100000000fffffffefffffffefffffffefffffffefffffffefffffffefffffffefffffffff98448b987f1428e0e230e1f3c6e2ce15b5693eaf31827fbd0b1ec4b424ae7cfa6eef7e35abe7026729641147f7915573c7e97b47efa546f5f6e3230263bcb49f98448b987f1428e0e230e1f3c6e2ce15b5693eaf31827fbd0b1ec4b424ae7cf")]
    interface RoleManager {
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

        function ADMIN_ROLE() external view returns (uint64);
        function PUBLIC_ROLE() external view returns (uint64);
        /// Whether `caller` may call that function of whoever asks, now and without a delay.
        ///
        /// As OpenZeppelin's `canCall`, which is asked whenever the answer is not an immediate yes of a plain member.
        function admitsCall(address caller, bytes4 selector) external view returns (bool immediate);
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
        /// The role that a function is open to.
        function getTargetFunctionRole(address target, bytes4 selector) external view returns (uint64 role);
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

/// Code and immutables of [`RoleManager`].
pub static ARTIFACT: Artifact = Artifact {
    name: "RoleManager",
    source: "src/RoleManager.sol",
    creation: &RoleManager::BYTECODE,
    runtime: (747, 9719),
    immutables: &[
    ],
};
