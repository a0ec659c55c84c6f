/**
 * Forms that ask for the proof of a factor.
 *
 * @module
 */
import type { FactorRequest } from "../../factor.ts";
import type { FormFields } from "../../http/read_form.ts";
import type { Problem } from "../../i18n/messages.ts";
import { waitResponse } from "../../limits/wait_response.ts";
import type { RequestContext } from "../../state.ts";
import type { NamedFactor } from "./factors.ts";
import { verifyFactor } from "./verify_factor.ts";

/** The result: the factor's name, or what the form should show and the status of the response. */
export type EnteredProof =
  | { readonly ok: true; readonly factor: string }
  | {
    readonly ok: false;
    readonly shown: {
      readonly tried: string;
      readonly problem?: Problem;
      readonly failure?: string;
    };
    readonly init: ResponseInit;
  };

/** Checks the fields `factor` and `proof` against the factors that count here. */
export async function enterProof(
  ctx: RequestContext,
  request: FactorRequest,
  { factor = "", proof = "" }: FormFields,
  accepted: readonly NamedFactor[],
): Promise<EnteredProof> {
  const { services, language } = ctx.state;
  const attempt = { ...request, factor, proof };
  const result = await verifyFactor(services, attempt, accepted);
  if (result.ok) return { ok: true, factor };
  if (result.reason === "wrong") {
    const problem = proof === "" ? "proofRequired" : "proofWrong";
    const shown = { tried: factor, problem } as const;
    return { ok: false, shown, init: { status: 422 } };
  }
  const { failure, init } = waitResponse(language, result);
  return { ok: false, shown: { tried: factor, failure }, init };
}
