/** @module */
import { generateKey, keySetText } from "../key_ring.ts";
import { leaf, type Runner } from "../../cli/command.ts";
import type { Outcome } from "../../cli/outcome.ts";

/** `keys generate` */
export function keysGenerate(runner: Runner) {
  return leaf("generate", "Make a key set for JWT_KEYS.", [
    "keys generate",
    "keys generate > jwt_keys.json",
  ])
    .action(() => runner.alone(generateKeys));
}

/** A set with one new key. `text` is the value of `JWT_KEYS` and nothing else, so that it can be piped. */
export function generateKeys(): Promise<Outcome> {
  const set = { keys: [generateKey()] };
  return Promise.resolve({
    text: keySetText(set),
    json: { jwks: set },
    advice: "Set this as JWT_KEYS, in single quotes where a shell reads it. " +
      "Keep it secret: whoever has it can sign in as anyone.",
  });
}
