/**
 * A browser's own virtual authenticator (WebAuthn Level 3 §11), by its debugger.
 *
 * @module
 */
import type { Page } from "playwright-core";
import assert from "node:assert/strict";
import { inspectorOf } from "../browser/inspector.ts";
import { eventually } from "../browser/person.ts";

/** What the authenticator can do. By default it verifies the person and syncs passkeys. */
export interface AuthenticatorOptions {
  /** Whether it verifies the person. */
  readonly verifies?: boolean;
  /** Whether it syncs passkeys to other devices. */
  readonly syncs?: boolean;
}

/** A passkey in it. */
export interface StoredPasskey {
  readonly credentialId: string;
  readonly userName?: string;
  readonly userDisplayName?: string;
}

/** An authenticator of one page. */
export interface VirtualAuthenticator {
  /** The passkeys in it. */
  passkeys(): Promise<StoredPasskey[]>;
  /**
   * Whether a person touches it when a page asks from now on. If so, which is the default, the
   * page's autofill is answered at once.
   */
  touch(isTouched: boolean): Promise<void>;
  /** Waits until the page's autofill offers passkeys. */
  offered(): Promise<void>;
  /** Whether verifying the person succeeds. */
  verify(succeeds: boolean): Promise<void>;
  /** Puts its passkeys into another authenticator. */
  copyTo(other: VirtualAuthenticator): Promise<void>;
  /** For `copyTo`. */
  put(credential: unknown): Promise<void>;
}

/** In the page: records how it asked last. */
function recordMediation(): void {
  const { credentials } = navigator;
  const { get } = credentials;
  credentials.get = (options) => {
    const { mediation, signal } = options ?? {};
    Object.assign(globalThis, { mediation, signal });
    return Reflect.apply(get, credentials, [options]);
  };
}

/** Plugs an authenticator in. */
export async function plugIn(
  page: Page,
  { verifies = true, syncs = true }: AuthenticatorOptions = {},
): Promise<VirtualAuthenticator> {
  const debug = await inspectorOf(page);
  await page.addInitScript(recordMediation);
  await debug.send("WebAuthn.enable");
  const { authenticatorId } = await debug.send(
    "WebAuthn.addVirtualAuthenticator",
    {
      options: {
        protocol: "ctap2",
        ctap2Version: "ctap2_1",
        transport: "internal",
        hasResidentKey: true,
        hasUserVerification: verifies,
        isUserVerified: verifies,
        automaticPresenceSimulation: true,
        defaultBackupEligibility: syncs,
        defaultBackupState: syncs,
      },
    },
  );
  const credentials = async () =>
    (await debug.send("WebAuthn.getCredentials", { authenticatorId }))
      .credentials;
  return {
    passkeys: credentials,
    async touch(enabled) {
      await debug.send("WebAuthn.setAutomaticPresenceSimulation", {
        authenticatorId,
        enabled,
      });
    },
    offered: () =>
      eventually(async () => {
        const asked = await page.evaluate("globalThis.mediation");
        assert.equal(asked, "conditional");
      }),
    async verify(isUserVerified) {
      await debug.send("WebAuthn.setUserVerified", {
        authenticatorId,
        isUserVerified,
      });
    },
    async copyTo(other) {
      for (const credential of await credentials()) await other.put(credential);
    },
    async put(credential) {
      await debug.send("WebAuthn.addCredential", {
        authenticatorId,
        credential: credential as never, // As the browser returned it.
      });
    },
  };
}
