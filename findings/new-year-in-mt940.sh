#!/usr/bin/env bash
# Five packages of npm put what a bank books around New Year a whole year off.
#
# Versions: mt940js 1.3.5, mt940-js 1.0.0, @centrapay/swift-parser 1.0.1, swiftmessageparser 1.2.1, stitch-swiftmessageparser 2.0.1
# (npm), Node.js 20.20; AqBanking 6.5.3 (Debian 12).
# Behaviour: field 61 has the value date with its year, and the day of booking as month and day alone. The five take the year of the value
# date for it. So what is valued on 31 December 2025 and booked on 2 January is booked in January 2025, eleven months before the statement
# begins; and what is valued on 2 January 2026 and booked on 31 December is booked at the end of 2026. The statement's own dates are beside
# it, and those that check balances raise nothing. AqBanking takes the year in which the two days are nearest.
# What to do: take the year that brings the booking nearest to the value date, and refuse lines far outside the dates of the balances.
#
# Needs root, for apt-get install.
#
# Output seen:
#   the statement: from 2025-12-30 to 2026-01-02
#   mt940js: booked on 2025-01-02 and 2026-12-31
#   @centrapay/swift-parser: booked on 2025-01-02 and 2026-12-31
#   swiftmessageparser: booked on 2025-01-02 and 2026-12-31
#   stitch-swiftmessageparser: booked on 2025-01-02 and 2026-12-31
#   mt940-js: booked on 2025-01-02 and 2026-12-31
#   AqBanking: booked on 2026-01-02 and 2025-12-31
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
export HOME=$work TZ=UTC

npm install --silent --no-audit --no-fund --ignore-scripts mt940js@1.3.5 mt940-js@1.0.0 tslib@2.8.1 @centrapay/swift-parser@1.0.1 \
  swiftmessageparser@1.2.1 stitch-swiftmessageparser@2.0.1 >/dev/null
apt-get install -y -qq aqbanking-tools=6.5.3-1 >apt.log 2>&1 || { cat apt.log >&2; exit 1; }
printf '%s\r\n' ':20:STMT-1' ':25:0123456789' ':28C:1/1' ':60F:C251230EUR1000,00' \
  ':61:2512310102C250,50NTRFINV-1//BANK-1' ':86:VALUED IN THE OLD YEAR' \
  ':61:2601021231D50,00NTRFINV-2//BANK-2' ':86:BOOKED IN THE OLD YEAR' ':62F:C260102EUR1200,50' '-' >statement.sta
cat >read.js <<'CODE'
const { readFileSync } = require('node:fs');
const [bytes, text] = [readFileSync('statement.sta'), readFileSync('statement.sta', 'utf8')];
const { Parser } = require('mt940js');
const day = date => (typeof date === 'string' ? date : date.toISOString().slice(0, 10));
const say = (name, lines) => console.log(`${name}: booked on ${lines.map(line => day(line.entryDate)).join(' and ')}`);

const [one] = new Parser().parse(text);
console.log(`the statement: from ${day(one.openingBalanceDate)} to ${day(one.closingBalanceDate)}`);
say('mt940js', one.transactions);
for (const name of ['@centrapay/swift-parser', 'swiftmessageparser', 'stitch-swiftmessageparser']) {
  const { parse } = require(name).default ?? require(name);
  say(name, parse({ type: 'mt940', data: text, validate: true })[0].transactions);
}
require('mt940-js').read(bytes).then(([statement]) => say('mt940-js', statement.transactions));
CODE

{
  node read.js
  aqbanking-cli import --importer=swift --profile=SWIFT-MT940 -f statement.sta -c read.ctx 2>aqbanking.log
  days=$(aqbanking-cli export --exporter=csv --profile=default -c read.ctx 2>>aqbanking.log | awk -F'"' 'NR > 1 { gsub("/", "-", $12); print $12 }')
  echo "AqBanking: booked on ${days/$'\n'/ and }"
} | tee seen.txt
diff - seen.txt <<'EXPECTED'
the statement: from 2025-12-30 to 2026-01-02
mt940js: booked on 2025-01-02 and 2026-12-31
@centrapay/swift-parser: booked on 2025-01-02 and 2026-12-31
swiftmessageparser: booked on 2025-01-02 and 2026-12-31
stitch-swiftmessageparser: booked on 2025-01-02 and 2026-12-31
mt940-js: booked on 2025-01-02 and 2026-12-31
AqBanking: booked on 2026-01-02 and 2025-12-31
EXPECTED
