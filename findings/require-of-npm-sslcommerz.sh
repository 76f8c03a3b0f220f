#!/usr/bin/env bash
# The readme of npm sslcommerz makes a client in a way that its package does not offer: it has no default export.
#
# Versions: sslcommerz 1.7.0, sslcommerz-lts 1.2.0 (npm), Node.js 20.20.
# Behaviour: the readme of sslcommerz shows `const SSLCommerzPayment = require('sslcommerz')` and then `new SSLCommerzPayment(…)`. The package
# exports an object with the class as SslCommerzPayment, so that line throws a TypeError before anything is asked of the gateway. An
# `import X from 'sslcommerz'` gets the same object. sslcommerz-lts, which began as a copy and has nearly the same readme, exports the class.
# What to do: `const { SslCommerzPayment } = require('sslcommerz')`; the guide to SSLCOMMERZ without us says so.
#
# Output seen:
#   readme of sslcommerz: const SSLCommerzPayment = require('sslcommerz')
#   sslcommerz, as in its readme: TypeError: Client is not a constructor
#   sslcommerz, by name: a client of https://sandbox.sslcommerz.com
#   sslcommerz-lts, as in its readme: a client of https://sandbox.sslcommerz.com
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

npm install --silent --no-audit --no-fund --ignore-scripts sslcommerz@1.7.0 sslcommerz-lts@1.2.0 >/dev/null
cat >make.js <<'SCRIPT'
const make = Client => {
  try {
    return `a client of ${new Client('testbox', 'qwerty', false).baseURL}`;
  } catch (failure) {
    return `${failure.name}: ${failure.message}`;
  }
};
console.log(`sslcommerz, as in its readme: ${make(require('sslcommerz'))}`);
console.log(`sslcommerz, by name: ${make(require('sslcommerz').SslCommerzPayment)}`);
console.log(`sslcommerz-lts, as in its readme: ${make(require('sslcommerz-lts'))}`);
SCRIPT

{
  echo "readme of sslcommerz: $(grep -m 1 "require('sslcommerz')" node_modules/sslcommerz/readme.md)"
  node make.js
} | tee seen.txt

diff - seen.txt <<'EXPECTED'
readme of sslcommerz: const SSLCommerzPayment = require('sslcommerz')
sslcommerz, as in its readme: TypeError: Client is not a constructor
sslcommerz, by name: a client of https://sandbox.sslcommerz.com
sslcommerz-lts, as in its readme: a client of https://sandbox.sslcommerz.com
EXPECTED
