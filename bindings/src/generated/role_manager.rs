// Written by `cargo codegen` from the Solidity sources; do not edit.

//! `RoleManager`, from `contracts/src/RoleManager.sol`.

use crate::artifacts::Artifact;

alloy::sol! {
    /// OpenZeppelin's AccessManager, as it is, with one shorter question.
    ///
    /// **WHAT THIS DOES NOT GUARANTEE**
    ///
    /// More than OpenZeppelin's contract does: the answer is that of its own `canCall`.
    #[sol(rpc, all_derives, bytecode = "0x6080604052346102b757604051601f61274838819003918201601f19168301916001600160401b0383118484101761015a578084926020946040528339810103126102b757516001600160a01b038116908190036102b75780156102a4575f8181525f5160206127085f395f51905f52602052604090205465ffffffffffff161580156101825765ffffffffffff610096426102bb565b1665ffffffffffff811161016e578060405191604083019383851060018060401b0386111761015a5760409485529183525f60208085018281528783525f5160206127085f395f51905f529091529481209351845495516001600160a01b031990961665ffffffffffff919091161760309590951b600160301b600160a01b0316949094179092555f5160206127285f395f51905f52916060915b65ffffffffffff604051928684521660208301526040820152a360405161241d90816102eb8239f35b634e487b7160e01b5f52604160045260245ffd5b634e487b7160e01b5f52601160045260245ffd5b5f8281525f5160206127085f395f51905f526020526040902054906101a6426102bb565b63ffffffff8360301c169265ffffffffffff808260701c1692168211155f146102925750505b63ffffffff8216801561028b5763ffffffff811161016e575b65ffffffffffff63ffffffff6101fa426102bb565b921691160165ffffffffffff811161016e575f8481525f5160206127085f395f51905f52602090815260408083208054600160301b600160a01b0319169185901b6dffffffffffff0000000000000000169690921b67ffffffff00000000169590951760301b600160301b600160a01b0316949094179093555f5160206127285f395f51905f529160609190610131565b505f6101e5565b63ffffffff9060501c169250506101cc565b630409d6d160e11b5f525f60045260245ffd5b5f80fd5b65ffffffffffff81116102d35765ffffffffffff1690565b6306dfcc6560e41b5f52603060045260245260445ffdfe60806040526004361015610011575f80fd5b5f5f3560e01c806301a615d11461157857806308d6122d146114775780630b0a93ba1461143257806312be87271461140f578063167bd3951461138457806318ff183c146112f25780631cff79cd146111b357806325c471a014610eaa5780633078f11414610e4f57806330cae18714610db15780633adc277a14610d825780633ca7c02a14610d605780634136a33c14610d2d5780634665096d14610d0f5780634c1da1e214610cdd5780635296295214610c25578063530dd45614610bd15780636d5115bd14610b7457806375b238fc14610b58578063853551b814610a9e57806394c7d7ee146109d8578063a166aa891461098c578063a64d95ce14610880578063abd9bd2a1461085b578063ac9650d8146106ae578063b700961314610669578063b7d2b16214610636578063cc1b6c8114610618578063d1f856ee146105d3578063d22b598914610504578063d6bb62c6146103fa578063f801a698146101d75763fe0776f514610185575f80fd5b346101d45760403660031901126101d45761019e611624565b6101a66115c7565b90336001600160a01b038316036101c557906101c191611d7a565b5080f35b635f159e6360e01b8352600483fd5b80fd5b50346101d45760603660031901126101d4576101f16115b1565b906024356001600160401b0381116103f657610211903690600401611650565b919060443565ffffffffffff81168091036103f25761023284838733611b22565b905061024e63ffffffff610245426123ee565b92168092611a51565b901580156103d7575b61039e579065ffffffffffff809216908180821191180218169061027d8482873361184f565b93848452600260205265ffffffffffff604085205416801515908161038d575b5061037957604095849361036a87947f82a2da5dee54ea8021c6545b4444620291e07ee83be6dd57edb175062715f3b494868b99526002602052600163ffffffff8a8a205460301c160163ffffffff81169989898c9b52600260205281812065ffffffffffff881665ffffffffffff198254161790558981526002602052209069ffffffff00000000000082549160301b169069ffffffff00000000000019161790558a51948594855233602086015260018060a01b03168b85015260806060850152608084019161182f565b0390a382519182526020820152f35b63813e945960e01b84526004859052602484fd5b6103979150611d24565b155f61029d565b606484876103ac8887611b69565b6381c6f24b60e01b8352336004526001600160a01b039091166024526001600160e01b031916604452fd5b508115158015610257575065ffffffffffff81168210610257565b8280fd5b5080fd5b50346101d457610409366116d3565b610417818394969593611b69565b906104248185888661184f565b93848652600260205265ffffffffffff604087205416155f146104555763060a299b60e41b86526004859052602486fd5b90610461918785611e29565b156104c45760208484808252600283526040822065ffffffffffff1981541690558082526002835263ffffffff604083205460301c1680917fbd9ac67a6e2f6463b80927326310338bcbb4bdb7936ce1365ea3e01067e7b9f76040519480a38152f35b604051630ff89d4760e21b81523360048201526001600160a01b03928316602482015291851660448301526001600160e01b031916606482015260849150fd5b50346101d45760403660031901126101d45761051e6115b1565b7fa56b76017453f399ec2327ba00375dbfb1fd070ff854341ad6191e6a2e2de19c6105476116c0565b91610550611a83565b60018060a01b0316918284528360205261057a816001600160701b0360016040882001541661235b565b9190848652856020526001600160701b036001604088200191166001600160701b03198254161790556105cd6040519283928390929165ffffffffffff60209163ffffffff604085019616845216910152565b0390a280f35b50346101d45760403660031901126101d4576105fe6105f0611624565b6105f86115c7565b90611a26565b60408051921515835263ffffffff91909116602083015290f35b50346101d457806003193601126101d4576020604051620697808152f35b50346101d45760403660031901126101d4576101c1610653611624565b61065b6115c7565b90610664611a83565b611d7a565b50346101d45760603660031901126101d4576106836115b1565b61068b6115c7565b604435916001600160e01b0319831683036106aa576105fe93506118dd565b8380fd5b50346101d45760203660031901126101d4576004356001600160401b0381116103f6576106df9036906004016115f4565b9060206040516106ef8282611756565b84815281810191601f1981013684376107078561189e565b936107156040519586611756565b858552601f196107248761189e565b01875b81811061084c57505036819003601e190190875b878110156107d4578060051b820135838112156107d0578201908135916001600160401b0383116107cc57850182360381136107cc57826107aa6107b0928d898c6001986040519687958487013784018281018481528e519283915e010190815203601f198101835282611756565b30611d58565b6107ba828a6118b5565b526107c581896118b5565b500161073b565b8a80fd5b8980fd5b88848860405191808301818452825180915260408401918060408360051b870101940192865b8388106108075786860387f35b9091929394838080600193603f198b8203018752818a518051918291828552018484015e86838284010152601f801991011601019701930197019690939291936107fa565b60608782018501528301610727565b50346101d457602061087861086f366116d3565b9291909161184f565b604051908152f35b50346101d45760403660031901126101d45761089a611624565b6001600160401b036108aa6116c0565b916108b3611a83565b16906001600160401b038214610978577ffeb69018ee8b8fd50ea86348f1267d07673379f72cffdeccec63853ee8ce8b4890828452600160205261090a816001600160701b03600160408820015460801c1661235b565b84865260016020818152604080892090920180546dffffffffffffffffffffffffffff60801b191660809590951b6dffffffffffffffffffffffffffff60801b1694909417909355805163ffffffff909416845265ffffffffffff90911691830191909152819081016105cd565b63061c6a4360e21b83526004829052602483fd5b50346101d45760203660031901126101d45760206109ce6109ab6115b1565b6001600160a01b03165f9081526020819052604090206001015460701c60ff1690565b6040519015158152f35b50346101d4576109e73661167d565b91604051638fb3603760e01b8152602081600481335afa908115610a93578591610a4c575b506001600160e01b03191663704c9fc960e01b01610a395791610a34916101c193339061184f565b611b7f565b630641fee960e31b845233600452602484fd5b90506020813d602011610a8b575b81610a6760209383611756565b81010312610a8757516001600160e01b031981168103610a87575f610a0c565b8480fd5b3d9150610a5a565b6040513d87823e3d90fd5b50346101d45760403660031901126101d457610ab8611624565b602435906001600160401b0382116103f257610ae06001600160401b03923690600401611650565b929091610aeb611a83565b169182158015610b48575b610b3457907f1256f5b5ecb89caec12db449738f2fbcd1ba5806cf38f35413f4e5c15bf6a450916105cd60405192839260208452602084019161182f565b63061c6a4360e21b84526004839052602484fd5b506001600160401b038314610af6565b50346101d457806003193601126101d457602090604051908152f35b50346101d45760403660031901126101d4576001600160401b036040602092610b9b6115b1565b610ba36115dd565b6001600160a01b0390911682528185528282206001600160e01b031990911682528452205460405191168152f35b50346101d45760203660031901126101d4576020610c14610bf0611624565b6001600160401b03165f5260016020526001600160401b03600160405f2001541690565b6001600160401b0360405191168152f35b50346101d45760403660031901126101d457610c3f611624565b6001600160401b03610c4f61163a565b91610c58611a83565b169081158015610ccd575b610978576001600160401b0390828452600160205260016040852001805467ffffffffffffffff60401b8360401b169067ffffffffffffffff60401b191617905516907f7a8059630b897b5de4c08ade69f8b90c3ead1f8596d62d10b6c4d14a0afb4ae28380a380f35b506001600160401b038214610c63565b50346101d45760203660031901126101d4576020610d01610cfc6115b1565b611808565b63ffffffff60405191168152f35b50346101d457806003193601126101d457602060405162093a808152f35b50346101d45760203660031901126101d45763ffffffff6040602092600435815260028452205460301c16604051908152f35b50346101d457806003193601126101d45760206040516001600160401b038152f35b50346101d45760203660031901126101d4576020610da16004356117de565b65ffffffffffff60405191168152f35b50346101d45760403660031901126101d457610dcb611624565b6001600160401b03610ddb61163a565b91610de4611a83565b169081158015610e3f575b610978576001600160401b0390828452600160205260016040852001828216831982541617905516907f1fd6dd7631312dfac2205b52913f99de03b4d7e381d5d27d3dbfe0713e6e63408380a380f35b506001600160401b038214610def565b50346101d45760403660031901126101d457608063ffffffff65ffffffffffff81610e89610e7b611624565b610e836115c7565b9061178b565b93929590918560405197168752166020860152166040840152166060820152f35b50346101d45760603660031901126101d457610ec4611624565b610ecc6115c7565b906044359163ffffffff83168093036106aa57610ee7611a83565b6001600160401b03610ef883611725565b9216916001600160401b03831461119f578285526001602090815260408087206001600160a01b0385165f908152925290205465ffffffffffff161590811561103d57610f559063ffffffff610f4d426123ee565b911690611a51565b604051604081018181106001600160401b03821117611029577ff98448b987f1428e0e230e1f3c6e2ce15b5693eaf31827fbd0b1ec4b424ae7cf949261100a6060959365ffffffffffff9360405283831681526001600160701b03602082018b81528a8d52600160205260408d2060018060a01b0389165f52602052858060405f209451161686198454161783555116600160301b600160a01b0382549160301b1690600160301b600160a01b031916179055565b60408051988952911660208801528601526001600160a01b031693a380f35b634e487b7160e01b88526041600452602488fd5b5082855260016020526040852060018060a01b0383165f526020526110716001600160701b0360405f205460301c16611ce7565b50508463ffffffff82168181115f14611156570363ffffffff8111611142579165ffffffffffff7ff98448b987f1428e0e230e1f3c6e2ce15b5693eaf31827fbd0b1ec4b424ae7cf949261113d67ffffffff000000006110e263ffffffff6060985b166110dd426123ee565b611a51565b9260201b1665ffffffffffff60401b8360401b16178917888b52600160205260408b2060018060a01b0387165f5260205260405f2090600160301b600160a01b0382549160301b1690600160301b600160a01b031916179055565b61100a565b634e487b7160e01b87526011600452602487fd5b50509160609165ffffffffffff7ff98448b987f1428e0e230e1f3c6e2ce15b5693eaf31827fbd0b1ec4b424ae7cf9461113d67ffffffff000000006110e263ffffffff8c6110d3565b63061c6a4360e21b85526004839052602485fd5b506111bd3661167d565b90916111cb82848333611b22565b939015806112e4575b6112d6576111e48382843361184f565b63ffffffff869516158015906112bd575b6112ab575b506003549261123161120c8284611b69565b6001600160a01b0385165f9081526001600160e01b0319919091166020526040902090565b6003556001600160401b038111611297576040519161125a601f8301601f191660200184611756565b81835236828201116112935795602082849382998361128198970137830101523491611c4c565b5060035563ffffffff60405191168152f35b8680fd5b634e487b7160e01b86526041600452602486fd5b6112b6919450611b7f565b925f6111fa565b5065ffffffffffff6112ce826117de565b1615156111f5565b906103ac6064938693611b69565b5063ffffffff8416156111d4565b50346113805760403660031901126113805761130c6115b1565b6113146115c7565b9061131d611a83565b6001600160a01b031690813b1561138057604051637a9e5e4b60e01b81526001600160a01b039091166004820152905f908290602490829084905af1801561137557611367575080f35b61137391505f90611756565b005b6040513d5f823e3d90fd5b5f80fd5b346113805760403660031901126113805761139d6115b1565b602435908115158092036113805760207f90d4e7bb7e5d933792b3562e1741306f8be94837e1348dacef9b6f1df56eb138916113d7611a83565b6001600160a01b03165f818152808352604090819020600101805460ff60701b1916607087901b60ff60701b161790555193845292a2005b34611380576020366003190112611380576020610d0161142d611624565b611725565b34611380576020366003190112611380576020610c14611450611624565b6001600160401b03165f5260016020526001600160401b03600160405f20015460401c1690565b34611380576060366003190112611380576114906115b1565b6024356001600160401b038111611380576114af9036906004016115f4565b9190604435906001600160401b038216809203611380576114d1939293611a83565b6001600160a01b03909316925f5b83811015611373578060051b82013563ffffffff60e01b811680910361138057637a9e5e4b60e01b8114611566579083867f9ea6790c7dadfd01c9f8b9762b3682607af2c7e79e05a9f9fdf5580dde9491516020600195835f525f825260405f20815f52825260405f20856001600160401b0319825416179055604051908152a3016114df565b637a3a272560e11b5f5260045260245ffd5b346113805760403660031901126113805760206115a66115966115b1565b61159e6115dd565b9033906118dd565b506040519015158152f35b600435906001600160a01b038216820361138057565b602435906001600160a01b038216820361138057565b602435906001600160e01b03198216820361138057565b9181601f84011215611380578235916001600160401b038311611380576020808501948460051b01011161138057565b600435906001600160401b038216820361138057565b602435906001600160401b038216820361138057565b9181601f84011215611380578235916001600160401b038311611380576020838186019501011161138057565b906040600319830112611380576004356001600160a01b03811681036113805791602435906001600160401b038211611380576116bc91600401611650565b9091565b6024359063ffffffff8216820361138057565b6060600319820112611380576004356001600160a01b038116810361138057916024356001600160a01b03811681036113805791604435906001600160401b038211611380576116bc91600401611650565b6001600160401b03165f5260016020526117516001600160701b03600160405f20015460801c16611ce7565b505090565b90601f801991011681019081106001600160401b0382111761177757604052565b634e487b7160e01b5f52604160045260245ffd5b6001600160401b03165f9081526001602090815260408083206001600160a01b039094168352929052205465ffffffffffff916117d4603083901c6001600160701b0316611ce7565b9490931693909291565b5f52600260205265ffffffffffff60405f2054166117fb81611d24565b1561180557505f90565b90565b60018060a01b03165f525f6020526117516001600160701b03600160405f20015416611ce7565b908060209392818452848401375f828201840152601f01601f1916010190565b604080516001600160a01b0392831660208201908152929093169083015260608083015292909161189891839161188a91608084019161182f565b03601f198101835282611756565b51902090565b6001600160401b0381116117775760051b60200190565b80518210156118c95760209160051b010190565b634e487b7160e01b5f52603260045260245ffd5b6001600160a01b0382165f9081526020819052604090206001015491929160701c60ff161561190f575050505f905f90565b6001600160a01b038116300361194c57506003546001600160a01b039092165f9081526001600160e01b0319909116602052604090205b14905f90565b919291906001600160e01b031916637a9e5e4b60e01b81036119a6575061198463ffffffff8061197c81946119e9565b939096611808565b9216911690818082119118021816915f1461199f5781159190565b5f91508190565b6119d6929360018060a01b03165f525f60205260405f20905f526020526001600160401b0360405f205416611a26565b91901561199f5763ffffffff8216159190565b906119fb65ffffffffffff925f61178b565b505092168015159081611a0d57509190565b905065ffffffffffff611a1f426123ee565b1610159190565b6001600160401b0381811603611a3f5750506001905f90565b65ffffffffffff92916119fb9161178b565b9065ffffffffffff8091169116019065ffffffffffff8211611a6f57565b634e487b7160e01b5f52601160045260245ffd5b611a8d3633611f19565b9015611a965750565b63ffffffff16611acb576001600160401b03611ab13661201c565b50905063f07e038f60e01b5f52336004521660245260445ffd5b611b1f6040516020810190338252306040820152606080820152611b1781602060808201368152365f838301375f823683010152601f19601f360116010103601f198101835282611756565b519020611b7f565b50565b909291906001600160a01b0384163003611b40576116bc9350611fcd565b9192906004841015611b5657505050505f905f90565b6116bc93611b6391611b69565b916118dd565b9060041161138057356001600160e01b03191690565b5f81815260026020526040902054909190603081901c63ffffffff169065ffffffffffff1680611bbc578363060a299b60e41b5f5260045260245ffd5b65ffffffffffff611bcc426123ee565b16811115611be75783630c65b5bd60e11b5f5260045260245ffd5b611bf49093919293611d24565b611c3a578190805f52600260205260405f2065ffffffffffff1981541690557f76a2a46953689d4861a5d3f6ed883ad7e6af674a21f8e162707159fc9dde614d5f80a390565b631e2975b960e21b5f5260045260245ffd5b91804710611cd157815f92916020849351920190855af18080611cbe575b15611c79575050611805612342565b15611c9e57639996b31560e01b5f9081526001600160a01b0391909116600452602490fd5b3d15611caf576040513d5f823e3d90fd5b63d6bda27560e01b5f5260045ffd5b503d151580611c6a5750813b1515611c6a565b4763cf47918160e01b5f5260045260245260445ffd5b611cf0426123ee565b63ffffffff82169165ffffffffffff604082901c811692168211611d18575090915f91508190565b60201c63ffffffff1692565b65ffffffffffff62093a8091160165ffffffffffff8111611a6f5765ffffffffffff80611d50426123ee565b169116111590565b905f8091602081519101845af48080611cbe5715611c79575050611805612342565b6001600160401b0316906001600160401b038214611e1657815f52600160205260405f2060018060a01b0382165f5260205265ffffffffffff60405f20541615611e1057815f52600160205260405f2060018060a01b0382165f526020525f604081205560018060a01b0316907ff229baa593af28c41b1d16b748cd7688f0c83aaf92d4be41c44005defe84c1665f80a3600190565b50505f90565b5063061c6a4360e21b5f5260045260245ffd5b9192916001600160a01b03163314611f0957611e44336119e9565b50611e4f8385611b69565b9160018060a01b031691825f525f60205260405f209063ffffffff60e01b165f52602052611eb433611eaf6001600160401b0360405f2054166001600160401b03165f5260016020526001600160401b03600160405f20015460401c1690565b611a26565b508115611f11575b50611f09573014611ecd5750505f90565b611ed6916121c4565b509080611ef7575b611ee85780611e10565b611ef3903390611a26565b5090565b506001600160401b0381161515611ede565b505050600190565b90505f611ebc565b9060048110611f75576001600160a01b0382163014611fa457611f3c905f6121c4565b9290911580611f86575b611f7d57611f5391611a26565b9015611f755763ffffffff808093169116908180821191180218169081159190565b50505f905f90565b5050505f905f90565b50305f9081526020819052604090206001015460701c60ff16611f46565b905060041161138057600354305f90815280356001600160e01b03191660205260409020611946565b919060048210611f7d576001600160a01b0383163014611ff15790611f3c916121c4565b611ffb9250611b69565b600354305f9081526001600160e01b03199092166020526040909120611946565b5f90600481106121ba5780600411611380575f356001600160e01b031916906310a6aa3760e31b821480156121aa575b801561219a575b801561218a575b801561217a575b61216e5763063fc60f60e21b8214801561215e575b801561214e575b61211e5763012e238d60e51b8214801561210e575b6120bd575030825281602052604082209082526020526001600160401b036040822054169181929190565b90506024116101d457806101d457506004356001600160401b038116810361138057612107906001600160401b03165f5260016020526001600160401b03600160405f2001541690565b6001915f90565b50635be958b160e11b8214612092565b915050602411611380576004356001600160a01b038116908190036113805761214690611808565b6001915f9190565b506308d6122d60e01b821461207d565b5063167bd39560e01b8214612076565b5050506001905f905f90565b5063d22b598960e01b8214612061565b50635326cae760e11b821461205a565b5063294b14a960e11b8214612053565b506330cae18760e01b821461204c565b50505f905f905f90565b600482106121ba576001600160e01b03196121df8383611b69565b16916310a6aa3760e31b83148015612332575b8015612322575b8015612312575b8015612302575b61216e5763063fc60f60e21b831480156122f2575b80156122e2575b6122bb5763012e238d60e51b831480156122ab575b612265575050305f525f60205260405f20905f526020526001600160401b0360405f205416905f91905f90565b90915060241161138057600401356001600160401b038116810361138057612107906001600160401b03165f5260016020526001600160401b03600160405f2001541690565b50635be958b160e11b8314612238565b909150602411611380576004013560018060a01b0381168091036113805761214690611808565b506308d6122d60e01b8314612223565b5063167bd39560e01b831461221c565b5063d22b598960e01b8314612207565b50635326cae760e11b8314612200565b5063294b14a960e11b83146121f9565b506330cae18760e01b83146121f2565b604051903d82523d5f602084013e60203d830101604052565b61236c63ffffffff91939293611ce7565b505092168063ffffffff84168181115f146123d4570363ffffffff8111611a6f576123ba63ffffffff8067ffffffff00000000935b168062069780118162069780180218166110dd426123ee565b9360201b1665ffffffffffff60401b8460401b1617179190565b505067ffffffff000000006123ba63ffffffff805f6123a1565b65ffffffffffff81116124065765ffffffffffff1690565b6306dfcc6560e41b5f52603060045260245260445ffda6eef7e35abe7026729641147f7915573c7e97b47efa546f5f6e3230263bcb49f98448b987f1428e0e230e1f3c6e2ce15b5693eaf31827fbd0b1ec4b424ae7cf")]
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
        /// One word instead of two go each way, and it is the first of the manager's functions that a call is compared
        /// with, which `IAccessManager-canCall` is among the last of.
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

/// Code and immutables of [`RoleManager`].
pub static ARTIFACT: Artifact = Artifact {
    name: "RoleManager",
    source: "src/RoleManager.sol",
    creation: &RoleManager::BYTECODE,
    runtime: (747, 9245),
    immutables: &[
    ],
};
