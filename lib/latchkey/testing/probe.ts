/**
 * Runs in place of the server, with its permissions, and reports which actions are permitted.
 *
 * @module
 */
import { connect } from "node:net";

const [attempts] = Deno.args.map((json) => JSON.parse(json));

/** The actions, each with one argument. */
const TRIES: Readonly<Record<string, (on: string) => unknown>> = {
  env: (name) => Deno.env.get(name) ?? "",
  read: (path) => Deno.statSync(path),
  write: (path) => Deno.writeTextFileSync(path, ""),
  run: (program) => new Deno.Command(program).outputSync(),
  connect: async (address) => {
    const [hostname, port] = address.split(":");
    (await Deno.connect({ hostname, port: Number(port) })).close();
  },
  "connect by node:net": (address) => {
    const [host, port] = address.split(":");
    return new Promise((resolve, reject) => {
      const socket = connect({ host, port: Number(port) }, () => {
        resolve(socket.destroy());
      }).on("error", reject);
    });
  },
};

const results: string[] = [];
for (const [what, on] of attempts) {
  try {
    const value = await TRIES[what](on);
    results.push(typeof value === "string" ? `got ${value}` : "allowed");
  } catch (error) {
    const { NotCapable } = Deno.errors;
    results.push(error instanceof NotCapable ? "refused" : `failed: ${error}`);
  }
}
console.log(JSON.stringify(results));
