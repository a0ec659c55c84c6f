/**
 * What factors need to know about a request.
 *
 * @module
 */
import type { FactorRequest } from "../../factor.ts";
import { clientInfoOf } from "../../http/client_info.ts";
import type { RequestContext } from "../../state.ts";

/** The account that a page asks for a factor, and for what. */
export async function factorRequest(
  ctx: RequestContext,
  asked: Pick<FactorRequest, "user" | "purpose" | "boundTo">,
): Promise<FactorRequest> {
  return {
    ...asked,
    page: ctx.url,
    language: ctx.state.language.code,
    clientInfo: await clientInfoOf(ctx),
  };
}
