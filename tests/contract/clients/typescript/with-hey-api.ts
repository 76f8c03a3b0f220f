// A shop that speaks to the API with a client of @hey-api/openapi-ts.
import { client } from "./generated/hey-api/client.gen.js";
import { createInvoice, createPayment, readPayment } from "./generated/hey-api/sdk.gen.js";
import type { Payment } from "./generated/hey-api/types.gen.js";
import { check, key, pay, secret, server } from "./pay.js";

client.setConfig({ baseUrl: server, headers: { "X-Api-Key": key, "X-Api-Secret": secret } });
const order = `hey-api-${Date.now()}`;

async function create() {
  return createPayment({
    headers: { "Idempotency-Key": order },
    body: { amountMinor: 125050, customerReference: "customer-1", metadata: { order } },
  });
}

const created = await create();
const payment: Payment | undefined = created.data?.data;
if (!payment?.redirectUrl) throw new Error(JSON.stringify(created.error));
check("created", payment.status === "PENDING", `${payment.id} ${payment.status}`);

const again = await create();
const isReplay = again.response?.headers.get("Idempotency-Replayed") === "true";
check("replayed", isReplay && again.data?.data.id === payment.id, again.data?.data.id);

const refused = await createPayment({ body: { amountMinor: -1, customerReference: "customer-1" } });
check("refused", refused.error?.meta.errorCode === "VALIDATION_ERROR", refused.error?.data);

await pay(payment.redirectUrl);
const read = await readPayment({ path: { id: String(payment.id) } });
check("paid", read.data?.data.status === "SUCCEEDED", read.data?.data.status);

const invoice = await createInvoice({
  body: { customerReference: "customer-1", lineItems: [{ description: "Design", qty: 1.5, unitAmountMinor: 100000 }] },
});
check("invoiced", invoice.data?.data.totalMinor === 150000, invoice.data?.data.totalMinor ?? invoice.error);
