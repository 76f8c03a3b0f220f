// Plays a merchant with the gateway's own Node client: node client.js <sandbox> <call> <json>. Prints the answer as JSON.
const SSLCommerzPayment = require('sslcommerz-lts');

const [sandbox, call, argument] = process.argv.slice(2);
const client = new SSLCommerzPayment(process.env.STORE_ID, process.env.STORE_PASSWD, false);

// The client has its addresses built in; they are plain properties.
for (const name of Object.keys(client)) {
  if (name.endsWith('URL')) client[name] = client[name].replace('https://sandbox.sslcommerz.com', sandbox);
}

client[call](JSON.parse(argument)).then(answer => {
  // Failures are returned, not thrown.
  if (answer instanceof Error) {
    console.error(answer.message);
    process.exitCode = 1;
  } else {
    console.log(JSON.stringify(answer));
  }
});
