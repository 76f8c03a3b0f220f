#!/usr/bin/env bash
# AqBanking imports camt.053 without the texts and names of its entries, takes one of several payments of a batch, and counts what is pending.
#
# Versions: AqBanking 6.5.3 (Debian 12), its profile camt_053_001_04 of the importer xml.
# Behaviour: ISO 20022 has what a payment is for, and who paid, within the details of an entry (NtryDtls/TxDtls). The profile looks for
# both beside the details, where no valid file has them, so they are empty for every entry. Of an entry with two payments the first one's
# end-to-end id is kept, and the whole amount. An entry that is pending (PDNG) comes in as one that is booked, and nothing tells them apart,
# so the entries do not come to the closing balance. The bank's reference is dropped. It exits with 0, and no message says any of that.
# The file has the elements, and the order, of version 4 of the message.
# What to do: take MT940 of the same account, whose texts it reads; or compare opening balance and entries with the closing one.
#
# Needs root, for apt-get install.
#
# Output seen:
#   entry: 100.00 EUR, id INV-1, from "", for ""
#   entry: 7.00 EUR, id INV-3, from "", for ""
#   1000.00 EUR and the entries are 1107.00, and the statement closes with 1100.00
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
export HOME=$work

apt-get install -y -qq aqbanking-tools=6.5.3-1 >apt.log 2>&1 || { cat apt.log >&2; exit 1; }
balance() { # kind, amount
  echo "<Bal><Tp><CdOrPrtry><Cd>$1</Cd></CdOrPrtry></Tp><Amt Ccy=\"EUR\">$2</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2026-08-24</Dt></Dt></Bal>"
}
entry() { # number, amount, status, details
  echo "<Ntry><NtryRef>$1</NtryRef><Amt Ccy=\"EUR\">$2</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>$3</Sts><BookgDt><Dt>2026-08-24</Dt></BookgDt>"
  echo "<ValDt><Dt>2026-08-24</Dt></ValDt><AcctSvcrRef>BANK-$1</AcctSvcrRef><BkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>RCDT</Cd>"
  echo "<SubFmlyCd>ESCT</SubFmlyCd></Fmly></Domn></BkTxCd><NtryDtls>$4</NtryDtls></Ntry>"
}
payment() { # id, amount, name, text
  echo "<TxDtls><Refs><EndToEndId>$1</EndToEndId></Refs><Amt Ccy=\"EUR\">$2</Amt><CdtDbtInd>CRDT</CdtDbtInd>"
  echo "<RltdPties><Dbtr><Nm>$3</Nm></Dbtr></RltdPties><RmtInf><Ustrd>$4</Ustrd></RmtInf></TxDtls>"
}
{
  echo '<?xml version="1.0" encoding="UTF-8"?><Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.04"><BkToCstmrStmt>'
  echo '<GrpHdr><MsgId>M-1</MsgId><CreDtTm>2026-08-25T00:00:00</CreDtTm></GrpHdr>'
  echo '<Stmt><Id>S-1</Id><ElctrncSeqNb>1</ElctrncSeqNb><CreDtTm>2026-08-25T00:00:00</CreDtTm>'
  echo '<Acct><Id><IBAN>DE89370400440532013000</IBAN></Id><Ccy>EUR</Ccy></Acct>'
  balance OPBD 1000.00
  balance CLBD 1100.00
  entry 1 100.00 BOOK "$(payment INV-1 60.00 Rahima 'Invoice 1'; payment INV-2 40.00 Karim 'Invoice 2')"
  entry 2 7.00 PDNG "$(payment INV-3 7.00 Salma 'Invoice 3')"
  echo '</Stmt></BkToCstmrStmt></Document>'
} >statement.xml

aqbanking-cli import --importer=xml --profile=camt_053_001_04 -f statement.xml -c read.ctx 2>aqbanking.log
{
  aqbanking-cli export --exporter=csv --profile=full -c read.ctx 2>>aqbanking.log | awk -F'";"' '
    function decimals(fraction, parts) { split(fraction, parts, "/"); return sprintf("%.2f", parts[1] / (parts[2] ? parts[2] : 1)) }
    NR == 1 { sub(/^"/, ""); sub(/"$/, ""); for (i = 1; i <= split($0, names, "\";\""); i++) at[names[i]] = i; next }
    { sub(/"$/, ""); amount = decimals($at["value_value"]); sum += amount
      printf "entry: %s %s, id %s, from \"%s\", for \"%s\"\n", amount, $at["value_currency"], $at["endToEndReference"],
        $at["remoteName"], $at["purpose"] }
    END { printf "1000.00 EUR and the entries are %.2f, and the statement closes with 1100.00\n", 1000 + sum }'
} | tee seen.txt
diff - seen.txt <<'EXPECTED'
entry: 100.00 EUR, id INV-1, from "", for ""
entry: 7.00 EUR, id INV-3, from "", for ""
1000.00 EUR and the entries are 1107.00, and the statement closes with 1100.00
EXPECTED
