/**
 * Keeps what is half typed.
 *
 * @module
 */
import { asset, Head } from "fresh/runtime";

/**
 * Lets what is half typed into the page's forms outlive a switch of language or colours,
 * where scripts run. A page with a `Field` has it; one with other fields alone takes it
 * in, too. By its key it is loaded once.
 */
export function KeepTyped() {
  return (
    <Head>
      <script key="typed-text" src={asset("/typed-text.js")} defer />
    </Head>
  );
}
