/**
 * The scripts for passkeys.
 *
 * @module
 */
import type { PasskeySignal } from "@latchkey/core/http";
import { asset, Head } from "fresh/runtime";

/** Runs before the first paint, so that nothing shifts (HTML §4.12.1). Preact's types lack it. */
const BEFORE_RENDERING = { blocking: "render" };

/**
 * Shows the elements with the class `passkey`, and loads `static/passkeys.js`, if the browser
 * has passkeys. The key makes the script load once.
 */
export function PasskeySupport() {
  return (
    <Head>
      <script
        key="passkeys"
        src={asset("/passkey-support.js")}
        data-module={asset("/passkeys.js")}
        defer
        {...BEFORE_RENDERING}
      />
    </Head>
  );
}

/** Tells the browser about passkeys, so that it offers those that work. */
export function PasskeySignals(
  { signals }: { signals: readonly PasskeySignal[] },
) {
  return signals.length === 0 ? null : (
    <>
      <PasskeySupport />
      <span hidden data-signals={JSON.stringify(signals)} />
    </>
  );
}
