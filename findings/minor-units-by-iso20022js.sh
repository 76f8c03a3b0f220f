#!/usr/bin/env bash
# iso20022.js reads 2.30 of a camt.053 file as 229.99999999999997 minor units, the account 0123456789 as 123456789, and no reversal as one.
#
# Versions: iso20022.js 0.0.15 (npm), Node.js 20.20.
# Behaviour: amounts come in minor units, as a floating-point product with 100: 2.30 and 1.15 are no whole numbers, and a
# comparison with what was paid fails. It is 100 for yen too, which have no smaller unit. Every text that looks like a number is made
# one before it is looked at: accounts, the bank's references and the text of a payment lose noughts in front and behind, and references
# like 0x1F become 31. For the same reason "true" is no text any more when RvslInd is compared with it: a reversal is never seen.
# Nothing is raised. The types of the package say that accounts and texts are strings.
# What to do: round amounts, by the digits of their currency; take ids and reversals from the XML itself.
#
# Output seen:
#   account "0123456789": "123456789"
#   BDT 1.15 for "000123", of the bank's "0042": 114.99999999999999 for 123, of the bank's 42; reversal: false
#   BDT 2.30 for "1.10", of the bank's "0x1F", taken back: 229.99999999999997 for 1.1, of the bank's 31; reversal: false
#   JPY 1000: 100000
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

npm install --silent --no-audit --no-fund --ignore-scripts iso20022.js@0.0.15 >/dev/null
entry() { # currency, amount, side, further elements, the bank's reference, text
  echo "<Ntry><Amt Ccy=\"$1\">$2</Amt><CdtDbtInd>$3</CdtDbtInd>$4<Sts>BOOK</Sts><BookgDt><Dt>2026-08-24</Dt></BookgDt>"
  echo "<AcctSvcrRef>$5</AcctSvcrRef><BkTxCd><Prtry><Cd>NTRF</Cd></Prtry></BkTxCd>"
  echo "<NtryDtls><TxDtls><RmtInf><Ustrd>$6</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>"
}
statement() { # id, account, currency, opening and closing balance, entries
  echo "<Stmt><Id>$1</Id><CreDtTm>2026-08-25T00:00:00</CreDtTm>"
  echo "<Acct><Id><Othr><Id>$2</Id></Othr></Id><Ccy>$3</Ccy><Svcr><FinInstnId><BIC>BANKBDDH</BIC></FinInstnId></Svcr></Acct>"
  for balance in "OPBD $4" "CLBD $5"; do
    echo "<Bal><Tp><CdOrPrtry><Cd>${balance% *}</Cd></CdOrPrtry></Tp><Amt Ccy=\"$3\">${balance#* }</Amt><CdtDbtInd>CRDT</CdtDbtInd>"
    echo "<Dt><Dt>2026-08-24</Dt></Dt></Bal>"
  done
  echo "$6</Stmt>"
}
{
  echo '<?xml version="1.0" encoding="UTF-8"?><Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02"><BkToCstmrStmt>'
  echo '<GrpHdr><MsgId>M-1</MsgId><CreDtTm>2026-08-25T00:00:00</CreDtTm></GrpHdr>'
  statement S-1 0123456789 BDT 1000.00 998.85 \
    "$(entry BDT 1.15 CRDT '' 0042 000123; entry BDT 2.30 DBIT '<RvslInd>true</RvslInd>' 0x1F 1.10)"
  statement S-2 J-1 JPY 5000 6000 "$(entry JPY 1000 CRDT '' B-1 'PAYOUT 7')"
  echo '</BkToCstmrStmt></Document>'
} >statement.xml
cat >read.mjs <<'CODE'
import { readFileSync } from 'node:fs';
import { CashManagementEndOfDayReport } from 'iso20022.js';

const report = CashManagementEndOfDayReport.fromXML(readFileSync('statement.xml', 'utf8'));
const [one, two, yen] = report.entries;
const shown = entry => `${entry.amount} for ${JSON.stringify(entry.transactions[0].remittanceInformation)}, of the bank's ${
  JSON.stringify(entry.accountServicerReferenceId)}; reversal: ${entry.reversal}`;
console.log(`account "0123456789": ${JSON.stringify(report.statements[0].account.accountNumber)}`);
console.log(`BDT 1.15 for "000123", of the bank's "0042": ${shown(one)}`);
console.log(`BDT 2.30 for "1.10", of the bank's "0x1F", taken back: ${shown(two)}`);
console.log(`JPY 1000: ${yen.amount}`);
CODE

node read.mjs | tee seen.txt
diff - seen.txt <<'EXPECTED'
account "0123456789": "123456789"
BDT 1.15 for "000123", of the bank's "0042": 114.99999999999999 for 123, of the bank's 42; reversal: false
BDT 2.30 for "1.10", of the bank's "0x1F", taken back: 229.99999999999997 for 1.1, of the bank's 31; reversal: false
JPY 1000: 100000
EXPECTED
