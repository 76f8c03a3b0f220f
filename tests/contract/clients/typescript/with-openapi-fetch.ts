// A shop that speaks to the API with the types of openapi-typescript, by openapi-fetch.
import createClient from "openapi-fetch";
import type { components, paths } from "./generated/openapi-typescript.js";
import { check, key, pay, secret, server } from "./pay.js";

const api = createClient<paths>({ baseUrl: server, headers: { "X-Api-Key": key, "X-Api-Secret": secret } });
const order = `openapi-fetch-${Date.now()}`;

async function create() {
  return api.POST("/api/v1/payments", {
    params: { header: { "Idempotency-Key": order } },
    body: { amountMinor: 125050, customerReference: "customer-1", metadata: { order } },
  });
}

const created = await create();
const payment: components["schemas"]["Payment"] | undefined = created.data?.data;
if (!payment?.redirectUrl) throw new Error(JSON.stringify(created.error));
check("created", payment.status === "PENDING", `${payment.id} ${payment.status}`);

const again = await create();
const isReplay = again.response.headers.get("Idempotency-Replayed") === "true";
check("replayed", isReplay && again.data?.data.id === payment.id, again.data?.data.id);

const refused = await api.POST("/api/v1/payments", { body: { amountMinor: -1, customerReference: "customer-1" } });
check("refused", refused.error?.meta.errorCode === "VALIDATION_ERROR", refused.error?.data);

await pay(payment.redirectUrl);
const read = await api.GET("/api/v1/payments/{id}", { params: { path: { id: String(payment.id) } } });
check("paid", read.data?.data.status === "SUCCEEDED", read.data?.data.status);

const invoice = await api.POST("/api/v1/invoices", {
  body: { customerReference: "customer-1", lineItems: [{ description: "Design", qty: 1.5, unitAmountMinor: 100000 }] },
});
check("invoiced", invoice.data?.data.totalMinor === 150000, invoice.data?.data.totalMinor ?? invoice.error);
