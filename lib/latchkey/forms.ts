/**
 * What all forms share, and the form that logs in, for the server and the browser alike.
 *
 * @module
 */
export { loginForm } from "./features/password/login_form.ts";
export { check, fieldsOf, type Form, type Problems } from "./forms/form.ts";
export { FORM_OWNER } from "./forms/form_owner.ts";
