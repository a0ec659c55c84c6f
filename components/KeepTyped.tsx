/**
 * Keeps unsent form input.
 *
 * @module
 */
import { asset, Head } from "fresh/runtime";

/**
 * Keeps unsent input when the person changes the language or colours, if JavaScript runs.
 * `Field` includes it; pages that only have other fields include it themselves. Its key makes
 * the script load once.
 */
export function KeepTyped() {
  return (
    <Head>
      <script key="typed-text" src={asset("/typed-text.js")} defer />
    </Head>
  );
}
