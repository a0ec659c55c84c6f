/** @module */
import type { User } from "../../store/store.ts";

/** A user as `--json` prints it: never the hash. */
export interface UserView {
  readonly id: string;
  readonly address: string;
  readonly disabled: boolean;
  /** ISO 8601, UTC. */
  readonly createdAt: string;
}

/** The fields of a user that may leave the server. */
export function userView({ id, address, disabled, createdAt }: User): UserView {
  return {
    id,
    address,
    disabled,
    createdAt: new Date(createdAt).toISOString(),
  };
}

/** How an account stands, in a word. */
export function userState({ disabled }: User): "disabled" | "active" {
  return disabled ? "disabled" : "active";
}

/**
 * When a change is felt: servers believe a session they have just looked up for a
 * few seconds more.
 */
export function feltWithin(sessionCacheSeconds: number): string {
  return sessionCacheSeconds === 0
    ? "Running servers follow at once."
    : `Running servers follow within ${sessionCacheSeconds} seconds.`;
}
