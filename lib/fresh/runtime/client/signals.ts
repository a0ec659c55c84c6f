/**
 * Signals among the props of islands. Loaded only by pages that have some.
 * @module
 */
export { computed, signal } from "@preact/signals";
// What all three lazy parts import, the bundler keeps in one shared script.
import "./revive.ts";
