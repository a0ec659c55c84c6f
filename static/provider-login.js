/** "Keep me logged in" is in another form than the buttons of providers: docs/providers.md. */
addEventListener("formdata", ({ target, formData }) => {
  if (!target.closest(".providers")) return;
  if (document.querySelector("[name=remember]:checked")) {
    formData.set("remember", "yes");
  }
});
