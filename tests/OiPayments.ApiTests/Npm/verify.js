// Verifies a delivery with the Standard Webhooks project's own library. Reads { now, secret, headers, body } as JSON from
// standard input, now being the receiver's clock in seconds. Prints the event; fails when the delivery is not to be believed.
const { readFileSync } = require('node:fs');
const { Webhook } = require('standardwebhooks');

const { now, secret, headers, body } = JSON.parse(readFileSync(0, 'utf8'));

// The library refuses what is older or newer than five minutes; the clock of a test stands still.
Date.now = () => now * 1000;

try {
  console.log(JSON.stringify(new Webhook(secret).verify(body, headers)));
} catch (refusal) {
  console.error(refusal.message);
  process.exitCode = 1;
}
