#!/usr/bin/env bash
# A reference with a slash, such as INV/2026/1, is cut at the slash by six readers of MT940, and the bank's own reference is lost with it.
#
# Versions: mt940js 1.3.5, mt940-js 1.0.0, @centrapay/swift-parser 1.0.1, swiftmessageparser 1.2.1, stitch-swiftmessageparser 2.0.1
# (npm), Node.js 20.20; AqBanking 6.5.3 (Debian 12).
# Behaviour: field 61 has the customer's reference, at most 16 characters of SWIFT's set, in which the slash is, and behind two slashes
# the bank's. All six end the first at the first slash of any kind, look for the two slashes there, and say that the bank gave no
# reference. So the invoices of a year are all called "INV", and nothing that is left tells the lines apart. None raises anything.
# mt940-js has no reference of the bank in the third line either: it keeps those of exactly 16 characters alone.
# What to do: do not write slashes into what a payment is called, or read the line yourself: up to the first two slashes in a row.
#
# Needs root, for apt-get install.
#
# Output seen:
#   the file: INV/2026/1 of BANK-1, INV/2026/2 of BANK-2, INV-3 of BANK-3
#   mt940js: INV of nobody, INV of nobody, INV-3 of BANK-3
#   @centrapay/swift-parser: INV of nobody, INV of nobody, INV-3 of BANK-3
#   swiftmessageparser: INV of nobody, INV of nobody, INV-3 of BANK-3
#   stitch-swiftmessageparser: INV of nobody, INV of nobody, INV-3 of BANK-3
#   mt940-js: INV of nobody, INV of nobody, INV-3 of nobody
#   AqBanking: INV of nobody, INV of nobody, INV-3 of BANK-3
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
export HOME=$work

npm install --silent --no-audit --no-fund --ignore-scripts mt940js@1.3.5 mt940-js@1.0.0 tslib@2.8.1 @centrapay/swift-parser@1.0.1 \
  swiftmessageparser@1.2.1 stitch-swiftmessageparser@2.0.1 >/dev/null
apt-get install -y -qq aqbanking-tools=6.5.3-1 >apt.log 2>&1 || { cat apt.log >&2; exit 1; }
printf '%s\r\n' ':20:STMT-1' ':25:0123456789' ':28C:1/1' ':60F:C260824EUR1000,00' \
  ':61:2608240824C10,00NTRFINV/2026/1//BANK-1' ':86:ONE' ':61:2608240824C20,00NTRFINV/2026/2//BANK-2' ':86:TWO' \
  ':61:2608240824C30,00NTRFINV-3//BANK-3' ':86:THREE' ':62F:C260824EUR1060,00' '-' >statement.sta
cat >read.js <<'CODE'
const { readFileSync } = require('node:fs');
const text = readFileSync('statement.sta', 'utf8');
const say = (name, lines) => console.log(`${name}: ${lines
  .map(line => `${line.reference ?? line.customerReference} of ${line.bankReference || 'nobody'}`).join(', ')}`);

const { Parser } = require('mt940js');
say('mt940js', new Parser().parse(text)[0].transactions);
for (const name of ['@centrapay/swift-parser', 'swiftmessageparser', 'stitch-swiftmessageparser']) {
  const { parse } = require(name).default ?? require(name);
  say(name, parse({ type: 'mt940', data: text, validate: true })[0].transactions);
}
require('mt940-js').read(Buffer.from(text)).then(([statement]) => say('mt940-js', statement.transactions));
CODE

{
  echo "the file: $(sed -n 's|.*NTRF\(.*\)//\(BANK-.\).*|\1 of \2|p' statement.sta | paste -sd, | sed 's/,/, /g')"
  node read.js
  aqbanking-cli import --importer=swift --profile=SWIFT-MT940 -f statement.sta -c read.ctx 2>aqbanking.log
  aqbanking-cli export --exporter=csv --profile=full -c read.ctx 2>>aqbanking.log | awk -F'";"' '
    NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; next }
    { said = said (NR > 2 ? ", " : "") $at["customerReference"] " of " ($at["bankReference"] == "" ? "nobody" : $at["bankReference"]) }
    END { print "AqBanking: " said }'
} | tee seen.txt
diff - seen.txt <<'EXPECTED'
the file: INV/2026/1 of BANK-1, INV/2026/2 of BANK-2, INV-3 of BANK-3
mt940js: INV of nobody, INV of nobody, INV-3 of BANK-3
@centrapay/swift-parser: INV of nobody, INV of nobody, INV-3 of BANK-3
swiftmessageparser: INV of nobody, INV of nobody, INV-3 of BANK-3
stitch-swiftmessageparser: INV of nobody, INV of nobody, INV-3 of BANK-3
mt940-js: INV of nobody, INV of nobody, INV-3 of nobody
AqBanking: INV of nobody, INV of nobody, INV-3 of BANK-3
EXPECTED
