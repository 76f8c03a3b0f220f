#!/usr/bin/env bash
# The same two amounts add up to 2 in hledger and to 1001 in ledger.
#
# Versions: hledger 1.25, ledger 3.3.0 (Debian 12).
# Behaviour: in a journal without a "commodity" or "decimal-mark" line, hledger takes a lone comma for the decimal mark, so that
# `1,000 BDT` is one taka; and since it then writes every amount that way, `1 BDT` is printed as `1,000 BDT` too. ledger takes the
# comma for thousands. Neither warns, and hledger's --strict does not mind either once the commodity is declared by its name alone.
# With the grouping of South Asia (`1,00,000.00`) it is the other way round: hledger reads it, ledger refuses it
# ("Incorrect use of thousand-mark comma").
# What to do: write amounts without grouping, with a point and all decimals, and declare the format. The export of the books does.
#
# Output seen:
#   hledger: -2,000 BDT
#   ledger: -1,001 BDT
#   hledger, 1,00,000.00: -1,00,000.00 BDT
#   ledger, 1,00,000.00: refused
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
apt-get download -qq hledger=1.25-2+b5 ledger=3.3.0-3 libmpfr6 libgmp10 libgmpxx4ldbl libboost-regex1.74.0 libboost-filesystem1.74.0 \
  libboost-iostreams1.74.0 libboost-python1.74.0 libedit2 libbsd0 libpython3.11 libpython3.11-stdlib libpython3.11-minimal libicu72 >/dev/null 2>apt.log \
  || { cat apt.log >&2; exit 1; }
for package in ./*.deb; do dpkg -x "$package" root; done
LD_LIBRARY_PATH=$(find "$PWD/root/usr/lib" -maxdepth 1 -type d -name '*-linux-gnu') && export LD_LIBRARY_PATH
PATH=$PWD/root/usr/bin:$PATH

cat >thousands.journal <<'JOURNAL'
2026-01-05 Rent
    Expenses:Rent    1,000 BDT
    Assets:Bank

2026-01-06 Tea
    Expenses:Tea    1 BDT
    Assets:Bank
JOURNAL
sed 's/1,000 BDT/1,00,000.00 BDT/; /Tea/,$d' thousands.journal >lakh.journal

bank() { awk '/Assets:Bank/ { print $1, $2 }'; }
seen=$(
  echo "hledger: $(hledger -f thousands.journal balance Assets | bank)"
  echo "ledger: $(ledger -f thousands.journal balance Assets | bank)"
  echo "hledger, 1,00,000.00: $(hledger -f lakh.journal balance Assets | bank)"
  echo "ledger, 1,00,000.00: $(ledger -f lakh.journal balance >/dev/null 2>&1 && echo read || echo refused)"
)
echo "$seen"
[ "$seen" = 'hledger: -2,000 BDT
ledger: -1,001 BDT
hledger, 1,00,000.00: -1,00,000.00 BDT
ledger, 1,00,000.00: refused' ]
