import { authenticate, checkFormOwner } from "@latchkey/core/http";
import { OtherOwner } from "../components/OtherOwner.tsx";

/** Finds out who is there, and refuses forms of other accounts. */
export default [authenticate, checkFormOwner(OtherOwner)];
