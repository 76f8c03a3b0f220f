// Plays a merchant with a Node client of the gateway: node client.js <package> <sandbox> <call> <json>. Prints the answer as JSON.

const [name, sandbox, call, argument] = process.argv.slice(2);
const exported = require(name);
const SSLCommerzPayment = exported.SslCommerzPayment ?? exported;
const client = new SSLCommerzPayment(process.env.STORE_ID, process.env.STORE_PASSWD, false);

// The client has its addresses built in; they are plain properties.
for (const field of Object.keys(client)) {
  if (field.endsWith('URL')) client[field] = client[field].replace('https://sandbox.sslcommerz.com', sandbox);
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
