#!/usr/bin/env bash
# Prism as a validating proxy: a picture comes out longer than it went in, and the last digit of a large int64 changes on its way.
#
# Versions: @stoplight/prism-cli 5.14.2 (npm), Node.js 20 or later.
# Behaviour: `prism proxy` reads the body of every answer as a text and writes it out again as one. Of a picture, described as
# `format: binary` under image/png and sent so, each byte that is no UTF-8 becomes the three bytes of U+FFFD; status, type and description
# are kept, and no violation is reported. JSON is parsed and written again, both ways: an int64 beyond 2^53 is rounded, and `1.0` becomes
# `1`. In an answer, an int64 beyond 2^53-1 is reported as a violation of a maximum that nobody described.
# What to do: lead files past the proxy, and do not test through it how a number is spelt.
#
# Output seen:
#   picture: sent 67 bytes, received 77
#   violations of the picture: none
#   number in a request: sent {"n":9007199254740993,"m":1.0}, the server got {"n":9007199254740992,"m":1}
#   number in an answer: sent {"n":9007199254740993}, received {"n":9007199254740992}
#   violations of the number: response.body.n maximum "Response body property n must be <= 9007199254740991"
set -euo pipefail

work=$(mktemp -d)
pids=()
trap 'kill "${pids[@]}" 2>/dev/null || true; rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-audit --no-fund --ignore-scripts @stoplight/prism-cli@5.14.2 >/dev/null 2>&1

cat >described.yaml <<'YAML'
openapi: 3.1.0
info: { title: Shop, version: 1.0.0 }
paths:
  /picture:
    get:
      responses:
        "200":
          description: A picture
          content: { image/png: { schema: { type: string, format: binary } } }
  /number:
    get:
      responses:
        "200":
          description: A number
          content: { application/json: { schema: { $ref: "#/components/schemas/Number" } } }
    post:
      requestBody: { content: { application/json: { schema: { $ref: "#/components/schemas/Number" } } } }
      responses: { "200": { description: What came, content: { text/plain: { schema: { type: string } } } } }
components:
  schemas:
    Number: { type: object, properties: { n: { type: integer, format: int64 }, m: { type: number } } }
YAML
cat >shop.mjs <<'SCRIPT'
import { createServer } from "node:http";
const picture = Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAACklEQVR4nGMAAQAABQABDQottAAAAABJRU5ErkJggg==", "base64");
const shop = createServer(async (request, answer) => {
  if (request.method === "POST") {
    let text = "";
    for await (const part of request) text += part;
    answer.writeHead(200, { "content-type": "text/plain" }).end(text);
  } else if (request.url === "/picture") answer.writeHead(200, { "content-type": "image/png" }).end(picture);
  else answer.writeHead(200, { "content-type": "application/json" }).end('{"n":9007199254740993}');
});
shop.listen(0, "127.0.0.1", () => console.log(shop.address().port));
SCRIPT
node shop.mjs >shop.port &
pids+=("$!")
until [ -s shop.port ]; do sleep 0.1; done
port=$(node -e 'const free = net.createServer().listen(0, () => { console.log(free.address().port); free.close(); })')
touch prism.log
node_modules/.bin/prism proxy described.yaml "http://127.0.0.1:$(cat shop.port)" --host 127.0.0.1 --port "$port" >prism.log 2>&1 &
pids+=("$!")
until grep -q listening prism.log; do sleep 0.2; done

cat >buy.mjs <<'SCRIPT'
const [shop, proxy] = process.argv.slice(2).map((port) => `http://127.0.0.1:${port}`);
const said = (one) => `${one.location.join(".")} ${one.code} "${one.message}"`;
const violations = (answer) => JSON.parse(answer.headers.get("sl-violations") ?? "[]").map(said).join() || "none";
const length = async (answer) => (await answer.arrayBuffer()).byteLength;
const picture = await fetch(`${proxy}/picture`);
console.log(`picture: sent ${await length(await fetch(`${shop}/picture`))} bytes, received ${await length(picture)}`);
console.log(`violations of the picture: ${violations(picture)}`);
const sent = '{"n":9007199254740993,"m":1.0}';
const came = await fetch(`${proxy}/number`, { method: "POST", headers: { "content-type": "application/json" }, body: sent });
console.log(`number in a request: sent ${sent}, the server got ${await came.text()}`);
const number = await fetch(`${proxy}/number`);
const plain = await fetch(`${shop}/number`);
console.log(`number in an answer: sent ${await plain.text()}, received ${await number.text()}`);
console.log(`violations of the number: ${violations(number)}`);
SCRIPT
node buy.mjs "$(cat shop.port)" "$port" | tee seen.txt

diff - seen.txt <<'EXPECTED'
picture: sent 67 bytes, received 77
violations of the picture: none
number in a request: sent {"n":9007199254740993,"m":1.0}, the server got {"n":9007199254740992,"m":1}
number in an answer: sent {"n":9007199254740993}, received {"n":9007199254740992}
violations of the number: response.body.n maximum "Response body property n must be <= 9007199254740991"
EXPECTED
