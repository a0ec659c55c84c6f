/**
 * Pages on which links to other such pages update the page without reloading it.
 *
 * @module
 */
import { asset, Head } from "fresh/runtime";
import { passkeys } from "@latchkey/core/features";
import { site } from "../lib/site.ts";
import type { Language } from "../lib/messages/language.ts";
import { KeepTyped } from "./KeepTyped.tsx";
import { PasskeySupport } from "./PasskeySupport.tsx";
import { LocalTimes } from "./When.tsx";

/** Whether a path is of the account or of the pages for admins. Links to others reload. */
export function isUpdated(path: string): boolean {
  return /^\/(?:account|admin)(?:\/|$)/.test(path);
}

/** The progress bar, and the scripts that any of these pages may need. */
export function PageUpdates({ language }: { language: Language }) {
  return (
    <>
      <Head>
        <script key="page-updates" src={asset("/page-updates.js")} defer />
      </Head>
      <KeepTyped />
      <LocalTimes language={language} />
      {site.features.includes(passkeys) && <PasskeySupport />}
      <progress
        class="progress"
        hidden
        aria-label={language.messages.progress.label}
      />
    </>
  );
}
