/**
 * The account page's rows for passkeys, linked logins and second factors.
 *
 * @module
 */
import type { OwnRecoveryCodes } from "@latchkey/core";
import { plural } from "@latchkey/core/i18n";
import { AccountRow } from "./AccountRow.tsx";
import type { Language } from "../lib/messages/language.ts";

/** What an account has to log in with. What the site doesn't use is null. */
export interface OwnFactors {
  /** The number of authenticator apps. */
  readonly apps: number | null;
  /** The number of passkeys. */
  readonly passkeys: number | null;
  /** The number of linked logins. */
  readonly logins: number | null;
  readonly recoveryCodes: OwnRecoveryCodes | null;
}

/** A row for each kind. */
export function FactorRows(
  { apps, passkeys, logins, recoveryCodes, language }: OwnFactors & {
    language: Language;
  },
) {
  const { locale, messages } = language;
  const { account: { rows }, providers: { row } } = messages;
  return (
    <>
      {passkeys !== null && (
        <AccountRow {...rows.passkeys} href="/account/passkeys">
          <p>
            {passkeys === 0
              ? rows.passkeys.none
              : plural(locale, rows.passkeys.explained, passkeys)}
          </p>
        </AccountRow>
      )}
      {logins !== null && (
        <AccountRow {...row} href="/account/logins" reload>
          <p>{logins === 0 ? row.none : plural(locale, row.count, logins)}</p>
        </AccountRow>
      )}
      {apps !== null && (
        <AccountRow {...rows.authenticator} href="/account/authenticator">
          <p>
            {apps === 0
              ? rows.authenticator.none
              : plural(locale, rows.authenticator.count, apps)}
          </p>
        </AccountRow>
      )}
      {recoveryCodes?.areUseful && (
        <AccountRow {...rows.recoveryCodes} href="/account/recovery-codes">
          <p>
            {recoveryCodes.left === 0
              ? messages.recoveryCodes.noneLeft
              : plural(locale, rows.recoveryCodes.left, recoveryCodes.left)}
            {recoveryCodes.areFew && (
              <>
                {" "}
                <span class="badge" data-tone="wrong">
                  {rows.recoveryCodes.low}
                </span>
              </>
            )}
          </p>
        </AccountRow>
      )}
    </>
  );
}
