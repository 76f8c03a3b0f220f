#!/usr/bin/env bash
# mt940-js reads a credit that the bank takes back (RC) as a second credit, with the id of the first.
#
# Versions: mt940-js 1.0.0, and mt940js 1.3.5 beside it (npm), Node.js 20.20.
# Behaviour: MT940 marks a line C, D, RC or RD; RC takes a credit back, so money goes, and RD takes a debit back. mt940-js tells credits
# by the letter C anywhere in the mark: a credit and its reversal are the same in every field, amounts have no sign, and nothing else
# keeps the mark. The id, a hash made before the text of the line is read, is the same too, so whoever drops doubles by it drops the
# reversal. Nothing is raised: it does not compare lines with balances. mt940js reads the same file right, and does compare.
# mt940-js needs tslib and does not say so; it is installed here beside it.
# What to do: take opening and closing balance, which it reads, and refuse a statement whose lines do not come to their difference.
#
# Output seen:
#   the balances differ by 70
#   mt940-js: credit 100, credit 100, debit 30, debit 30, credit 70: 210, with 3 ids for 5 lines
#   mt940js: 100, -100, -30, 30, 70: 70
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

npm install --silent --no-audit --no-fund --ignore-scripts mt940-js@1.0.0 tslib@2.8.1 mt940js@1.3.5 >/dev/null
printf '%s\r\n' ':20:STMT-1' ':25:0123456789' ':28C:1/1' ':60F:C260824EUR1000,00' \
  ':61:2608240824C100,NTRFINV-1' ':86:PAYOUT 7' ':61:2608240824RC100,NTRFINV-1' ':86:PAYOUT 7 RETURNED' \
  ':61:2608240824D30,NTRFINV-2' ':86:FEE' ':61:2608240824RD30,NTRFINV-2' ':86:FEE GIVEN BACK' \
  ':61:2608240824C70,NTRFINV-3' ':86:PAYOUT 8' ':62F:C260824EUR1070,00' '-' >statement.sta
cat >read.js <<'CODE'
const { readFileSync } = require('node:fs');
const sum = amounts => amounts.reduce((total, amount) => total + amount, 0);

require('mt940-js').read(readFileSync('statement.sta')).then(([one]) => {
  console.log(`the balances differ by ${one.closingBalance.value - one.openingBalance.value}`);
  const lines = one.transactions;
  const shown = lines.map(line => `${line.isCredit ? 'credit' : 'debit'} ${line.amount}`).join(', ');
  const ids = new Set(lines.map(line => line.id)).size;
  const total = sum(lines.map(line => (line.isCredit ? line.amount : -line.amount)));
  console.log(`mt940-js: ${shown}: ${total}, with ${ids} ids for ${lines.length} lines`);

  const { Parser } = require('mt940js');
  const amounts = new Parser().parse(readFileSync('statement.sta', 'utf8'))[0].transactions.map(line => line.amount);
  console.log(`mt940js: ${amounts.join(', ')}: ${sum(amounts)}`);
});
CODE

node read.js | tee seen.txt
diff - seen.txt <<'EXPECTED'
the balances differ by 70
mt940-js: credit 100, credit 100, debit 30, debit 30, credit 70: 210, with 3 ids for 5 lines
mt940js: 100, -100, -30, 30, 70: 70
EXPECTED
