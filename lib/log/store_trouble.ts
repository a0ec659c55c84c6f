/**
 * A store that cannot answer, in the words of one line of the log.
 *
 * @module
 */
import type { LogFields } from "../log.ts";
import type { StoreUnavailableError } from "../store/unavailable.ts";
import { withoutSecrets } from "./secrets.ts";

/** Its trouble is known: a stack would say no more. */
export function troubleFields(
  { trouble, cause }: StoreUnavailableError,
): LogFields {
  return {
    trouble,
    said: cause instanceof Error ? withoutSecrets(cause.message) : undefined,
  };
}
