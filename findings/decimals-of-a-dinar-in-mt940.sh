#!/usr/bin/env bash
# Four packages of npm read 10.504 Kuwaiti dinars of MT940 as 10.5, and three such lines as a statement that does not add up.
#
# Versions: mt940js 1.3.5, @centrapay/swift-parser 1.0.1, swiftmessageparser 1.2.1, stitch-swiftmessageparser 2.0.1, mt940-js 1.0.0
# (npm), Node.js 20.20; AqBanking 6.5.3 (Debian 12).
# Behaviour: MT940 writes as many decimals as the currency has, and dinars have three. The first four packages round each amount and each
# balance to two, and compare those. A statement of one line adds up so and is read wrong, without a word; of one with three lines the
# lost thousandths add up, and a valid file is refused. mt940-js keeps them. AqBanking keeps them in its own format (10504/1000), and
# loses them in its list and in the CSV of its default profile, for any other program.
# What to do: read the amounts of such a currency from the lines themselves; of AqBanking, use the CSV profile "full", which has fractions.
#
# Needs root, for apt-get install.
#
# Output seen:
#   mt940js: 10.5 | refused: Sum of lines (61.5) != turnover (61.51)
#   @centrapay/swift-parser: 10.5 | refused: Sum of lines (61.5) != turnover (61.51)
#   swiftmessageparser: 10.5 | refused: Sum of lines (61.5) != turnover (61.51)
#   stitch-swiftmessageparser: 10.5 | refused: Sum of lines (61.5) != turnover (61.51)
#   mt940-js: 10.504 | 10.504, 20.504, 30.504
#   AqBanking, list: 10.50 20.50 30.50
#   AqBanking, CSV default: 10.50 20.50 30.50
#   AqBanking, CSV full: 10504/1000 20504/1000 30504/1000
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
export HOME=$work

npm install --silent --no-audit --no-fund --ignore-scripts mt940js@1.3.5 mt940-js@1.0.0 tslib@2.8.1 @centrapay/swift-parser@1.0.1 \
  swiftmessageparser@1.2.1 stitch-swiftmessageparser@2.0.1 >/dev/null
apt-get install -y -qq aqbanking-tools=6.5.3-1 >apt.log 2>&1 || { cat apt.log >&2; exit 1; }
statement() { # closing balance, amounts
  local closing=$1 number=0 amount; shift
  printf '%s\r\n' ':20:STMT-1' ':25:0123456789' ':28C:1/1' ':60F:C260824KWD1000,000'
  for amount; do printf ':61:2608240824C%sNTRFINV-%s\r\n:86:PAYOUT\r\n' "$amount" $((++number)); done
  printf '%s\r\n' ":62F:C260824KWD$closing" '-'
}
statement 1010,504 10,504 >one.sta
statement 1061,512 10,504 20,504 30,504 >three.sta
cat >read.js <<'CODE'
const { readFileSync } = require('node:fs');
const { Parser } = require('mt940js');
const texts = ['one.sta', 'three.sta'].map(name => readFileSync(name, 'utf8'));
const shown = ([statement]) => statement.transactions.map(line => line.amount.toString()).join(', ');
const tried = read => {
  try {
    return shown(read());
  } catch (failure) {
    return `refused: ${failure.message.replace(/ in group.*/, '').replace(/[0-9]+[.][0-9]{3,}/g, number => Number(number).toFixed(2))}`;
  }
};

console.log(`mt940js: ${texts.map(text => tried(() => new Parser().parse(text))).join(' | ')}`);
for (const name of ['@centrapay/swift-parser', 'swiftmessageparser', 'stitch-swiftmessageparser']) {
  const { parse } = require(name).default ?? require(name);
  console.log(`${name}: ${texts.map(data => tried(() => parse({ type: 'mt940', data, validate: true }))).join(' | ')}`);
}
Promise.all(texts.map(text => require('mt940-js').read(Buffer.from(text))))
  .then(read => console.log(`mt940-js: ${read.map(shown).join(' | ')}`));
CODE

column() { # name; from the CSV of AqBanking
  awk -F'";"' -v name="$1" 'NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; next } { print $at[name] }' | paste -sd ' '
}
{
  node read.js
  aqbanking-cli import --importer=swift --profile=SWIFT-MT940 -f three.sta -c read.ctx 2>aqbanking.log
  echo "AqBanking, list: $(aqbanking-cli listtrans -c read.ctx 2>>aqbanking.log | cut -f2 | paste -sd ' ')"
  for profile in default full; do
    values=$(aqbanking-cli export --exporter=csv --profile=$profile -c read.ctx 2>>aqbanking.log | column value_value)
    echo "AqBanking, CSV $profile: $values"
  done
} | tee seen.txt
diff - seen.txt <<'EXPECTED'
mt940js: 10.5 | refused: Sum of lines (61.5) != turnover (61.51)
@centrapay/swift-parser: 10.5 | refused: Sum of lines (61.5) != turnover (61.51)
swiftmessageparser: 10.5 | refused: Sum of lines (61.5) != turnover (61.51)
stitch-swiftmessageparser: 10.5 | refused: Sum of lines (61.5) != turnover (61.51)
mt940-js: 10.504 | 10.504, 20.504, 30.504
AqBanking, list: 10.50 20.50 30.50
AqBanking, CSV default: 10.50 20.50 30.50
AqBanking, CSV full: 10504/1000 20504/1000 30504/1000
EXPECTED
