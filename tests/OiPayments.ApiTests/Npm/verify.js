// Verifies a delivery with a library that receivers use: the Standard Webhooks project's own, or svix. Reads { library, now, secret,
// headers, kind, body } as JSON from standard input, now being the receiver's clock in seconds, and kind what the headers come as. Prints the event; fails when the delivery is
// not to be believed.
const { readFileSync } = require('node:fs');

const { library, now, secret, headers, kind, body } = JSON.parse(readFileSync(0, 'utf8'));
const { Webhook } = require(library);

// The libraries refuse what is older or newer than five minutes; the clock of a test stands still.
Date.now = () => now * 1000;

try {
  const received = kind === 'object' ? headers : new Headers(headers);
  console.log(JSON.stringify(new Webhook(secret).verify(body, kind === 'entries' ? Object.fromEntries(received) : received)));
} catch (refusal) {
  console.error(refusal.message);
  process.exitCode = 1;
}
