/**
 * The form of an emailed link that may have been opened by someone else.
 *
 * @module
 */
import type { ComponentChildren } from "preact";
import type { OwnerProofs } from "@latchkey/core/http";
import type { Problem } from "@latchkey/core/i18n";
import { FactorForms } from "./FactorForms.tsx";
import { PlainForm } from "./PlainForm.tsx";
import type { Messages } from "../lib/messages/language.ts";

/** What a page knows of a link and of the last attempt. */
export interface OwnerProofView {
  readonly token: string;
  readonly address: string;
  /** What proves that the account is the person's own; null if nothing needs to. */
  readonly proofs: OwnerProofs | null;
  /** The factor that was tried. */
  readonly tried?: string;
  readonly problem?: Problem;
  readonly failure?: string;
}

/** Sends the token with a proof, as `enterOwnerProof` reads it. */
export function OwnerProofForm(
  { token, proofs, children, ...props }: OwnerProofView & {
    /** Where the form is sent. */
    action: string;
    /** The text of the button. */
    button: ComponentChildren;
    messages: Messages;
    /** The fields of the form, unless factors are asked for. */
    children: ComponentChildren;
  },
) {
  const hidden = <input type="hidden" name="token" value={token} />;
  return proofs && !proofs.password
    ? (
      <FactorForms {...props} factors={proofs.factors} isFirst>
        {hidden}
      </FactorForms>
    )
    : (
      <PlainForm {...props}>
        {hidden}
        {children}
      </PlainForm>
    );
}
