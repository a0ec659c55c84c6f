import { ConfirmPassword } from "../../../components/ConfirmPassword.tsx";
import { requireRecentSignIn } from "../../../lib/latchkey/features/session/step_up.ts";

/** Every file in this folder takes a password that was entered within ten minutes. */
export default requireRecentSignIn(ConfirmPassword);
