/**
 * A notice that someone is recovering the account, with a button that stops it.
 *
 * @module
 */
import type { RecoveryStatus } from "@latchkey/core";
import { fill } from "@latchkey/core/i18n";
import { FormOwner } from "./FormOwner.tsx";
import { AtMinute } from "./When.tsx";
import type { Language } from "../lib/messages/language.ts";

/** Shown on every page of the owner's sessions until the recovery has ended. */
export function RecoveryBanner({ recovery, language }: {
  recovery: RecoveryStatus;
  language: Language;
}) {
  const { banner } = language.messages.accountRecovery;
  const time = <AtMinute at={recovery.dueAt} language={language} />;
  return (
    <aside class="banner alarm" aria-label={banner.name}>
      <form method="post" action="/auth/account-recovery/stop">
        <FormOwner />
        <p>
          {recovery.isReady ? banner.ready : fill(banner.running, { time })}
        </p>
        <button type="submit">{banner.stop}</button>
      </form>
    </aside>
  );
}
