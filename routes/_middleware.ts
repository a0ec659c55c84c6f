import { authenticate, checkFormOwner } from "@latchkey/core/http";
import { OtherOwner } from "../components/OtherOwner.tsx";

/** Authenticates the request, and rejects forms that were opened with another account. */
export default [authenticate, checkFormOwner(OtherOwner)];
