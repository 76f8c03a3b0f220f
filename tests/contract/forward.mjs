// Stands behind the one proxy that all servers under test share, and passes each request on to the server that its header names.
import { createServer, request } from "node:http";

const server = createServer((asked, answer) => {
  const { "x-test-server": meant, ...headers } = asked.headers;
  if (!meant) return answer.writeHead(502).end("No server is named.");
  const [hostname, port] = meant.split(":");
  const onward = request({ hostname, port, method: asked.method, path: asked.url, headers: { ...headers, host: meant } }, (answered) => {
    answer.writeHead(answered.statusCode, answered.rawHeaders);
    answered.pipe(answer);
  });
  onward.on("error", () => answer.destroy());
  asked.pipe(onward);
});
server.listen(0, "127.0.0.1", () => console.log(`http://127.0.0.1:${server.address().port}`));
