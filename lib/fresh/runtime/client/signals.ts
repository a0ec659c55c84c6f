/**
 * Signals in the props of islands. Only pages with signals load it.
 * @module
 */
export { computed, signal } from "@preact/signals";
// All three lazy scripts import it, so that the bundler puts it in one shared script.
import "./revive.ts";
