// A shop of one file, without packages: Node 18 or newer. It creates a payment, verifies webhooks, and shows the order.
//
//   node samples/storefront.mjs
//
// Beside a running demo of the service it needs no settings. Else set OI_API, OI_KEY, OI_SECRET and OI_SIGNING_SECRET.
import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { homedir, platform } from "node:os";
import { join } from "node:path";

const settings = readSettings();
const port = Number(process.env.PORT ?? 4000);
const product = { name: "Sylhet tea, 1 kg", amountMinor: 125050, currency: "BDT" };

// A shop of yours keeps both in its database: orders before it asks for money, and events for as long as they can come again.
const orders = new Map();
const handled = new Set();

const server = createServer((request, response) => answer(request, response).catch((failure) => {
  console.error(failure);
  if (!response.headersSent) send(response, 500, page("Something went wrong", "<p>Your order is kept. Try again in a moment.</p>"));
}));
server.listen(port, "localhost", () => console.log(`The shop is at ${address()}/`));

async function answer(request, response) {
  const path = new URL(request.url, address()).pathname;
  if (request.method === "POST" && path === "/hook") return takeEvent(request, response);
  if (request.method === "POST" && path === "/buy") return buy(response, newOrder());
  const id = /^\/orders\/([0-9a-f]{24})$/.exec(path)?.[1];
  if (id && orders.has(id)) return request.method === "POST" ? buy(response, orders.get(id)) : showOrder(response, orders.get(id));
  if (request.method === "GET" && path === "/") return send(response, 200, page("Tea", `
    <p>${product.name}, ${money(product)}</p><form method="post" action="/buy"><button>Buy it</button></form>`));
  send(response, 404, page("There is nothing here", '<p><a href="/">To the shop</a></p>'));
}

function newOrder() {
  const order = { id: randomBytes(12).toString("hex"), status: "UNPAID", paymentId: null, ended: 0 };
  orders.set(order.id, order);
  return order;
}

// The order is kept first. Its key makes sure that it is charged once, however often this is repeated.
async function buy(response, order) {
  const payment = await call("POST", "/payments", {
    amountMinor: product.amountMinor,
    currency: product.currency,
    customerReference: `order-${order.id}`,
    productName: product.name,
    returnUrl: `${address()}/orders/${order.id}`,
    metadata: { orderId: order.id },
  }, `order-${order.id}-${order.ended}`);
  order.paymentId = payment.id;
  response.writeHead(303, { Location: payment.checkoutUrl }).end();
}

// Coming back proves nothing: what counts is what the API says, or a verified event.
async function showOrder(response, order) {
  if (order.status !== "PAID" && order.paymentId) apply(await call("GET", `/payments/${order.paymentId}`));
  const paid = order.status === "PAID";
  send(response, 200, page(paid ? "Thank you, it is paid" : "Waiting for your payment", `
    <p>${product.name}, ${money(product)}. Order ${order.id}: ${order.status}.</p>
    ${paid ? "" : `<form method="post" action="/orders/${order.id}"><button>Pay it</button></form>`}`));
}

async function takeEvent(request, response) {
  const body = await read(request, 4 * 1024 * 1024);
  if (body === null) return response.writeHead(413).end();
  if (!isGenuine(request.headers, body)) return response.writeHead(401).end();

  const event = JSON.parse(body.toString("utf8"));
  if (!handled.has(event.id)) {
    if (event.type.startsWith("payment.")) apply(event.data);
    handled.add(event.id);
    console.log(`${event.type} ${event.id}`);
  }

  response.writeHead(204).end();
}

// By the status that the payment has, not by which event came last: they come in any order.
function apply(payment) {
  const order = orders.get(payment.metadata?.orderId);
  if (!order) return;
  if (payment.status === "SUCCEEDED" && payment.amountMinor === product.amountMinor) order.status = "PAID";
  if (payment.id === order.paymentId && ["FAILED", "EXPIRED", "CANCELLED"].includes(payment.status)) {
    // Whoever pays after all gets a new payment, with a key of its own.
    order.paymentId = null;
    order.ended++;
  }
}

// The Standard Webhooks specification, over the bytes as they came; several signatures while the secret rotates.
function isGenuine(headers, body) {
  const [id, timestamp, signatures] = ["webhook-id", "webhook-timestamp", "webhook-signature"].map((name) => headers[name]);
  if (!id || !/^\d+$/.test(timestamp ?? "") || !signatures) return false;
  const signed = Buffer.concat([Buffer.from(`${id}.${timestamp}.`), body]);
  const fits = settings.signingSecrets.some((secret) => {
    const expected = createHmac("sha256", Buffer.from(secret.slice("whsec_".length), "base64")).update(signed).digest();
    return signatures.split(" ").some((one) => {
      const sent = one.startsWith("v1,") ? Buffer.from(one.slice(3), "base64") : Buffer.alloc(0);
      return sent.length === expected.length && timingSafeEqual(sent, expected);
    });
  });
  return fits && Math.abs(Date.now() / 1000 - Number(timestamp)) <= 300;
}

// Tries again where that helps: the same key never does a thing twice.
async function call(method, path, body, key) {
  for (let attempt = 1; ; attempt++) {
    const last = attempt === 4;
    let result;
    try {
      result = await fetch(settings.api + path, {
        method,
        headers: {
          "X-Api-Key": settings.key, "X-Api-Secret": settings.secret, "Content-Type": "application/json",
          ...(key && { "Idempotency-Key": key, Prefer: "wait=5" }),
        },
        body: body && JSON.stringify(body),
        signal: AbortSignal.timeout(10_000),
      });
    } catch (failure) {
      if (last) throw failure;
    }

    if (result?.ok) return (await result.json()).data;
    if (result && (last || (result.status < 500 && result.status !== 429))) {
      const refusal = await result.json().catch(() => null);
      throw new Error(`${method} ${path} was refused: ${result.status} ${refusal?.meta?.errorCode} ${refusal?.meta?.message}`);
    }

    const wait = Math.min(Number(result?.headers.get("retry-after") ?? 0.5 * 2 ** attempt), 10);
    await new Promise((resolve) => setTimeout(resolve, wait * 1000));
  }
}

// Null when there is more than a webhook has.
async function read(request, limit) {
  const chunks = [];
  let length = 0;
  for await (const chunk of request) {
    length += chunk.length;
    if (length > limit) return null;
    chunks.push(chunk);
  }

  return Buffer.concat(chunks);
}

function readSettings() {
  const { OI_API: api, OI_KEY: key, OI_SECRET: secret, OI_SIGNING_SECRET: signingSecret } = process.env;
  if (api && key && secret && signingSecret) return { api, key, secret, signingSecrets: signingSecret.split(" ") };

  const file = join(platform() === "win32" ? process.env.LOCALAPPDATA
    : platform() === "darwin" ? join(homedir(), "Library", "Application Support")
    : process.env.XDG_DATA_HOME ?? join(homedir(), ".local", "share"), "OiPayments", "demo.json");
  try {
    const { BaseAddress, ApiKey, ApiSecret, WebhookSecrets } = JSON.parse(readFileSync(file, "utf8")).OiPayments;
    return { api: BaseAddress, key: ApiKey, secret: ApiSecret, signingSecrets: WebhookSecrets };
  } catch {
    console.error("No credentials. Start the demo of the service first, or set OI_API, OI_KEY, OI_SECRET and OI_SIGNING_SECRET.");
    process.exit(1);
  }
}

function address() {
  return `http://localhost:${server.address()?.port ?? port}`;
}

function money({ amountMinor, currency }) {
  return `${(amountMinor / 100).toFixed(2)} ${currency}`;
}

function send(response, status, html) {
  response.writeHead(status, { "Content-Type": "text/html; charset=utf-8" }).end(html);
}

function page(title, main) {
  return `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title><link rel="icon" href="data:,"><h1>${title}</h1>${main}</html>`;
}
