/** @module */

/** The name of a provider's setting: `ACME_CLIENT_ID`. */
export function settingName(id: string, end: string): string {
  return `${id.toUpperCase()}_${end}`;
}
