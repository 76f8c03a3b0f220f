/** What a customer does: presses Pay, and pays at the sandbox. */
export async function pay(redirectUrl: string): Promise<void> {
  const pressed = await fetch(redirectUrl, { method: "POST", redirect: "manual" });
  const page = new URL(pressed.headers.get("location") ?? "");
  const session = page.href.split("testcde")[1];
  const paid = await fetch(new URL(`/control/sessions/${session}/outcome`, page), {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ outcome: "success" }),
  });
  if (!paid.ok) throw new Error(await paid.text());
}

/** The settings that every one of these programs is started with. */
export const { OI_SERVER: server = "", OI_KEY: key = "", OI_SECRET: secret = "" } = process.env;

export function check(what: string, holds: boolean, seen: unknown): void {
  if (!holds) throw new Error(`${what}: ${JSON.stringify(seen)}`);
  console.log(`${what}: ${typeof seen === "string" ? seen : JSON.stringify(seen)}`);
}
