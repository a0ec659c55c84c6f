/**
 * Forms, and the login form, for the server and the browser.
 *
 * @module
 */
export { loginForm } from "./features/password/login_form.ts";
export { check, fieldsOf, type Form, type Problems } from "./forms/form.ts";
export { FORM_OWNER } from "./forms/form_owner.ts";
