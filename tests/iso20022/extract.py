"""Takes out of a schema of ISO 20022 what the messages of `corridor_definitions::notice` use.

    python3 extract.py seev.031.001.16.xsd > seev.031.001.16.xsd

What is kept: every type that one of the elements below has, with all its elements in their order, how often each may occur, and what
texts and numbers are allowed. Elements that no message has keep their place and get the type `Unread`, which allows nothing: a message that
begins to use one fails until its name is added here. Comments and documentation are left out.
"""

import sys
import xml.etree.ElementTree as tree

SCHEMA = "http://www.w3.org/2001/XMLSchema"

USED = set(
    """
    CorpActnNtfctn NtfctnGnlInf NtfctnTp PrcgSts EvtCmpltnsSts EvtConfSts CorpActnGnlInf CorpActnEvtId EvtTp Cd MndtryVlntryEvtTp
    UndrlygScty FinInstrmId ISIN AcctDtls ForAllAccts IdCd CorpActnDtls DtDtls RcrdDt ExDvddDt Dt PrdDtls IntrstPrd Prd StartDt EndDt
    RateAndAmtDtls IntrstRate Rate CorpActnOptnDtls OptnNb Nb OptnTp CcyOptn DfltPrcgOrStgInstr DfltOptnInd CshMvmntDtls CdtDbtInd PmtDt
    GrssIntrstRateUsdForPmt PricDtls GncCshPricRcvdPerPdct PctgPric PctgPricTp PricVal AddtlInf AddtlTxt Lang Issr LEI NmAndAdr Nm
    CorpActnMvmntConf BlckChainAdrOrWllt Bal ConfdBal ShrtLngPos QtyChc Qty FaceAmt CorpActnConfDtls AmtDtls PstngAmt PstngDt
    """.split()
)


def name(tag):
    return f"{{{SCHEMA}}}{tag}"


def referred(kind):
    """Types that a type is made of, where its elements are used."""
    for node in kind.iter():
        if node.tag == name("element"):
            if node.get("name") in USED:
                yield node.get("type")
            else:
                node.set("type", "Unread")
        for attribute in ("base", "type"):
            if node.tag != name("element") and node.get(attribute):
                yield node.get(attribute)


def main():
    schema = tree.parse(sys.argv[1]).getroot()
    for parent in schema.iter():
        for child in list(parent):
            if child.tag == name("annotation"):
                parent.remove(child)
    kinds = {node.get("name"): node for node in schema if node.tag != name("element")}
    kept, open_ = {}, ["Document"]
    while open_:
        kind = open_.pop()
        if kind in kinds and kind not in kept:
            kept[kind] = kinds[kind]
            open_.extend(referred(kinds[kind]))
    for node in list(schema):
        if node.tag != name("element") and node.get("name") not in kept:
            schema.remove(node)
    unread = tree.SubElement(schema, name("simpleType"), {"name": "Unread"})
    restriction = tree.SubElement(unread, name("restriction"), {"base": "xs:string"})
    tree.SubElement(restriction, name("enumeration"), {"value": "no message has this element"})
    space = schema.get("targetNamespace")
    schema.set("xmlns", space)
    tree.register_namespace("xs", SCHEMA)
    tree.indent(schema, "  ")
    sys.stdout.write(tree.tostring(schema, encoding="unicode") + "\n")


main()
