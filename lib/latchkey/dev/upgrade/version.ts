/**
 * Versions of Latchkey: three numbers, as in Semantic Versioning 2.0.0, without pre-releases.
 *
 * @module
 */
export { compareVersions } from "../../releases/release_list.ts";

/** Whether the text is a version, such as `1.2.3`. */
export function isVersion(text: string): boolean {
  return /^(?:0|[1-9]\d{0,5})(?:\.(?:0|[1-9]\d{0,5})){2}$/.test(text);
}
